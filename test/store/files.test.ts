import { expect } from "chai";
import type { StoredFile } from "../../src/dispatch/ports.ts";
import type { Entry } from "../../src/output/entry.ts";
import { NOW, useTemporary } from "./temporary.ts";

const file: StoredFile = {
  id: "file-1",
  investigationId: "playground",
  name: "report.csv",
  size: 9_007_199_254_740_991,
  md5: "m",
  sha1: "s1",
  sha256: "s256",
  sha512: "s512",
  type: "text/csv",
  extension: "csv",
  info: false,
};

const entry: Entry = { Type: 3, ContentsFormat: "text", Contents: "", File: "report.csv", FileID: "file-1" };
const note: Entry = { Type: 1, ContentsFormat: "text", Contents: "x" };

describe("files", () => {
  const temporary = useTemporary();

  it("lie beside the database", async () => {
    const { files } = await temporary.open();
    expect(files.folder).to.equal(temporary.path("files"));
  });

  it("are found by the entry that carries them", async () => {
    const store = await temporary.open();
    await store.files.record(file, NOW);
    await store.investigations.append("playground", [note, entry], (context) => context, NOW);
    expect(await store.files.find("2@playground")).to.deep.equal({ file, path: temporary.path("files/file-1") });
  });

  it("are told apart from informational ones", async () => {
    const store = await temporary.open();
    await store.files.record({ ...file, info: true }, NOW);
    await store.investigations.append("playground", [{ ...entry, Type: 9 }], (context) => context, NOW);
    expect((await store.files.find("1@playground"))?.file.info).to.equal(true);
  });

  for (const id of ["1@playground", "3@playground", "2@1", "file-1", "", "../../etc/passwd"]) {
    it(`are not found under "${id}", which carries none`, async () => {
      const store = await temporary.open();
      await store.files.record(file, NOW);
      await store.investigations.append("playground", [note, entry], (context) => context, NOW);
      expect(await store.files.find(id)).to.equal(undefined);
    });
  }

  it("are not found when the entry names one that was never recorded", async () => {
    const store = await temporary.open();
    await store.investigations.append("playground", [entry], (context) => context, NOW);
    expect(await store.files.find("1@playground")).to.equal(undefined);
  });
});
