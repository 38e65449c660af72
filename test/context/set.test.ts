import { expect } from "chai";
import { ArgumentError } from "../../src/errors.ts";
import { setContext } from "../../src/context/set.ts";

describe("setContext", () => {
  it("replaces what stands at the path and leaves the given context alone", () => {
    const before = { Case: { Owner: "a", Number: 1 }, Other: [1] };
    expect(setContext(before, "Case.Owner", ["b"])).to.deep.equal({ Case: { Owner: ["b"], Number: 1 }, Other: [1] });
    expect(before).to.deep.equal({ Case: { Owner: "a", Number: 1 }, Other: [1] });
  });

  it("makes the objects on the way, in place of whatever is no object", () => {
    expect(setContext({ A: [1] }, "A.B.C", null)).to.deep.equal({ A: { B: { C: null } } });
  });

  for (const path of ["", "A..B", "__proto__.x", "A.constructor"]) {
    it(`refuses the path "${path}"`, () => {
      expect(() => setContext({}, path, 1)).to.throw(ArgumentError, "is no context path");
    });
  }
});
