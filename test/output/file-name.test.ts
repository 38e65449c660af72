import { resolve, sep } from "node:path";
import { expect } from "chai";
import fc from "fast-check";
import { extensionOf, safeFileName } from "../../src/output/file-name.ts";

describe("safeFileName", () => {
  const cases: [string, string][] = [
    ["report.pdf", "report.pdf"],
    ["../../etc/passwd", "passwd"],
    ["C:\\Windows\\evil.exe", "evil.exe"],
    ["..", "file"],
    ["a/..", "file"],
    ["", "file"],
    [" . ", "file"],
    ["a\u0000b\nc.txt", "abc.txt"],
    ["invoice\u202efdp.exe", "invoicefdp.exe"],
    ['<a>:"b"|c?*.txt', "_a___b__c__.txt"],
    ["CON", "_CON"],
    ["nul.txt", "_nul.txt"],
    ["console.log", "console.log"],
    ["name. . ", "name"],
    [".bashrc", ".bashrc"],
    ["\ud800.txt", "\ufffd.txt"],
  ];
  for (const [given, expected] of cases) {
    it(`makes ${JSON.stringify(expected)} of ${JSON.stringify(given)}`, () => {
      expect(safeFileName(given)).to.equal(expected);
    });
  }

  it("cuts long names at a character and keeps the extension", () => {
    const cut = safeFileName(`${"é".repeat(200)}.TXT`);
    expect(cut).to.equal(`${"é".repeat(118)}.TXT`);
    expect(safeFileName("a".repeat(300))).to.equal("a".repeat(240));
    expect(safeFileName(`a.${"b".repeat(300)}`)).to.equal(`a.${"b".repeat(238)}`);
  });

  it("gives names that cannot leave their folder, whatever comes in", () => {
    const nasty = fc.string({ unit: fc.constantFrom(".", "/", "\\", "\0", "a", " ", ":", "\u202e", "é", "con") });
    fc.assert(
      fc.property(fc.oneof(nasty, fc.string({ unit: "binary" })), (given) => {
        const name = safeFileName(given);
        expect(resolve("/folder", name)).to.equal(`/folder${sep}${name}`);
        expect(name).to.match(/^[^/\\\p{Cc}]+$/u);
        expect(Buffer.byteLength(name)).to.be.within(1, 241);
        expect(safeFileName(name)).to.equal(name);
      }),
    );
  });
});

describe("extensionOf", () => {
  it("is what follows the last dot, in lower case", () => {
    expect(extensionOf("a.tar.GZ")).to.equal("gz");
    expect(extensionOf("README")).to.equal("");
    expect(extensionOf(".bashrc")).to.equal("");
  });
});
