import { expect } from "chai";
import fc from "fast-check";
import { createOldest } from "../../../commands/_fetch/oldest.ts";

describe("createOldest", () => {
  it("keeps the least in order, and tells the least that did not fit", () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { maxLength: 400 }), fc.integer({ min: 1, max: 60 }), (numbers, limit) => {
        const oldest = createOldest<number>(limit, (number) => number);
        for (const number of numbers) oldest.add(number);
        const sorted = numbers.toSorted((a, b) => a - b);
        expect(oldest.take()).to.deep.equal({ kept: sorted.slice(0, limit), oldestLeft: sorted[limit] });
      }),
    );
  });
});
