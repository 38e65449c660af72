import { expect } from "chai";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { soar } from "../soar.ts";
import { useCopy } from "./integration.ts";

describe("soar lint of an integration's folder", () => {
  const copy = useCopy();
  const lint = (...options: string[]) => soar(["lint", copy.path(), "--no-recordings", ...options]);

  it("finds nothing where manifest and code agree", async () => {
    expect(await lint()).to.include({ code: 0, out: "", err: "1 file, 0 errors, 0 warnings\n" });
    expect(await soar(["lint", copy.path("integration.yml"), "--no-recordings"])).to.include({ code: 0, out: "" });
  });

  it("shows faults of the code at their places in the code", async () => {
    copy.change("commands/lodestar-ticket-get.ts", "args.id", "args.idd");
    rmSync(copy.path("commands/lodestar-ticket-wait.ts"));
    const { code, out, err } = await lint();
    expect(code).to.equal(2);
    expect(out).to.equal(
      [
        `${copy.place("integration.yml", "lodestar-ticket-wait")} error H002 Command "lodestar-ticket-wait" has no handler commands/lodestar-ticket-wait.ts.`,
        "    Write that module, exporting run.",
        `${copy.place("commands/lodestar-ticket-get.ts", "idd, signal")} error H011 "lodestar-ticket-get" declares no argument "idd". Did you mean "id"?`,
        "    Declare it in the manifest, or correct the name.",
        "",
      ].join("\n"),
    );
    expect(err).to.equal("2 files, 2 errors, 0 warnings\n");
    const { files } = JSON.parse((await lint("--json")).out) as { files: { path: string; kind: string }[] };
    expect(files.map(({ path, kind }) => [path, kind])).to.deep.equal([
      [copy.shown("integration.yml"), "integration"],
      [copy.shown("commands/lodestar-ticket-get.ts"), "module"],
    ]);
  });

  it("looks for packages where Node does", async () => {
    copy.change("commands/_lodestar.ts", '"valibot"', '"nowhere-to-be-found"');
    const { out } = await lint();
    expect(out).to.include(
      `${copy.shown("commands/_lodestar.ts")}:1:20 error H012 The package "nowhere-to-be-found" is in no node_modules`,
    );
    copy.write("package.json", "{ broken");
    expect((await lint()).code).to.equal(2);
    copy.write("package.json", '{ "name": "nowhere-to-be-found" }');
    expect((await lint()).code).to.equal(0);
    copy.write("package.json", "{}");
    mkdirSync(copy.path("commands/node_modules/nowhere-to-be-found"), { recursive: true });
    expect((await lint()).code).to.equal(0);
  });

  it("takes files that are no modules as they are", async () => {
    copy.write("commands/_data.json", "{}");
    copy.write("commands/_more.ts", 'import data from "./_data.json" with { type: "json" };\nimport "./_dat.json";\n');
    expect((await lint()).out).to.equal(
      `${copy.shown("commands/_more.ts")}:2:8 error H013 There is no file "./_dat.json".\n` +
        "    Correct the path, ending included; or write that module.\n",
    );
  });

  it("writes stale types with --fix, and nothing else", async () => {
    const types = copy.read("commands/_manifest.gen.ts");
    copy.write("commands/_manifest.gen.ts", "// old\n");
    expect((await lint()).out).to.include(
      "_manifest.gen.ts:1:1 error H009 These types are not what the manifest gives.",
    );
    expect(await lint("--fix")).to.include({
      code: 0,
      out: "",
      err: `wrote ${copy.shown("commands/_manifest.gen.ts")}\n1 file, 0 errors, 0 warnings\n`,
    });
    expect(copy.read("commands/_manifest.gen.ts")).to.equal(types);
    expect(await lint("--fix")).to.include({ err: "1 file, 0 errors, 0 warnings\n" });
    rmSync(copy.path("commands/_manifest.gen.ts"));
    expect(await lint("--fix", "--quiet")).to.include({ code: 0, err: "" });
    expect(copy.read("commands/_manifest.gen.ts")).to.equal(types);
  });

  it("writes no types where none are used", async () => {
    rmSync(copy.path("commands"), { recursive: true });
    copy.write("commands/test-module.js", "export const run = () => undefined;");
    const { out } = await lint("--fix");
    expect(out).to.include("H008");
    expect(out).to.not.include("H009");
  });

  it("fixes and reads nothing outside the folder, whatever the manifest names", async () => {
    copy.change("integration.yml", "x-soar:\n  simulator", "x-soar:\n  handlers: ../elsewhere\n  simulator");
    const { code, out } = await lint("--fix");
    expect(code).to.equal(2);
    expect(out).to.include("M071");
    expect(out).to.not.include("H00");
  });

  it("asks for the handlers' folder where a manifest is one of ours, and of no other", async () => {
    rmSync(copy.path("commands"), { recursive: true });
    expect((await lint()).out).to.include('H001 There is no folder "commands", where the handlers are to be.');
    const text = copy.read("integration.yml");
    copy.write("integration.yml", text.slice(0, text.indexOf("x-soar:\n")) + text.slice(text.indexOf("script:\n")));
    expect((await lint()).out).to.not.include("H001");
  });

  it("skips tests, declarations and installed packages among the modules", async () => {
    for (const name of ["node_modules/x/index.js", "x.test.ts", "y.d.ts", ".hidden/z.ts"])
      copy.write(`commands/${name}`, "not code");
    expect((await lint()).code).to.equal(0);
  });

  it("refuses a folder with thousands of modules", async () => {
    mkdirSync(copy.path("commands/_many"));
    for (let index = 0; index < 2000; index++) copy.write(join("commands/_many", `${index}.js`), "");
    expect((await lint()).err).to.include("commands holds more than 2000 modules.");
  });

  it("writes reports beside what it prints", async () => {
    copy.change("commands/lodestar-ticket-get.ts", "args.id", "args.idd");
    const { code, out } = await lint("--sarif", copy.path("lint.sarif"), "--junit", copy.path("lint.xml"), "--json");
    expect(code).to.equal(2);
    expect(JSON.parse(out)).to.have.property("files");
    const sarif = JSON.parse(copy.read("lint.sarif")) as { runs: { results: { ruleId: string }[] }[] };
    expect(sarif.runs[0]?.results.map(({ ruleId }) => ruleId)).to.deep.equal(["H011"]);
    expect(copy.read("lint.xml")).to.include('tests="2" failures="1"');
    const refused = await lint("--sarif", "/nowhere/lint.sarif");
    expect([refused.code, refused.err]).to.deep.equal([
      2,
      "error: /nowhere/lint.sarif cannot be written.\nto you: Name a file in a folder that exists and is yours.\n",
    ]);
  });

  it("breaks hints to the width of a terminal, and leaves them whole for a program", async () => {
    copy.write("commands/lodestar-ticket-gets.ts", "export const run = () => ({});");
    const hint = "Declare the command, rename the file, or begin its name with _.";
    expect((await soar(["lint", copy.path()], { columns: 40 })).out).to.include(
      "\n    Declare the command, rename the\n    file, or begin its name with _.\n",
    );
    expect((await soar(["lint", copy.path()], { columns: 40, isPiped: true })).out).to.include(`\n    ${hint}\n`);
  });
});
