import { expect } from "chai";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { manifestIn, openIntegration, packageRoot, runsFromBuild } from "../../src/dispatch/integration.ts";
import { ArgumentError, ManifestError, NotFoundError } from "../../src/errors.ts";
import { isRecord } from "../../src/json.ts";
import { silentLog } from "../../src/log.ts";
import { thrownBy } from "../store/temporary.ts";

const MANIFEST = `commonfields: { id: Acme, version: -1 }
name: Acme
display: Acme
category: Endpoint
description: Made up.
configuration: []
script: { type: javascript, script: "-", commands: [{ name: acme-get, description: Gets. }] }
`;

describe("an integration's folder", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "soar-integration-"));
    write("integration.yml", MANIFEST);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function write(name: string, text: string): void {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const inputs = { progress: () => undefined, log: silentLog, signal: new AbortController().signal, now: () => 0 };
  const open = () => openIntegration(folder);
  async function fault(work: () => Promise<unknown>): Promise<ManifestError> {
    const thrown = await thrownBy(work);
    if (thrown instanceof ManifestError) return thrown;
    throw new Error(`no ManifestError: ${String(thrown)}`);
  }

  it("has its manifest in integration.yml or integration.yaml", async () => {
    expect(manifestIn(folder)).to.equal(join(folder, "integration.yml"));
    rmSync(join(folder, "integration.yml"));
    write("integration.yaml", MANIFEST);
    const { manifest, directory } = await open();
    expect([manifest.id, manifest.path, directory]).to.deep.equal(["Acme", join(folder, "integration.yaml"), folder]);
  });

  it("is none without a manifest, and not opened with a faulty one", async () => {
    write("integration.yml", "name: [");
    expect(await thrownBy(open)).to.be.instanceOf(ManifestError);
    rmSync(join(folder, "integration.yml"));
    const none = await thrownBy(open);
    expect(none).to.be.instanceOf(ArgumentError);
    expect(none).to.include({
      message: `${folder} holds no integration.yml.`,
      hint: "Name the folder of an integration with --integration DIR.",
    });
  });

  it("loads TypeScript and JavaScript as they are, from the folder that the manifest names", async () => {
    write("integration.yml", `${MANIFEST}x-soar: { handlers: code }\n`);
    write("code/acme-get.ts", "const n: number = 1;\nexport const run = async (): Promise<unknown> => ({ raw: n });\n");
    write("code/test-module.js", "export async function run() {}\n");
    const integration = await open();
    const input = { ...inputs, args: {}, params: {}, client: undefined, context: {} };
    expect(await (await integration.handler("acme-get"))(input)).to.deep.equal({ raw: 1 });
    const test = await integration.testHandler();
    await test({ ...inputs, params: {}, client: undefined });
  });

  it("has the previews that its modules export, which are functions", async () => {
    write("commands/acme-get.js", "export const run = () => 1;\nexport const preview = async () => 'Told.';\n");
    write("commands/acme-list.js", "export const run = () => 1;\n");
    write("commands/acme-set.js", "export const preview = 'Told.';\n");
    const integration = await open();
    const preview = await integration.preview("acme-get");
    expect(await preview?.({ ...inputs, args: {}, params: {}, client: undefined, context: {} })).to.equal("Told.");
    expect(await integration.preview("acme-list")).to.equal(undefined);
    expect(await integration.preview("acme-gone")).to.equal(undefined);
    expect((await fault(() => integration.preview("acme-set"))).message).to.equal(
      "acme-set exports no function preview.",
    );
  });

  it("loads no module before it is asked for", async () => {
    write("commands/acme-get.js", "throw new Error('loaded too early');\n");
    const integration = await open();
    const { message, hint, cause } = await fault(() => integration.handler("acme-get"));
    expect(message).to.match(/acme-get\.js cannot be loaded: loaded too early$/);
    expect(hint).to.equal("Correct that module: it must run as TypeScript with erasable syntax, or as JavaScript.");
    expect(cause).to.be.instanceOf(Error);
  });

  it("says what a module lacks", async () => {
    const integration = await open();
    write("commands/fetch-incidents.js", "export const ran = () => 1;\n");
    write("commands/test-module.js", "export const run = 1;\n");
    write("commands/_connect.js", "export default 1;\n");
    expect((await fault(() => integration.handler("acme-get"))).message).to.equal("There is no module acme-get.");
    expect((await fault(() => integration.fetchHandler())).message).to.equal(
      "fetch-incidents exports no function run.",
    );
    expect((await fault(() => integration.testHandler())).message).to.equal("test-module exports no function run.");
    const connect = await fault(() => integration.connect());
    expect([connect.message, connect.hint]).to.deep.equal([
      "_connect exports no function connect.",
      "Write _connect.ts in the integration's folder of handlers, with `export const connect = …`.",
    ]);
  });

  it("needs neither a client nor a simulator", async () => {
    const integration = await open();
    expect([await integration.connect(), await integration.simulator()]).to.deep.equal([undefined, undefined]);
  });

  it("has its simulator where the manifest says", async () => {
    write("integration.yml", `${MANIFEST}x-soar: { simulator: sim/index.ts }\n`);
    write("sim/index.js", "export const knobs = [], create = async () => ({}), environment = () => ({});\n");
    const integration = await open();
    expect(Object.keys((await integration.simulator()) ?? {}).sort()).to.deep.equal(["create", "environment", "knobs"]);
  });

  it("says what a simulator lacks, or that it is not there", async () => {
    for (const code of ["export const knobs = [], create = () => 1;\n", "export const knobs = 1;\n", undefined]) {
      write("integration.yml", `${MANIFEST}x-soar: { simulator: lacking.js }\n`);
      if (code === undefined) rmSync(join(folder, "lacking.js"));
      else write("lacking.js", code);
      const integration = await open();
      expect((await fault(() => integration.simulator())).message).to.equal(
        `${join(folder, "integration.yml")}: x-soar.simulator names lacking.js, ` +
          "which does not export knobs, create and environment",
      );
    }
  });

  it("gets this running copy of soarkit, wherever the folder lies", async () => {
    write(
      "commands/_connect.js",
      'import { NotFoundError } from "soarkit";\nimport { createClock } from "soarkit/simulator";\n' +
        'import { runCommand } from "soarkit/testing";\n' +
        "export const connect = () => ({ NotFoundError, createClock, runCommand });\n",
    );
    const connect = await (await open()).connect();
    const client = connect?.({
      params: {},
      http: () => {
        throw new Error("no request is made");
      },
      log: silentLog,
      now: () => 0,
    });
    expect(isRecord(client) && client.NotFoundError === NotFoundError).to.equal(true);
    expect(isRecord(client) && [typeof client.createClock, typeof client.runCommand]).to.deep.equal([
      "function",
      "function",
    ]);
  });

  it("is the package itself where soarkit lives, run here from its source", async () => {
    expect(runsFromBuild()).to.equal(false);
    const { manifest } = await openIntegration(packageRoot);
    expect(manifest.path).to.equal(join(packageRoot, "integration.yml"));
  });
});
