import { expect } from "chai";
import { mkdirSync, mkdtempSync, openSync, closeSync, ftruncateSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ManifestError, toSoarError } from "../../../src/errors.ts";
import { MOST_FILE_BYTES, readRecordings } from "../../../src/http/recording/read-recordings.ts";
import { rejection } from "../loopback.ts";
import { recordingOf } from "./taped.ts";

describe("the recordings of a folder", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "soar-recordings-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const write = (name: string, text: string) => {
    mkdirSync(join(folder, name, ".."), { recursive: true });
    writeFileSync(join(folder, name), text);
  };

  it("come sorted by file, from the folders below it, too", async () => {
    for (const name of ["b.json", "sessions/a.json", "a.json"]) {
      write(name, JSON.stringify({ ...recordingOf(), command: name }));
    }
    write("notes.md", "not one");
    write(".hidden.json", "not one");
    const files = await readRecordings(folder);
    expect(files.map(({ path, recording }) => [path, recording.command])).to.deep.equal([
      [join(folder, "a.json"), "a.json"],
      [join(folder, "b.json"), "b.json"],
      [join(folder, "sessions/a.json"), "sessions/a.json"],
    ]);
  });

  it("are none where there is no folder", async () => {
    expect(await readRecordings(join(folder, "none"))).to.deep.equal([]);
  });

  it("are refused with every file that is none", async () => {
    write("good.json", JSON.stringify(recordingOf()));
    write("broken.json", "{");
    write("other.json", '{"a":1}');
    const large = openSync(join(folder, "large.json"), "w");
    ftruncateSync(large, MOST_FILE_BYTES + 1);
    closeSync(large);
    const error = await rejection(readRecordings(folder));
    expect(error).to.be.instanceOf(ManifestError);
    const { message, hint } = toSoarError(error);
    expect(message).to.include("broken.json: it is no JSON");
    expect(message).to.include("large.json: it has 268435457 bytes; at most 268435456 are read");
    expect(message).to.include("other.json: soarkit must be 1");
    expect(message).not.to.include("good.json");
    expect(hint).to.include("--record");
  });

  it("are refused where the folder is none", async () => {
    write("file", "");
    expect(toSoarError(await rejection(readRecordings(join(folder, "file")))).message).to.include("cannot be read");
  });
});
