import { expect } from "chai";
import { lintManifest } from "../../src/manifest/lint.ts";
import { manifestOf } from "./manifest-of.ts";

const HEAD = `commonfields: { id: Acme Cloud, version: -1 }
name: Acme Cloud
display: Acme Cloud
category: Utilities
description: Watches.
configuration:
- { name: sign_ins_look_back, display: Look back, type: 0 }
- { name: max_sign_ins, display: Most sign-ins, type: 0 }
`;
const SCRIPT = "script: { type: javascript, script: '-', isfetchevents: true }\n";

describe("x-soar.streams", () => {
  it("are read, named by vendor and product as the integration is, where they name none", () => {
    const { fetchesEvents, soar } = manifestOf(`${HEAD}${SCRIPT}x-soar:
  streams:
    sign-ins: { description: Signing in., eventType: sign-in, lookBack: sign_ins_look_back, limit: max_sign_ins }
    prints: { description: Printing., eventType: print, vendor: print, product: shop }
`);
    expect({ fetchesEvents, streams: soar.streams }).to.deep.equal({
      fetchesEvents: true,
      streams: [
        {
          name: "sign-ins",
          description: "Signing in.",
          eventType: "sign-in",
          vendor: "acmecloud",
          product: "acmecloud",
          lookBack: "sign_ins_look_back",
          limit: "max_sign_ins",
        },
        { name: "prints", description: "Printing.", eventType: "print", vendor: "print", product: "shop" },
      ],
    });
  });

  it("are not to be named without there being any", () => {
    expect(findings(`${HEAD}${SCRIPT}x-soar:\n  streams: {}\n`)).to.deep.equal([
      '11:12 M120 error "streams" declares none.',
    ]);
  });

  it("belong to an integration that fetches events, if it is one of ours", () => {
    expect(findings(`${HEAD}${SCRIPT}x-soar: { handlers: commands }\n`)).to.deep.equal([
      "9:57 M123 warning The integration fetches events, and the manifest does not say which streams of them there are.",
    ]);
    expect(findings(HEAD + SCRIPT)).to.deep.equal([]);
  });
});

// --- internal ---

function findings(text: string): string[] {
  return lintManifest(text, "integration.yml").map(
    ({ line, column, code, severity, message }) => `${line}:${column} ${code} ${severity} ${message}`,
  );
}
