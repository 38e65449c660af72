import { expect } from "chai";
import { AssertionError } from "node:assert/strict";
import { assertContext, assertEntry, type CommandOutcome } from "soarkit/testing";
import { NotFoundError } from "../../src/errors.ts";

const outcome: CommandOutcome = {
  line: "!acme-get id=3",
  entries: [
    { Type: 1, ContentsFormat: "json", Contents: { id: 3 }, HumanReadable: "### Acme\nthree", Tags: ["a"], Note: true },
    { Type: 11, ContentsFormat: "text", Contents: "Half of it is missing." },
    { Type: 3, ContentsFormat: "text", Contents: "", File: "a.bin", FileID: "file-1" },
    { Type: 77, ContentsFormat: "text", Contents: "" },
  ],
  context: { Acme: { ID: 3, Name: "three" } },
  files: [],
  undeclared: [],
  requests: [],
  tokenRequests: 0,
};

function failure(work: () => void): AssertionError {
  try {
    work();
  } catch (thrown) {
    if (thrown instanceof AssertionError) return thrown;
    throw thrown;
  }
  throw new Error("nothing was thrown");
}

describe("asserting a command's context", () => {
  it("passes where it is the same, whatever the order of its keys", () => {
    assertContext(outcome, { Acme: { Name: "three", ID: 3 } });
  });

  it("names the command and shows the differences", () => {
    const { message, actual, expected, stack } = failure(() =>
      assertContext(outcome, { Acme: { ID: 3, Name: "four" } }),
    );
    expect(message).to.match(/^!acme-get id=3 added another context\.\n/);
    expect(message)
      .to.match(/^\+ +Name: 'three'$/m)
      .and.to.match(/^- +Name: 'four'$/m);
    expect([actual, expected]).to.deep.equal([outcome.context, { Acme: { ID: 3, Name: "four" } }]);
    expect(stack).not.to.include("assert.ts:");
  });

  it("takes 3 and '3' for different, and a key that is not there from one that is null", () => {
    failure(() => assertContext(outcome, { Acme: { ID: "3", Name: "three" } }));
    failure(() => assertContext(outcome, { Acme: { ID: 3, Name: "three", Mail: null } }));
    failure(() => assertContext(outcome, {}));
  });

  it("tells of the error that the command ended with", () => {
    const failed = { ...outcome, context: {}, error: new NotFoundError("There is no 3.", "") };
    expect(failure(() => assertContext(failed, { Acme: {} })).message).to.match(
      /^!acme-get id=3 added another context\.\nIt failed with NOT_FOUND: There is no 3\.\n/,
    );
  });

  it("lets be what is no matter of comparison", () => {
    const odd = {
      get context(): never {
        throw new RangeError("out of reach");
      },
    };
    expect(() =>
      assertContext({ ...outcome, ...{ context: new Proxy({}, { ownKeys: () => odd.context }) } }, {}),
    ).to.throw(RangeError);
  });
});

describe("asserting an entry", () => {
  it("compares the fields that are named, of the first entry", () => {
    assertEntry(outcome, {});
    assertEntry(outcome, { type: "note", readable: "### Acme\nthree", contents: { id: 3 }, tags: ["a"], note: true });
    assertEntry(outcome, { type: 1 });
  });

  it("takes any other by its number", () => {
    assertEntry(outcome, { type: "warning", contents: "Half of it is missing.", tags: [], note: false }, 1);
    assertEntry(outcome, { type: "file", file: "a.bin" }, 2);
    assertEntry(outcome, { type: 77 }, 3);
  });

  it("names command and entry and shows the differences", () => {
    const { message } = failure(() => assertEntry(outcome, { type: "error", contents: "Half" }, 1));
    expect(message).to.match(/^!acme-get id=3 made another entry 1\.\n/);
    expect(message)
      .to.match(/^\+ +type: 'warning'$/m)
      .and.to.match(/^- +type: 'error'$/m);
  });

  it("says that there is no such entry", () => {
    expect(failure(() => assertEntry(outcome, { type: "note" }, 4)).message).to.match(
      /^!acme-get id=3 made no entry 4\.\n/,
    );
  });
});
