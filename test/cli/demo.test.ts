import { expect } from "chai";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { soar } from "./soar.ts";

const MANIFEST = `commonfields: { id: Acme, version: -1 }
name: Acme
display: Acme
category: Endpoint
description: Made up.
configuration: [{ name: mode, display: Mode, type: 0, x-soar: { env: [ACME_MODE] } }]
script:
  type: javascript
  script: "-"
  isfetch: true
  commands: [{ name: acme-get, description: Gets. }]
x-soar: { simulator: simulator.js, demo: ["!acme-get"] }
`;

const failing = (when: string) => `if (params.mode === "${when}") throw new Error("the ${when} failed");`;

/** Its simulator is none; its parts fail as the mode says. */
const FILES = {
  "integration.yml": MANIFEST,
  "simulator.js": `import { writeFileSync } from "node:fs";
const at = import.meta.dirname;
export const knobs = [];
export const environment = () => ({ ACME_MODE: process.env.ACME_TEST_MODE });
export const create = async () => ({
  url: "", control: "", clientId: "", clientSecret: "", close: async () => writeFileSync(at + "/closed", "")
});
`,
  "commands/test-module.js": `export const run = async ({ params }) => { ${failing("test")} };\n`,
  "commands/fetch-incidents.js": `export const run = async function* ({ params }) { ${failing("fetch")} yield { items: [], lastRun: 1 }; };\n`,
  "commands/acme-get.js": `export const run = async ({ params }) => { ${failing("command")} return { readable: "got" }; };\n`,
};

describe("soar demo", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "soar-demo-test-"));
    mkdirSync(join(folder, "commands"));
    for (const [name, text] of Object.entries(FILES)) writeFileSync(join(folder, name), text);
  });
  afterEach(() => {
    delete process.env.ACME_TEST_MODE;
    rmSync(folder, { recursive: true, force: true });
  });

  async function demo(mode: string) {
    process.env.ACME_TEST_MODE = mode;
    const { code, out, err } = await soar(["demo", "--integration", folder]);
    const steps = out.split("\n").filter((line) => line.startsWith("$"));
    return { code, err, steps: steps.map((step) => step.replace(`$ soar --integration ${folder} `, "")), out };
  }

  it("refuses to print several JSON documents as if they were one", async () => {
    const { code, out } = await soar(["demo", "--integration", folder, "--json"]);
    expect([code, JSON.parse(out)]).to.deep.equal([
      2,
      {
        error: {
          code: "ARGUMENT",
          who: "analyst",
          message: "The demo has no JSON form.",
          hint: "Run the commands that it shows with --json.",
        },
      },
    ]);
  });

  it("works in the playground where nothing was fetched", async () => {
    const { code, steps, out } = await demo("");
    expect([code, steps]).to.deep.equal([0, ["test", "fetch", "'!acme-get'", "context"]]);
    expect(out).to.include("got").and.to.include("export ACME_MODE=");
  });

  it("fetches nothing of an integration that fetches no incidents, and recommends no fetch", async () => {
    writeFileSync(join(folder, "integration.yml"), MANIFEST.replace("isfetch: true", "isfetch: false"));
    const { code, steps, out } = await demo("");
    expect([code, steps]).to.deep.equal([0, ["test", "'!acme-get'", "context"]]);
    expect(out).to.include(" commands\n").and.not.include(" fetch\n");
    writeFileSync(join(folder, "integration.yml"), MANIFEST);
  });

  for (const [mode, steps] of [
    ["test", ["test"]],
    ["fetch", ["test", "fetch"]],
    ["command", ["test", "fetch", "'!acme-get'"]],
  ] as const) {
    it(`ends with the error where the ${mode} fails, with nothing left running`, async () => {
      const failed = await demo(mode);
      expect([failed.code, failed.steps]).to.deep.equal([1, steps]);
      expect(failed.err).to.include(`error: the ${mode} failed\nto soarkit's developers: `);
      expect(failed.out).not.to.include("Try next");
      expect(existsSync(join(folder, "closed"))).to.equal(true);
    });
  }
});
