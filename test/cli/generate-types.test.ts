import { expect } from "chai";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { second, soar } from "./soar.ts";

describe("soar types", () => {
  let folder = "";
  let file = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "soar-types-"));
    mkdirSync(join(folder, "commands"));
    cpSync(join(second, "integration.yml"), join(folder, "integration.yml"));
    file = join(folder, "commands", "_manifest.gen.ts");
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const types = (...options: string[]) => soar(["types", "--integration", folder, ...options]);

  it("prints them", async () => {
    const { code, out, err } = await types();
    expect([code, err]).to.deep.equal([0, ""]);
    expect(out).to.equal(readFileSync(join(second, "commands", "_manifest.gen.ts"), "utf8"));
  });

  it("writes them, after which a check passes without a word", async () => {
    const written = await types("--write");
    expect(written).to.include({ code: 0, out: "", err: `wrote ${relative(process.cwd(), file)}\n` });
    expect(await types("--check")).to.include({ code: 0, out: "", err: "" });
    expect(await types("--write", "--quiet")).to.include({ code: 0, err: "" });
  });

  it("fails a check of stale or missing types, naming the file and the remedy", async () => {
    const shown = relative(process.cwd(), file);
    const remedy = "to you: Write it again with `soar types --write` and commit it.\n";
    expect(await types("--check")).to.include({ code: 2, out: "", err: `error: ${shown} does not exist.\n${remedy}` });
    writeFileSync(file, "// old\n");
    const stale = `error: ${shown} differs from what its manifest gives.\n${remedy}`;
    expect(await types("--check")).to.include({ code: 2, out: "", err: stale });
  });

  it("checks the package's own where none is named", async () => {
    expect(await soar(["types", "--check"])).to.include({ code: 0, out: "", err: "" });
  });

  it("does not write and check at once", async () => {
    const { code, err } = await types("--check", "--write");
    expect(code).to.equal(2);
    expect(err).to.match(/^error: Option '--write' cannot be used with option '--check'\.\n/);
  });
});
