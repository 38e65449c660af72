import { expect } from "chai";
import { dottedPaths } from "../../src/context/paths.ts";

describe("dottedPaths", () => {
  it("gives a line a path, with lists read through and single values bare", () => {
    const context = {
      Alert: [{ ID: 7, Tags: ["a"] }],
      Events: [
        { id: "x", tabs: [{ url: "u1" }, { url: "u2" }] },
        { id: "y", tabs: [] },
      ],
      Name: "n",
    };
    expect([...dottedPaths(context)]).to.deep.equal([
      ["Alert.ID", 7],
      ["Alert.Tags", "a"],
      ["Events.id", ["x", "y"]],
      ["Events.tabs.url", ["u1", "u2"]],
      ["Name", "n"],
    ]);
  });

  it("leaves out what holds nothing, and shows a path that holds a value and more paths", () => {
    expect([...dottedPaths({ A: null, B: [], C: {}, D: [1, { e: false }] })]).to.deep.equal([
      ["D", 1],
      ["D.e", false],
    ]);
  });
});
