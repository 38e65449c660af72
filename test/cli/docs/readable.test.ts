import { expect } from "chai";
import { readableOf } from "../../../src/cli/docs/readable.ts";
import { EntryType, type Entry } from "../../../src/output/entry.ts";

const entry = (readable: string, Type: number = EntryType.note): Entry => ({
  Type,
  ContentsFormat: "json",
  Contents: null,
  HumanReadable: readable,
});

/** A markdown table with so many rows. */
const tableOf = (rows: number) => `|A|\n|---|\n${"| x |\n".repeat(rows)}`;

describe("what the command reference shows of entries", () => {
  it("is their text as a terminal of 80 columns has it, kinds other than notes named", () => {
    const entries = [
      entry("## Found\n**two** `things`"),
      entry("Careful.", EntryType.warning),
      entry("It broke.", EntryType.error),
      entry("a.txt", EntryType.infoFile),
    ];
    expect(readableOf(entries)).to.equal("Found\ntwo things\n\nwarning: Careful.\n\nfile: a.txt");
  });

  it("says so when there is nothing to read", () => {
    expect(readableOf([])).to.equal("(no readable output)");
    expect(readableOf([entry("")])).to.equal("(no readable output)");
  });

  it("has three rows of each table, and the number of the others", () => {
    const table = (rows: number) => `┌───┐\n│ A │\n${"├───┤\n│ x │\n".repeat(rows)}└───┘`;
    expect(readableOf([entry(tableOf(3))])).to.equal(table(3));
    expect(readableOf([entry(`${tableOf(4)}then\n${tableOf(6)}`)])).to.equal(
      `${table(3)}\n… and 1 more row\nthen\n${table(3)}\n… and 3 more rows`,
    );
  });

  it("has sixty lines, and the number of the others", () => {
    expect(readableOf([entry("x\n".repeat(60))])).to.equal("x\n".repeat(60).trimEnd());
    expect(readableOf([entry("x\n".repeat(62))])).to.equal(`${"x\n".repeat(60)}… and 2 more lines`);
  });
});
