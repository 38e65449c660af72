import { expect } from "chai";
import type { Completion } from "../../../src/cli/complete/candidate.ts";
import { listed, replyTo } from "../../../src/cli/complete/reply.ts";
import { shellWords } from "../../../src/cli/complete/shell-line.ts";
import type { Shell } from "../../../src/cli/complete/shells.ts";

function reply(shell: Shell, line: string, completion: Completion, replaced?: string, isListing = false): string[] {
  const word = shellWords(line, shell).at(-1) ?? { raw: "", value: "", quote: "" as const };
  return replyTo({ shell, word, replaced: replaced ?? word.raw, isListing, columns: 40 }, completion);
}

const colours: Completion = {
  candidates: [
    { value: "colour=red", label: "red", description: "as blood" },
    { value: "colour=dark green", label: "dark green" },
  ],
};

describe("the answer to a shell", () => {
  it("gives bash what replaces the part behind its word breaks, escaped", () => {
    expect(reply("bash", "soar run x colour=", colours, "")).to.deep.equal(["none", "space", "red", "dark\\ green"]);
    expect(reply("bash", "soar run x colour=d", colours, "colour=d")).to.deep.equal([
      "none",
      "space",
      "colour=red",
      "colour=dark\\ green",
    ]);
  });

  it("escapes for the quote that is open", () => {
    const candidates = [{ value: `note=it's "so" $1` }];
    expect(reply("bash", `soar run x note="it`, { candidates }, "it")).to.deep.equal([
      "none",
      "space",
      `it's \\"so\\" \\$1`,
    ]);
    expect(reply("bash", "soar run x note='it", { candidates }, "it")).to.deep.equal([
      "none",
      "space",
      `it'\\''s "so" $1`,
    ]);
  });

  it("leaves out for bash what does not begin as the part that stays", () => {
    expect(reply("bash", "soar COLOUR=r", colours, "r")).to.deep.equal(["none", "space"]);
  });

  it("lets bash only list labels and descriptions when it only lists", () => {
    expect(reply("bash", "soar run x colour=", colours, "", true)).to.deep.equal([
      "none",
      "space",
      "red         as blood",
      "dark green",
    ]);
  });

  it("puts no space behind what goes on, and keeps bash from closing a line's quote", () => {
    expect(reply("bash", "soar run x i", { candidates: [{ value: "id=", open: true }] })).to.deep.equal([
      "none",
      "nospace",
      "id=",
    ]);
    const line = { candidates: [{ value: "!light id=4 " }], isLine: true };
    expect(reply("bash", "soar '!light id=", line, "!light id=")).to.deep.equal([
      "none",
      "nospace",
      "!light id=4 ",
      "!light id=4 …",
    ]);
    expect(reply("zsh", "soar '!light id=", line)).to.deep.equal(["none", "", "!light id=4 \t!light id=4\topen"]);
    expect(reply("fish", "soar '!light id=", line)).to.deep.equal(["none", "!light id=4\t"]);
  });

  it("gives zsh the word, what to show, and whether it goes on", () => {
    expect(reply("zsh", "soar run x colour=", colours)).to.deep.equal([
      "none",
      "",
      "colour=red\tred         as blood\t",
      "colour=dark green\tdark green\t",
    ]);
  });

  it("gives fish the word and its description", () => {
    expect(reply("fish", "soar run x colour=", colours)).to.deep.equal([
      "none",
      "colour=red\tas blood",
      "colour=dark green\t",
    ]);
  });

  it("says what the shell itself is to look for; fish only where nothing stands before it", () => {
    const files: Completion = { candidates: [], files: { kind: "files", prefix: "--config=" } };
    expect(reply("bash", "soar --config=", files, "")).to.deep.equal(["files", "space"]);
    expect(reply("zsh", "soar --config=", files)).to.deep.equal(["files", "--config="]);
    expect(reply("fish", "soar --config=", files)).to.deep.equal(["none"]);
    expect(reply("fish", "soar lint ", { candidates: [], files: { kind: "folders", prefix: "" } })).to.deep.equal([
      "folders",
    ]);
  });

  it("hands on nothing that could break out of its line or steer the terminal", () => {
    const hostile = [{ value: "a\nb" }, { value: "\u001b[2J" }, { value: "fine", description: "x\u001b[2J\n\ty" }];
    expect(reply("fish", "soar ", { candidates: hostile })).to.deep.equal(["none", "fine\tx[2J y"]);
    expect(reply("zsh", "soar ", { candidates: hostile })).to.deep.equal(["none", "", "fine\tfine  x[2J y\t"]);
  });

  it("cuts a list to the width", () => {
    expect(listed([{ value: "x".repeat(70), description: "long" }], 40)).to.deep.equal([`${"x".repeat(38)}…`]);
    expect(listed([{ value: "x".repeat(70), description: "long" }], 200)).to.deep.equal([`${"x".repeat(59)}…  long`]);
    expect(listed([], 40)).to.deep.equal([]);
  });
});
