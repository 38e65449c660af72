import { expect } from "chai";
import { littleMemory } from "../../../src/cli/collect/little-memory.ts";

describe("a collector's memory", () => {
  it("is cleaned behind each thousand events, however many a page has", () => {
    let times = 0;
    const onPage = littleMemory(() => (times += 1));
    const cleaned = [999, 1, 999, 5000, 0].map((events) => {
      onPage(events);
      return times;
    });
    expect(cleaned).to.deep.equal([0, 1, 1, 2, 2]);
  });
});
