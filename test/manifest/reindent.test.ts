import { expect } from "chai";
import fc from "fast-check";
import { parse } from "yaml";
import { readYaml } from "../../src/manifest/yaml.ts";
import { reindentQuoted } from "../../src/manifest/reindent.ts";

describe("reindentQuoted", () => {
  const texts: [string, string, string | undefined][] = [
    ["a double-quoted text", 'a: "x\ny"\nb: 1', 'a: "x\n y"\nb: 1'],
    ["a single-quoted text with a doubled quote", "k:\n  a: 'it''s\n  so'", "k:\n  a: 'it''s\n   so'"],
    ["a text with an escaped quote", 'a: "x \\"\ny"', 'a: "x \\"\n y"'],
    ["an item of a list", '- "x\ny"', '- "x\n   y"'],
    ["a key inside an item", '- a: "x\n  y"', '- a: "x\n   y"'],
    ["several lines, leaving empty and deeper ones", 'a: "x\n\n    deep\nz"', 'a: "x\n\n    deep\n z"'],
    ["two texts", "a: 'x\ny'\nb: 'z\nw'", "a: 'x\n y'\nb: 'z\n w'"],
    ["nothing where all is indented", 'a: "x\n  y"\nb: "z"', undefined],
    ["nothing where a quote is never closed", 'a: "x\ny\nz', undefined],
    ["nothing inside a block of text", 'a: |\n  b: "x\n  y"\nc: 1', undefined],
    ["what follows a block of text", 'a: >-\n  b: "x\n\n  y\nc: "z\nw"', 'a: >-\n  b: "x\n\n  y\nc: "z\n w"'],
    ["what follows a block in a list", '- |\n  b: "x\n- "z\nw"', '- |\n  b: "x\n- "z\n   w"'],
    ["nothing of plain text", "a: it's\n  5 o'clock", undefined],
  ];
  for (const [what, text, expected] of texts) {
    it(`indents ${what}`, () => expect(reindentQuoted(text)).to.equal(expected));
  }

  it("leaves the value as it is, wherever a quoted text is broken into lines", () => {
    const words = fc.array(fc.stringMatching(/^[a-z:#|>,-]*[a-z]$/u), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(words, fc.constantFrom('"', "'"), fc.nat(2), (parts, quote, indent) => {
        const text = (pad: string): string => `a:\n  b: ${quote}${parts.join(`\n${pad}`)}${quote}\n  c: |\n    d: "e\n`;
        const { root } = readYaml(text(" ".repeat(indent)));
        expect(root?.json).to.deep.equal(parse(text("      ")));
        expect(root?.json).to.deep.equal({ a: { b: parts.join(" "), c: 'd: "e\n' } });
      }),
    );
  });
});
