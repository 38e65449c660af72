import { expect } from "chai";
import type { TrueItem } from "../../src/prove/control.ts";
import { compare } from "../../src/prove/compare.ts";

function itemsOf(...ids: string[]): TrueItem[] {
  return ids.map((id) => ({ id, closed: false }));
}

describe("compare", () => {
  it("finds nothing where each item was taken in once", () => {
    const found = new Map([
      ["a", 1],
      ["b", 1],
    ]);
    expect(compare("sessions", itemsOf("a", "b"), found)).to.deep.equal({
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
    expect(compare("alerts", itemsOf("a", "b", "c"), found)).to.deep.equal({
      stream: "alerts",
      items: 3,
      lost: ["a"],
      doubled: ["b", "x"],
      unknown: ["x"],
    });
  });

  it("counts an item whose last change is missing as lost, and one with more updates than changes as doubled", () => {
    const truth = [
      { id: "stale", closed: false, changed: { times: 2, mark: "alert-2" } },
      { id: "good", closed: false, changed: { times: 2, mark: "alert-3" } },
      { id: "noted twice", closed: false, changed: { times: 1, mark: "alert-4" } },
    ];
    const contents = new Map([
      ["stale", { text: "alert-1", updates: 1 }],
      ["good", { text: "alert-1 alert-3", updates: 2 }],
      ["noted twice", { text: "alert-4", updates: 2 }],
    ]);
    const found = new Map(truth.map(({ id }) => [id, 1]));
    const { lost, doubled } = compare("incidents", truth, found, contents);
    expect([lost, doubled]).to.deep.equal([["stale"], ["noted twice"]]);
  });
});
