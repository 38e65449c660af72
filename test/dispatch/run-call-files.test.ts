import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { expect } from "chai";
import type { AnyHandler } from "../../src/dispatch/instance.ts";
import { NetworkError } from "../../src/errors.ts";
import type { MemoryPorts } from "./memory-ports.ts";
import { runOnce } from "./run-once.ts";

describe("the files of a result", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "soarkit-call-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function* content() {
    yield Buffer.from("hello");
  }
  const download: AnyHandler = async () => ({
    files: [
      { name: "../a s3cret!.txt", content: content() },
      { name: "b.txt", content: content(), info: true },
    ],
  });
  const inFolder = (ports: MemoryPorts) => {
    ports.files.folder = folder;
  };

  it("are stored, and their context names their entries", async () => {
    const { entries, ports, context } = await runOnce(download, {}, {}, inFolder);
    expect(entries.map(({ ID, Type, File, FileID }) => ({ ID, Type, File, FileID }))).to.deep.equal([
      { ID: "1@playground", Type: 3, File: "a ___.txt", FileID: "file-1" },
      { ID: "2@playground", Type: 9, File: "b.txt", FileID: "file-2" },
    ]);
    expect(ports.stored.map(({ id, investigationId, size }) => ({ id, investigationId, size }))).to.deep.equal([
      { id: "file-1", investigationId: "playground", size: 5 },
      { id: "file-2", investigationId: "playground", size: 5 },
    ]);
    expect((await readdir(folder)).sort()).to.deep.equal(["file-1", "file-2"]);
    expect(JSON.stringify(context)).to.contain('"EntryID":"1@playground"').and.to.contain('"EntryID":"2@playground"');
    expect(Object.keys(context)).to.deep.equal(["File", "InfoFile"]);
    expect(ports.contexts.get("playground")).to.deep.equal(context);
  });

  it("fail the call when they break off, and nothing of it is merged", async () => {
    const { error, entries, context } = await runOnce(
      async () => ({
        context: { Acme: 1 },
        files: [
          {
            name: "a",
            content: (async function* () {
              yield Buffer.from("x");
              throw new NetworkError("gone", "again");
            })(),
          },
        ],
      }),
      {},
      {},
      inFolder,
    );
    expect(error).to.be.instanceOf(NetworkError);
    expect(entries.map((entry) => entry.Type)).to.deep.equal([4]);
    expect(context).to.deep.equal({});
    expect(await readdir(folder)).to.deep.equal([]);
  });

  it("must come within the call's time", async () => {
    const { error } = await runOnce(
      async () => ({
        files: [
          {
            name: "a.txt",
            content: (async function* () {
              yield Buffer.from("x");
              await new Promise(() => undefined);
            })(),
          },
        ],
      }),
      {},
      { timeoutMs: 20 },
      inFolder,
    );
    expect(error?.message).to.equal("The download of a.txt did not end within 0.02 s.");
    expect(await readdir(folder)).to.deep.equal([]);
  });

  it("are named by a dry run, but not downloaded, and what was opened for them is let go", async () => {
    const body = new Readable({ read: () => undefined });
    const both: AnyHandler = async () => ({
      files: [
        { name: "../a s3cret!.txt", content: content() },
        { name: "b.txt", content: body },
      ],
    });
    const { entries } = await runOnce(both, { dryRun: true }, {}, inFolder);
    expect(entries.map(({ Type, Contents }) => [Type, Contents])).to.deep.equal([
      [11, "Dry run: a ***.txt was not downloaded."],
      [11, "Dry run: b.txt was not downloaded."],
    ]);
    expect(body.destroyed).to.equal(true);
    expect(await readdir(folder)).to.deep.equal([]);
  });
});
