import { expect } from "chai";
import { mediaType } from "../../src/output/media-type.ts";

describe("mediaType", () => {
  const cases: [string, string][] = [
    ["%PDF-1.7", "application/pdf"],
    ["PK\x03\x04rest", "application/zip"],
    ["PK\x05\x06rest", "application/zip"],
    ["\x89PNG\r\n\x1a\n", "image/png"],
    ["\xff\xd8\xff\xe0", "image/jpeg"],
    ["GIF89a", "image/gif"],
    ["GIF87a", "image/gif"],
    ["\x7fELF", "application/x-elf"],
    ["MZ\x90", "application/vnd.microsoft.portable-executable"],
    ["\x1f\x8b\x08", "application/gzip"],
    ['{"a": 1}', "application/json"],
    [" [1, 2]", "application/json"],
    ["[2026-11-20] started", "text/plain"],
    ["plain words\n", "text/plain"],
    ["\x1b[31mred\x1b[0m", "text/plain"],
    ["a\x00b", "application/octet-stream"],
    ["\xfe\xfe", "application/octet-stream"],
    ["", "application/octet-stream"],
  ];
  for (const [head, expected] of cases) {
    it(`sees ${expected} in ${JSON.stringify(head)}`, () => {
      const bytes = Buffer.from(head, "latin1");
      expect(mediaType(bytes, bytes.length)).to.equal(expected);
    });
  }

  it("judges a longer file by its beginning, which may end inside a character", () => {
    expect(mediaType(Buffer.from("é").subarray(0, 1), 10_000)).to.equal("text/plain");
    expect(mediaType(Buffer.from('{"events": ['), 10_000)).to.equal("application/json");
    expect(mediaType(Buffer.from("[2026-11-20] started"), 10_000)).to.equal("text/plain");
  });
});
