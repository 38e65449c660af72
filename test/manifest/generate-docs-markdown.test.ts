import { expect } from "chai";
import { code, codeBlock, createAnchors, paragraphs, table, text } from "../../src/manifest/generate-docs-markdown.ts";

describe("text in Markdown", () => {
  const cases: [what: string, given: string, expected: string][] = [
    ["HTML", "<b>&lt; R&D & co", "&lt;b>&amp;lt; R&amp;D & co"],
    ["emphasis, code and links", "*a* `b` [c](d) ~~e~~ $f$", "\\*a\\* \\`b\\` \\[c\\](d) \\~\\~e\\~\\~ \\$f\\$"],
    ["underscores, but not within names", "_a_ first_fetch _", "\\_a\\_ first_fetch \\_"],
    ["a heading", "# a C# ##", "\\# a C# \\##"],
    ["a list", "- a", "\\- a"],
    ["a numbered list", "12. a", "12\\. a"],
    ["a quotation", "> a", "\\> a"],
    ["a template's braces", "{{ a }}", "{\\{ a }}"],
    ["a backslash", "a\\|b", "a\\\\|b"],
    ["line breaks and control characters", " a\r\n\tb\u0007\u202ec ", "a b c"],
    [
      "addresses, as links",
      "(see https://a.test/b_c?d=1#e.) or http://x",
      "(see <https://a.test/b_c?d=1#e>.) or <http://x>",
    ],
    ["other schemes, not as links", "javascript://a <javascript:b>", "javascript://a &lt;javascript:b>"],
  ];
  for (const [what, given, expected] of cases) {
    it(`shows ${what} as it is`, () => expect(text(given)).to.equal(expected));
  }

  it("keeps paragraphs apart", () => {
    expect(paragraphs("a\nb\n \n\n- c\r\n\r\n")).to.deep.equal(["a b", "\\- c"]);
  });
});

describe("code in Markdown", () => {
  it("is longer than the backticks in it", () => {
    expect(["a", "`a", "a``b", "`", "` ``"].map(code)).to.deep.equal([
      "`a`",
      "`` `a ``",
      "`a``b`",
      "`` ` ``",
      "``` ` `` ```",
    ]);
  });

  it("gives quotation marks for nothing, and text for what no code can hold", () => {
    expect(["", " \n", "a\\|b", "[^1]:"].map(code)).to.deep.equal(['`""`', '`""`', "a\\\\|b", "\\[^1\\]:"]);
  });

  it("in blocks loses what nobody sees, and cannot be ended from within", () => {
    expect(codeBlock("text", "a \r\n```\n\u202eb\n\n")).to.equal("````text\na\n```\nb\n````");
  });
});

describe("a table in Markdown", () => {
  it("has columns as wide as their widest cell, wide characters counted twice and marks not at all", () => {
    expect(
      table(
        ["A", "What"],
        [
          ["漢字|", "é"],
          ["👩‍💻", "cafe\u0301s"],
        ],
      ),
    ).to.equal(
      ["| A      | What  |", "| ------ | ----- |", "| 漢字\\| | é     |", "| 👩‍💻     | cafe\u0301s |"].join("\n"),
    );
  });

  it("leaves out columns that are empty in every row", () => {
    expect(table(["A", "B", "C"], [["1", "", "3"], ["1"]])).to.equal(
      ["| A   | C   |", "| --- | --- |", "| 1   | 3   |", "| 1   |     |"].join("\n"),
    );
  });
});

describe("anchors of headings", () => {
  it("are GitHub's: lower case, without punctuation, told apart by numbers", () => {
    const anchorOf = createAnchors();
    const headings = ["Get User", "get_user: x", "get user", "Get User", "get-user-1", "über!", ""];
    expect(headings.map(anchorOf)).to.deep.equal([
      "get-user",
      "get_user-x",
      "get-user-1",
      "get-user-2",
      "get-user-1-1",
      "über",
      "",
    ]);
  });
});
