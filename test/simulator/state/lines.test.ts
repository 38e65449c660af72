import { expect } from "chai";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DamagedLineError, linesOf, longestLine, type Line } from "../../../src/simulator/state/lines.ts";
import { rejection } from "../../http/loopback.ts";

describe("the lines of a state file", () => {
  const folder = mkdtempSync(join(tmpdir(), "soar-lines-"));
  after(() => rmSync(folder, { recursive: true }));

  async function read(content: string | Buffer): Promise<Line[]> {
    const path = join(folder, "file");
    writeFileSync(path, content);
    const file = await open(path, "r");
    try {
      return await Array.fromAsync(linesOf(file));
    } finally {
      await file.close();
    }
  }

  it("are numbered, know their end, and end with a line feed", async () => {
    expect(await read("é\n\nlast\ntorn")).to.deep.equal([
      { text: "é", number: 1, end: 3 },
      { text: "", number: 2, end: 4 },
      { text: "last", number: 3, end: 9 },
    ]);
    expect(await read("")).to.deep.equal([]);
  });

  it("may be longer than what is read at once, also where a character lies across", async () => {
    const long = `${"a".repeat(65_535)}é${"b".repeat(200_000)}`;
    const lines = await read(`${long}\n${long}\n`);
    expect(lines.map(({ text, end }) => [text === long, end])).to.deep.equal([
      [true, 265_538],
      [true, 531_076],
    ]);
  });

  it("may not be longer than any that a simulator writes", async () => {
    const error = await rejection(read(Buffer.alloc(longestLine + 65_536, 0x61)));
    expect(error).to.be.instanceOf(DamagedLineError).with.property("message", "the line is too long");
  });
});
