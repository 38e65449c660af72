import { expect } from "chai";
import fc from "fast-check";
import { bytesToText, textToBytes } from "../../../src/http/recording/byte-text.ts";

describe("bytes as text", () => {
  it("come back as they were, whatever they are", () => {
    const piece = fc.oneof(
      fc.uint8Array({ maxLength: 8 }).map((bytes) => Buffer.from(bytes)),
      fc.string({ unit: "grapheme", maxLength: 8 }).map((text) => Buffer.from(text)),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const bytes = Buffer.concat(pieces);
        expect(textToBytes(bytesToText(bytes)).equals(bytes)).to.equal(true);
      }),
    );
  });

  it("show the letters that are among them", () => {
    const bytes = Buffer.concat([Buffer.from([0xff, 0x00, 0xc3]), Buffer.from("ü😀x")]);
    expect(bytesToText(bytes)).to.equal("\udcff\u0000\udcc3ü😀x");
  });
});
