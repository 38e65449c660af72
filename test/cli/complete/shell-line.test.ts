import { expect } from "chai";
import fc from "fast-check";
import { shellQuoted, shellWords } from "../../../src/cli/complete/shell-line.ts";
import { SHELLS } from "../../../src/cli/complete/shells.ts";

describe("a shell's line up to the cursor", () => {
  const last = (line: string, shell: (typeof SHELLS)[number] = "bash") => shellWords(line, shell).at(-1);

  it("ends with the word under the cursor, which is empty behind a space", () => {
    expect(shellWords("soar run  x ", "bash").map(({ value }) => value)).to.deep.equal(["soar", "run", "x", ""]);
    expect(shellWords("", "bash")).to.deep.equal([{ raw: "", value: "", quote: "" }]);
    expect(last("soar\trun\nx")).to.deep.equal({ raw: "x", value: "x", quote: "" });
  });

  it("takes words out of their quotes, also out of those that are still open", () => {
    expect(last(`soar note="a 'b`)).to.deep.equal({ raw: `note="a 'b`, value: "note=a 'b", quote: '"' });
    expect(last("soar '!x y=\"z")).to.deep.equal({ raw: "'!x y=\"z", value: '!x y="z', quote: "'" });
    expect(last(String.raw`soar a\ b"c\"d\e"'f\g'`)).to.deep.equal({
      raw: String.raw`a\ b"c\"d\e"'f\g'`,
      value: String.raw`a bc"d\ef\g`,
      quote: "",
    });
  });

  it("knows that fish escapes within single quotes, and that a backslash at the end escapes nothing yet", () => {
    expect(last(String.raw`soar 'it\'s \\ \n`, "fish")?.value).to.equal(String.raw`it's \ \n`);
    expect(last("soar a\\")?.value).to.equal("a\\");
  });

  for (const shell of SHELLS) {
    it(`reads back what it quotes for ${shell}, in any quote`, () => {
      fc.assert(
        fc.property(fc.string(), fc.constantFrom("" as const, "'" as const, '"' as const), (value, quote) => {
          const text = `soar ${quote}${shellQuoted(value, quote, shell)}${quote}`;
          expect(shellWords(text, shell).at(-1)?.value).to.equal(value);
        }),
      );
    });
  }

  it("leaves alone what no shell would touch", () => {
    expect(shellQuoted("note=a/b-c_d.e,f:g@h%~+^1", "", "bash")).to.equal("note=a/b-c_d.e,f:g@h%~+^1");
    expect(shellQuoted("$(rm x); a b", "", "bash")).to.equal("\\$\\(rm\\ x\\)\\;\\ a\\ b");
  });
});
