import { expect } from "chai";
import fc from "fast-check";

import { fitsWildcard } from "../../../../commands/_simulator/file-events/wildcard.ts";

/** The definition, tried out in every way. */
function naive(text: string, pattern: string): boolean {
  if (pattern === "") return text === "";
  if (pattern.startsWith("*")) {
    return Array.from({ length: text.length + 1 }, (_, at) => at).some((at) => naive(text.slice(at), pattern.slice(1)));
  }
  return text.startsWith(pattern.slice(0, 1)) && text !== "" && naive(text.slice(1), pattern.slice(1));
}

describe("a wildcard", () => {
  const table: [text: string, pattern: string, fits: boolean][] = [
    ["report.docx", "*.docx", true],
    ["report.docx.zip", "*.docx", false],
    ["C:/Users/mara/", "C:/Users*", true],
    ["D:/C:/Users", "C:/Users*", false],
    ["ledger_core.py", "*ledger*", true],
    ["ledger", "ledger", true],
    ["ledgers", "ledger", false],
    ["", "*", true],
    ["anything", "**", true],
    ["aba", "ab*ba", false],
    ["a.c", "a?c", false],
    ["axc", "a.c", false],
    ["[a]+", "[a]+*", true],
    ["abcb", "a*b", true],
  ];
  for (const [text, pattern, fits] of table) {
    it(`${fits ? "fits" : "does not fit"}: ${pattern} on ${text || "nothing"}`, () => {
      expect(fitsWildcard(text, pattern)).to.equal(fits);
    });
  }

  it("fits what the definition fits", () => {
    const letters = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 8 });
    const patterns = fc.string({ unit: fc.constantFrom("a", "b", "*"), maxLength: 7 });
    fc.assert(fc.property(letters, patterns, (text, pattern) => fitsWildcard(text, pattern) === naive(text, pattern)));
  });

  it("answers a pattern that would keep a backtracking matcher busy for ever", () => {
    expect(fitsWildcard("a".repeat(100_000), `${"a*".repeat(1000)}b`)).to.equal(false);
  });
});
