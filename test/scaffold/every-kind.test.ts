import { expect } from "chai";
import { spawnSync } from "node:child_process";
import { globSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ts from "typescript";
import { newCommand } from "../../src/cli/new-command.ts";
import { newIntegration } from "../../src/cli/new-integration.ts";
import { startSimulator } from "../../src/testing/index.ts";
import { soar } from "../cli/soar.ts";
import { everyKind, root } from "./kinds.ts";
import { recordingIo } from "./new-io.ts";

/** What the compiler says of all integrations below a folder, in one go. */
function typeFaults(folder: string): string[] {
  // As after `npm install`.
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(root, join(folder, "node_modules", "soarkit"));
  for (const name of ["valibot", "chai", "mocha", "@types"]) {
    symlinkSync(join(root, "node_modules", name), join(folder, "node_modules", name));
  }
  const config = join(folder, everyKind[0]!.name, "tsconfig.json");
  const read = ts.readConfigFile(config, (path) => ts.sys.readFile(path));
  const { options } = ts.parseJsonConfigFileContent(read.config, ts.sys, folder);
  const files = globSync("*/{commands,test}/**/*.ts", { cwd: folder }).map((path) => join(folder, path));
  expect(files).to.have.length(370);
  const program = ts.createProgram(files, { ...options, customConditions: ["soarkit-source"] });
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ file, messageText }) => `${file?.fileName ?? ""}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`);
}

describe("new integrations of every kind", () => {
  const folder = mkdtempSync(join(tmpdir(), "soar-kinds-"));
  after(() => rmSync(folder, { recursive: true, force: true }));

  for (const spec of everyKind) {
    const { name, auth, paging, baseUrl } = spec;
    it(`run at once: ${auth}, paging ${paging}`, async () => {
      const globals = { store: "", quiet: true };
      expect(await newIntegration(name, { auth, paging, baseUrl }, globals, recordingIo(), folder)).to.equal(0);
      const place = join(folder, name);
      const simulator = await startSimulator(place);
      const env = { ...simulator.env, SOAR_FIRST_FETCH: "2 days" };
      const run = async (...words: string[]) => {
        const store = `sqlite:${join(folder, `${name}.db`)}`;
        const { code, out, err } = await soar(["--integration", place, "--store", store, ...words], { env });
        expect([code, err], words.join(" ")).to.deep.equal([0, ""]);
        return out;
      };
      try {
        expect(await run("lint", place, "--quiet")).to.equal("");
        expect(await run("types", "--check")).to.equal("");
        expect(await run("test")).to.equal("default: ok\n");
        const { entries } = JSON.parse(await run("run", `${name}-item-list`, "--json")) as {
          entries: { Contents: unknown[] }[];
        };
        expect(entries[0]?.Contents).to.have.length(25);
        await run("run", `${name}-item-create`, "title=Look", "reference=1");
        await run("run", `${name}-item-create`, "title=Look", "reference=1");
        const { incidents } = JSON.parse(await run("fetch", "--json")) as { incidents: { sourceId: string }[] };
        expect(incidents).to.have.length(26);
        expect(JSON.parse(await run("fetch", "--json"))).to.have.property("incidents").that.is.empty;
        const applied = (await simulator.requests()).filter((request) => request.applied);
        expect(applied.map(({ path }) => path)).to.deep.equal(["/items"]);
      } finally {
        await simulator.close();
      }
    });
  }

  it("take new commands of every effect", async () => {
    const globals = { store: "", integration: join(folder, everyKind[0]!.name) };
    for (const effect of ["read", "write", "destructive"]) {
      const io = recordingIo();
      expect(await newCommand(`${everyKind[0]!.name}-thing-${effect}`, { effect }, globals, io)).to.equal(0);
      expect(io.err).to.deep.equal([]);
    }
    const { code, out } = await soar(["lint", globals.integration]);
    expect([code, out]).to.deep.equal([0, ""]);
  });

  it("compile", () => {
    expect(typeFaults(folder)).to.deep.equal([]);
  }).timeout(120_000);

  it("pass their own tests", () => {
    const mocha = join(root, "node_modules", "mocha", "bin", "mocha.js");
    const options = ["--conditions=soarkit-source", "--disable-warning=ExperimentalWarning"];
    const { status, stdout } = spawnSync(
      process.execPath,
      [...options, mocha, "--reporter=dot", "*/test/**/*.test.ts"],
      {
        cwd: folder,
        encoding: "utf8",
      },
    );
    expect(stdout).to.include("319 passing");
    expect(status).to.equal(0);
  }).timeout(120_000);
});
