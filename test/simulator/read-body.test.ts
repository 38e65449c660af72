import { expect } from "chai";
import fc from "fast-check";

import type { Json } from "../../src/json.ts";
import { parseBody } from "../../src/simulator/read-body.ts";
import { Refusal } from "../../src/simulator/route.ts";

function parsed(text: string, contentType?: string): Json | undefined {
  return parseBody(text, contentType, (message) => message);
}
function refused(text: string): unknown {
  try {
    parsed(text);
  } catch (error) {
    if (error instanceof Refusal) return [error.status, error.body];
    throw error;
  }
  return "taken";
}
function nested(depth: number, inner = "1"): string {
  return "[".repeat(depth) + inner + "]".repeat(depth);
}

describe("the body of a request to a simulator", () => {
  it("is whatever JSON says, if it is no form", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        expect(parsed(text)).to.deep.equal(JSON.parse(text));
      }),
    );
    expect(parsed(" ")).to.equal(undefined);
    expect(parsed("a=1", "application/x-www-form-urlencoded;charset=utf-8")).to.equal(undefined);
    expect(refused("a=1")).to.deep.equal([400, "the body is not valid JSON"]);
  });

  it("may be nested 500 deep, and hold as many brackets in its texts and beside each other as it likes", () => {
    const brackets = JSON.stringify(`\\" " ${"[{".repeat(600)} \\`);
    for (const text of [nested(500), nested(499, `{"a":${brackets}}`), `[${"[],{},".repeat(600)}1]`]) {
      expect(refused(text)).to.equal("taken");
    }
  });

  it("is refused when nested deeper, also where it is no JSON", () => {
    const refusal = [400, "the body is nested more than 500 deep"];
    expect(refused(nested(501))).to.deep.equal(refusal);
    expect(refused(nested(500, `{"a":"\\\\"}`))).to.deep.equal(refusal);
    expect(refused("[".repeat(1_000_000))).to.deep.equal(refusal);
  });
});
