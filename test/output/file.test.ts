import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { expect } from "chai";
import { NetworkError, StoreError } from "../../src/errors.ts";
import { fileContext, fileEntry, saveFile, type SavedFile } from "../../src/output/file.ts";

describe("saveFile", () => {
  let folder: string;
  const signal = new AbortController().signal;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "soarkit-file-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it("streams a file to disk under its id and hashes it on the way", async () => {
    const saved = await saveFile(
      { name: "../greeting.TXT", content: chunks("hel", "lo") },
      { folder, id: "f-1", signal },
    );
    expect(saved).to.deep.equal({
      id: "f-1",
      name: "greeting.TXT",
      size: 5,
      md5: "5d41402abc4b2a76b9719d911017c592",
      sha1: "aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d",
      sha256: "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824",
      sha512:
        "9b71d224bd62f3785d96d46ad3ea3d73319bfbc2890caadae2dff72519673ca72323c3d99ba5c11d7c7acc6e14b8c5da0c4663475c2e5c3adef46f73bcdec043",
      type: "text/plain",
      extension: "txt",
      info: false,
    });
    expect(await readdir(folder)).to.deep.equal(["f-1"]);
    expect(await readFile(join(folder, "f-1"), "utf8")).to.equal("hello");
  });

  it("knows a type whose signature comes in pieces, and keeps large files out of memory's way", async () => {
    const big = Buffer.alloc(100_000, "x");
    async function* content() {
      yield Buffer.from("%P");
      yield Buffer.from("DF-1.7");
      for (let index = 0; index < 20; index += 1) yield big;
    }
    const saved = await saveFile({ name: "a", content: content(), info: true }, { folder, id: "f", signal });
    expect(saved).to.include({ type: "application/pdf", size: 2_000_008, extension: "", info: true });
  });

  it("leaves nothing behind when the content breaks off, and passes its error on", async () => {
    async function* content() {
      yield Buffer.from("half");
      throw new NetworkError("gone", "again");
    }
    const error = await failure(saveFile({ name: "a", content: content() }, { folder, id: "f", signal }));
    expect(error).to.be.instanceOf(NetworkError);
    expect(await readdir(folder)).to.deep.equal([]);
  });

  it("stops a stalled download when it is aborted, and leaves nothing behind", async () => {
    const controller = new AbortController();
    const reason = new Error("stop");
    async function* content() {
      yield Buffer.from("half");
      controller.abort(reason);
      await new Promise(() => undefined);
    }
    const saving = saveFile({ name: "a", content: content() }, { folder, id: "f", signal: controller.signal });
    expect(await failure(saving)).to.equal(reason);
    expect(await readdir(folder)).to.deep.equal([]);
    const again = saveFile({ name: "a", content: chunks("x") }, { folder, id: "f", signal: controller.signal });
    expect(await failure(again)).to.equal(reason);
  });

  it("says who must act when the folder cannot be written", async () => {
    const missing = join(folder, "missing");
    const error = await failure(saveFile({ name: "a", content: chunks("x") }, { folder: missing, id: "f", signal }));
    expect(error).to.be.instanceOf(StoreError);
    expect((error as StoreError).hint).to.equal("Check that the folder exists and that this user may write to it.");
  });

  it("names the remedy for a full disk", async () => {
    // As Node reports it: a disk cannot be filled in a test.
    const full = Object.assign(new Error("ENOSPC: no space left on device, write"), {
      code: "ENOSPC",
      syscall: "write",
    });
    async function* content() {
      yield Buffer.from("x");
      throw full;
    }
    const error = await failure(saveFile({ name: "a", content: content() }, { folder, id: "f", signal }));
    expect(error).to.be.instanceOf(StoreError);
    expect((error as StoreError).message).to.equal(`The disk of ${folder} is full: a file could not be written.`);
    expect((error as StoreError).hint).to.match(/^Free some space there, or move the store/);
    expect((error as StoreError).cause).to.equal(full);
  });

  it("passes on the errors of other system calls, which are the content's own", async () => {
    const foreign = Object.assign(new Error("ECONNRESET"), { code: "ECONNRESET", syscall: "read" });
    async function* content() {
      yield Buffer.from("x");
      throw foreign;
    }
    expect(await failure(saveFile({ name: "a", content: content() }, { folder, id: "f", signal }))).to.equal(foreign);
  });

  it("refuses ids that are paths, and content that is no bytes", async () => {
    const bad = await failure(saveFile({ name: "a", content: chunks("x") }, { folder, id: "../f", signal }));
    expect(bad).to.be.instanceOf(TypeError);
    const texts = { name: "a", content: Readable.from(["text"]) as AsyncIterable<Uint8Array> };
    const error = await failure(saveFile(texts, { folder, id: "f", signal }));
    expect((error as Error).message).to.equal("A file's content must yield Uint8Array chunks.");
    expect(await readdir(folder)).to.deep.equal([]);
  });
});

describe("fileEntry and fileContext", () => {
  const saved: SavedFile = {
    id: "f-1",
    name: "a.txt",
    size: 5,
    md5: "m",
    sha1: "s1",
    sha256: "s256",
    sha512: "s512",
    type: "text/plain",
    extension: "txt",
    info: false,
  };

  it("make a file entry, and its File context under the entry's ID", () => {
    expect(fileEntry(saved, { instance: "i", brand: "B" })).to.deep.equal({
      Type: 3,
      ContentsFormat: "text",
      Contents: "",
      File: "a.txt",
      FileID: "f-1",
      FileMetadata: { size: 5, type: "text/plain", md5: "m", sha1: "s1", sha256: "s256" },
      ModuleName: "i",
      Brand: "B",
    });
    expect(fileContext(saved, "7@12")).to.deep.equal({
      "File(val.EntryID && val.EntryID == obj.EntryID)": {
        Name: "a.txt",
        EntryID: "7@12",
        Size: 5,
        Type: "text/plain",
        Info: "text/plain",
        MD5: "m",
        SHA1: "s1",
        SHA256: "s256",
        SHA512: "s512",
        Extension: "txt",
      },
    });
  });

  it("keep informational files apart, without hashes", () => {
    const info = { ...saved, info: true };
    expect(fileEntry(info, { instance: "i", brand: "B" }).Type).to.equal(9);
    expect(fileContext(info, "7@12")).to.deep.equal({
      "InfoFile(val.EntryID && val.EntryID == obj.EntryID)": {
        Name: "a.txt",
        EntryID: "7@12",
        Size: 5,
        Type: "text/plain",
        Info: "text/plain",
        Extension: "txt",
      },
    });
  });
});

async function* chunks(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text);
}

function failure(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => expect.fail("it should have failed"),
    (thrown: unknown) => thrown,
  );
}
