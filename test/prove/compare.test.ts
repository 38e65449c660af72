import { expect } from "chai";
import { compare } from "../../src/prove/compare.ts";

describe("compare", () => {
  it("finds nothing where each item was taken in once", () => {
    const found = new Map([
      ["a", 1],
      ["b", 1],
    ]);
    expect(compare("sessions", ["a", "b"], found)).to.deep.equal({
      stream: "sessions",
      items: 2,
      lost: [],
      doubled: [],
      unknown: [],
    });
  });

  it("tells apart what was lost, what was doubled and what the vendor does not have", () => {
    const found = new Map([
      ["b", 2],
      ["c", 1],
      ["x", 3],
    ]);
    expect(compare("alerts", ["a", "b", "c"], found)).to.deep.equal({
      stream: "alerts",
      items: 3,
      lost: ["a"],
      doubled: ["b", "x"],
      unknown: ["x"],
    });
  });
});
