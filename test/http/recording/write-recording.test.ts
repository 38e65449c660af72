import { expect } from "chai";
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { StoreError, toSoarError } from "../../../src/errors.ts";
import { readRecordings } from "../../../src/http/recording/read-recordings.ts";
import { writeRecording } from "../../../src/http/recording/write-recording.ts";
import { rejection } from "../loopback.ts";
import { recordingOf } from "./taped.ts";

describe("a recording's file", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "soar-write-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const of = (args: Record<string, string>, command = "acme-get") => ({ ...recordingOf(), command, args });

  it("is named for the command, numbered for other arguments, overwritten for the same", async () => {
    const deep = join(folder, "a/b");
    const write = async (args: Record<string, string>) => basename(await writeRecording(deep, of(args)));
    expect(await write({ id: "1" })).to.equal("acme-get.json");
    expect(await write({ id: "2" })).to.equal("acme-get-2.json");
    expect(await write({})).to.equal("acme-get-3.json");
    expect(await write({ id: "2" })).to.equal("acme-get-2.json");
    expect(readdirSync(deep)).to.have.length(3);
    expect((await readRecordings(deep)).map(({ recording }) => recording.args)).to.deep.equal([
      { id: "2" },
      {},
      { id: "1" },
    ]);
    expect(statSync(join(deep, "acme-get.json")).mode & 0o777).to.equal(0o600);
  });

  it("leaves alone what is no recording, or another's", async () => {
    writeFileSync(join(folder, "acme-get.json"), "mine");
    expect(basename(await writeRecording(folder, of({})))).to.equal("acme-get-2.json");
    expect(basename(await writeRecording(folder, of({}), () => false))).to.equal("acme-get-3.json");
  });

  it("cannot leave its folder by its name", async () => {
    expect(basename(await writeRecording(folder, of({}, "../../x y")))).to.equal(".._.._x_y.json");
  });

  it("is refused where nothing can be written", async () => {
    writeFileSync(join(folder, "file"), "");
    const error = await rejection(writeRecording(join(folder, "file"), of({})));
    expect(error).to.be.instanceOf(StoreError);
    expect(toSoarError(error).hint).to.include("--record DIR");
  });

  it("is not there at all when it could not be written whole", async () => {
    const cyclic = of({});
    Object.assign(cyclic.args, { cyclic });
    expect(await rejection(writeRecording(folder, cyclic))).to.be.instanceOf(StoreError);
    expect(readdirSync(folder)).to.deep.equal([]);
  });
});
