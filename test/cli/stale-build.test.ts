import { expect } from "chai";
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { newerSource, newerThanBuild } from "../../src/cli/stale-build.ts";

describe("a source that is newer than the build", () => {
  let root = "";
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "soar-stale-"));
    for (const folder of ["dist", "src/cli", "commands"]) mkdirSync(join(root, folder), { recursive: true });
    for (const file of ["src/cli/main.ts", "commands/get.ts", "integration.yml"]) write(file, 100);
    write("dist/sources.txt", 100, "integration.yml\nsrc/cli/main.ts\ncommands/get.ts");
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  /** Writes a file and dates it `at` seconds after 1970. */
  function write(name: string, at: number, text = ""): void {
    writeFileSync(join(root, name), text);
    utimesSync(join(root, name), at, at);
  }

  it("is named, wherever it lies", () => {
    expect(newerThanBuild(root)).to.equal(undefined);
    for (const name of ["src/cli/main.ts", "commands/get.ts", "integration.yml"]) {
      write(name, 101);
      expect(newerThanBuild(root)).to.equal(name);
      write(name, 100);
    }
  });

  it("is one that the build was made from, and still there", () => {
    write("src/notes.txt", 101);
    rmSync(join(root, "commands/get.ts"));
    expect(newerThanBuild(root)).to.equal(undefined);
  });

  it("does not exist where there are no sources, or where the sources themselves run", () => {
    rmSync(join(root, "src"), { recursive: true });
    expect(newerThanBuild(root)).to.equal(undefined);
    expect(newerSource()).to.equal(undefined);
  });
});
