import { expect } from "chai";
import { crc32 } from "node:zlib";

import { zip } from "../../../../commands/_simulator/cases/zip.ts";

describe("a ZIP archive", () => {
  const archive = Buffer.from(
    zip([
      { name: "a.txt", content: Buffer.from("alpha") },
      { name: "files/é.txt", content: Buffer.from("beta!") },
    ]),
  );

  it("stores each entry as it is, behind a header of its own", () => {
    expect(archive.subarray(0, 35).toString("hex")).to.equal(
      // Signature, version 2.0, UTF-8, stored, no time, 1980-01-01
      "504b0304" +
        "1400" +
        "0008" +
        "0000" +
        "0000" +
        "2100" +
        crc("alpha") +
        "05000000" +
        "05000000" +
        "0500" +
        "0000" +
        hex("a.txt"),
    );
    expect(archive.subarray(35, 40).toString()).to.equal("alpha");
    expect(archive.subarray(40, 44).toString("hex")).to.equal("504b0304");
  });

  it("lists them at its end, with where they stand", () => {
    const end = archive.subarray(-22);
    const at = end.readUInt32LE(16);
    expect(end.toString("hex", 0, 4)).to.equal("504b0506");
    expect([end.readUInt16LE(8), end.readUInt16LE(10)]).to.deep.equal([2, 2]);
    expect(at + end.readUInt32LE(12)).to.equal(archive.length - 22);
    const second = archive.subarray(at + 46 + 5);
    expect(archive.toString("hex", at, at + 4)).to.equal("504b0102");
    expect(archive.readUInt32LE(at + 42)).to.equal(0);
    expect(second.toString("hex", 0, 4)).to.equal("504b0102");
    expect(second.readUInt32LE(16)).to.equal(crc32("beta!"));
    expect(second.readUInt32LE(42)).to.equal(40);
    expect(second.toString("utf8", 46, 46 + second.readUInt16LE(28))).to.equal("files/é.txt");
  });

  it("can be empty", () => {
    expect(Buffer.from(zip([])).toString("hex")).to.equal(`504b0506${"00".repeat(18)}`);
  });
});

function crc(text: string): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(crc32(text));
  return bytes.toString("hex");
}

function hex(text: string): string {
  return Buffer.from(text).toString("hex");
}
