import { expect } from "chai";
import fc from "fast-check";
import { firstSentences } from "../../../src/scaffold/openapi/sentences.ts";

describe("the first sentences of a description", () => {
  it("are plain text that ends with a full stop", () => {
    const cases: Record<string, string> = {
      "": "",
      "list tickets": "List tickets.",
      "**Bold**, _soft_ and `code`.": "Bold, soft and code.",
      'See [the docs](https://example.com/a "x").': "See the docs.",
      "See [the docs](https://example.com/a).": "See the docs.",
      "<p>Users &amp; <b>groups</b>.</p>": "Users & groups.",
      "# Heading\n\nThe text.\n\nMore of it.": "The text.",
      "Options:\n\n* one\n* two": "Options.",
      "What for? This.": "What for? This.",
      "snake_case_names stay": "Snake_case_names stay.",
      "```json\n{}\n```\nAfter code": "After code.",
      "Bell\u0007 and\u200b\nline": "Bell and line.",
    };
    for (const [given, expected] of Object.entries(cases)) expect(firstSentences(given), given).to.equal(expected);
  });

  it("are as many as fit, and are cut at a word where one does not", () => {
    expect(firstSentences("One is here. Two is here. Three is here.", 26)).to.equal("One is here. Two is here.");
    expect(firstSentences("one two three four", 10)).to.equal("One two…");
  });

  it("are one line of bounded length, whatever they are made of", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 400 }), (text) => {
        const short = firstSentences(text, 80);
        expect(short.length).to.be.at.most(84);
        expect(short).not.to.match(/[\n\r\p{Cc}]/u);
      }),
    );
  });
});
