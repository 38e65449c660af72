import { expect } from "chai";
import { lintManifest } from "../../src/manifest/lint.ts";
import { manifestOf } from "./manifest-of.ts";

const HEAD = `commonfields: { id: Acme, version: -1 }
name: Acme
display: Acme
category: Utilities
description: Watches.
configuration:
- { name: url, display: URL, type: 0 }
- { name: credentials, display: Account, type: 9 }
script: { type: javascript, script: '-', isfetchevents: true }
x-soar:
  streams: { sign-ins: { description: Signing in., eventType: sign-in } }
`;

describe("x-soar.source", () => {
  it("is read: keys of a configuration and the parameters, streams and hosts behind them", () => {
    const { soar } = manifestOf(`${HEAD}  source:
    schema: AcmeCloud
    params: { baseURL: url, clientID: credentials.identifier }
    streams: { signIns: sign-ins }
    hosts: { baseURL: api.acme.test }
`);
    expect(soar.source).to.deep.equal({
      schema: "AcmeCloud",
      params: { baseURL: "url", clientID: "credentials.identifier" },
      streams: { signIns: "sign-ins" },
      hosts: { baseURL: ["api.acme.test"] },
    });
  });

  it("is absent where the manifest has none", () => {
    expect(manifestOf(HEAD).soar).to.not.have.property("source");
  });

  it("names what it lacks", () => {
    const findings = lintManifest(`${HEAD}  source: { hosts: 5 }\n`, "integration.yml");

    expect(findings.map(({ code, message }) => `${code} ${message}`)).to.deep.equal([
      'M010 "source" has no "schema".',
      'M010 "source" has no "params".',
      'M010 "source" has no "streams".',
      'M012 "hosts" of "source" must be a map, not "5".',
    ]);
  });
});
