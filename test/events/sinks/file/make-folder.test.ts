import { expect } from "chai";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeFolder } from "../../../../src/events/sinks/file/make-folder.ts";

describe("makeFolder", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "soar-folder-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const faultOf = (path: string) =>
    makeFolder(path).then(
      () => undefined,
      (fault: unknown) => (fault instanceof Error && "code" in fault ? fault.code : fault),
    );

  it("makes all that is missing, for the owner alone, and leaves alone what is there", async () => {
    const path = join(folder, "a", "b", "c");
    await makeFolder(path);
    await Promise.all([makeFolder(path), makeFolder(join(folder, "a", "d"))]);
    expect(statSync(path).mode & 0o777).to.equal(0o700);
    expect(statSync(join(folder, "a", "d")).isDirectory()).to.equal(true);
  });

  it("ends with the fault where nothing can be made", async function () {
    if (process.platform !== "linux") this.skip();
    expect(await faultOf("/proc/nope/further")).to.equal("ENOENT");
    writeFileSync(join(folder, "file"), "");
    expect(await faultOf(join(folder, "file", "below"))).to.equal("ENOTDIR");
  });

  it("is made once by several at a time", async () => {
    await Promise.all(Array.from({ length: 20 }, () => makeFolder(join(folder, "x", "y"))));
    expect(statSync(join(folder, "x", "y")).isDirectory()).to.equal(true);
  });
});
