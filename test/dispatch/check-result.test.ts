import { Readable } from "node:stream";
import { expect } from "chai";
import { checkResult } from "../../src/dispatch/check-result.ts";
import { UnexpectedError } from "../../src/errors.ts";

describe("checkResult", () => {
  it("lets every proper result pass", () => {
    const result = {
      readable: "text",
      context: { "A.B": [1] },
      raw: undefined,
      warnings: ["w"],
      files: [{ name: "a", content: Readable.from([]) }],
      poll: { everyMs: 1, timeoutMs: 2, args: { id: "1" } },
      entryType: 1,
      tags: [],
      indicators: [{ IP: {} }],
    };
    expect(checkResult(result, "acme-get")).to.equal(result);
    expect(checkResult({}, "acme-get")).to.deep.equal({});
  });

  const nothing: [unknown, string][] = [
    [undefined, "nothing"],
    [null, "null"],
    ["done", "a string"],
    [[], "a list"],
    [7, "a number"],
  ];
  for (const [value, kind] of nothing) {
    it(`refuses ${kind}, naming the command`, () => {
      expect(() => checkResult(value, "acme-get")).to.throw(
        UnexpectedError,
        `The handler of acme-get returned ${kind} instead of a result.`,
      );
    });
  }

  it("names every field that is wrong", () => {
    const result = {
      readable: 7,
      context: [],
      warnings: "w",
      files: [{ name: "a", content: "text" }],
      poll: { everyMs: -1, timeoutMs: 1, args: {} },
      entryType: 1.5,
      tags: [1],
      indicators: {},
    };
    expect(() => checkResult(result, "acme-get")).to.throw(
      UnexpectedError,
      "The handler of acme-get returned as readable a number instead of a text, as context a list instead of an object, " +
        "as warnings a string instead of a list of texts, as files a list instead of a list of { name, content }, " +
        "as poll an object instead of { everyMs, timeoutMs, args }, as entryType a number instead of a whole number, " +
        "as tags a list instead of a list of texts, as indicators an object instead of a list of objects.",
    );
  });
});
