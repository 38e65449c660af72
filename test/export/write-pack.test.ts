import { expect } from "chai";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ArgumentError, StoreError } from "../../src/errors.ts";
import { MARKER, writePack } from "../../src/export/write-pack.ts";

describe("writePack", () => {
  let folder: string;
  const at = (path: string) => join(folder, "Pack", path);
  const write = (files: Record<string, string>) => writePack(join(folder, "Pack"), files);
  const thrown = async (files: Record<string, string>) =>
    write(files).then(
      () => undefined,
      (error: unknown) => error,
    );

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "soar-pack-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it("writes the files, and the second time only what has changed", async () => {
    expect(await write({ "a/b.json": "1", c: "2" })).to.deep.equal({ written: ["a/b.json", "c"], removed: [] });
    expect([readFileSync(at("a/b.json"), "utf8"), readFileSync(at("c"), "utf8")]).to.deep.equal(["1", "2"]);
    expect(await write({ "a/b.json": "1", c: "2" })).to.deep.equal({ written: [], removed: [] });
    expect(await write({ "a/b.json": "1", c: "3" })).to.deep.equal({ written: ["c"], removed: [] });
    expect(readFileSync(at("c"), "utf8")).to.equal("3");
  });

  it("removes what is not part of the pack any more, and nothing else", async () => {
    await write({ "a/b.json": "1", c: "2" });
    writeFileSync(at("a/mine.json"), "x");
    expect(await write({ c: "2" })).to.deep.equal({ written: [], removed: ["a/b.json"] });
    expect(readdirSync(at("a"))).to.deep.equal(["mine.json"]);
    expect(await write({ c: "2" })).to.deep.equal({ written: [], removed: [] });
  });

  it("forgives what somebody has deleted", async () => {
    await write({ a: "1", b: "1" });
    rmSync(at("a"));
    rmSync(at("b"));
    expect(await write({ a: "1" })).to.deep.equal({ written: ["a"], removed: [] });
  });

  it("refuses a folder that no export wrote, and writes nothing", async () => {
    mkdirSync(at(""), { recursive: true });
    writeFileSync(at("README.md"), "mine");
    for (const marker of [undefined, "{", "[]", '{"files":1}']) {
      if (marker !== undefined) writeFileSync(at(MARKER), marker);
      const error = await thrown({ a: "1" });
      expect(error).to.be.instanceOf(ArgumentError);
      expect(error).to.have.property(
        "message",
        `${join(folder, "Pack")} is there and was not written by \`soar export\`.`,
      );
    }
    expect(existsSync(at("a"))).to.equal(false);
  });

  it("takes an empty folder, and refuses a file", async () => {
    mkdirSync(at(""), { recursive: true });
    expect((await write({ a: "1" })).written).to.deep.equal(["a"]);
    writeFileSync(join(folder, "file"), "");
    const error = await writePack(join(folder, "file"), { a: "1" }).catch((thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(ArgumentError);
  });

  it("refuses to overwrite or remove what somebody has changed or put there, naming all of it", async () => {
    await write({ a: "1", b: "1", c: "1" });
    writeFileSync(at("a"), "edited");
    writeFileSync(at("b"), "edited");
    writeFileSync(at("d"), "mine");
    const error = await thrown({ a: "2", c: "2", d: "1" });
    expect(error).to.be.instanceOf(ArgumentError);
    expect(error).to.have.property("message", "Not written by `soar export`, or changed since: a, d, b.");
    expect(readFileSync(at("c"), "utf8")).to.equal("1");
    // What reads as it would be written is nobody's loss.
    writeFileSync(at("a"), "2");
    rmSync(at("b"));
    rmSync(at("d"));
    expect(await write({ a: "2", c: "2" })).to.deep.equal({ written: ["c"], removed: [] });
  });

  it("removes nothing outside of the folder, whatever its note says", async () => {
    await write({ a: "1" });
    const outside = join(folder, "outside");
    writeFileSync(outside, "");
    const hash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    const files = { "../outside": hash, [outside]: hash, "x/../../outside": hash, n: 7 };
    writeFileSync(at(MARKER), JSON.stringify({ files }));
    writeFileSync(at("a"), "1");
    expect(await write({ a: "1" })).to.deep.equal({ written: [], removed: [] });
    expect(existsSync(outside)).to.equal(true);
  });

  it("says why when the disk refuses", async () => {
    writeFileSync(join(folder, "file"), "");
    await write({ a: "1" });
    mkdirSync(at("b"));
    const error = await thrown({ a: "1", b: "1" });
    expect(error).to.be.instanceOf(StoreError);
    expect(error)
      .to.have.property("message")
      .that.matches(/^The pack cannot be written: EISDIR/);
    const long = await writePack(join(folder, "n".repeat(300)), { a: "1" }).catch((thrown: unknown) => thrown);
    expect(long).to.be.instanceOf(StoreError);
  });
});
