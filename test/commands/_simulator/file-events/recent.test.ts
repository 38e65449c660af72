import { expect } from "chai";

import { createRecent } from "../../../../commands/_simulator/file-events/recent.ts";

describe("what is remembered for a while", () => {
  it("is what was set last, up to the limit", () => {
    const recent = createRecent<number>(2);
    recent.set("a", 1);
    recent.set("b", 2);
    recent.set("a", 3);
    recent.set("c", 4);
    expect(["a", "b", "c"].map((key) => recent.get(key))).to.deep.equal([3, undefined, 4]);
  });
});
