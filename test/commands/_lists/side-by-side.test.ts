import { expect } from "chai";
import fc from "fast-check";
import { sideBySide } from "../../../commands/_lists/side-by-side.ts";
import { rejection } from "../tenant.ts";

describe("sideBySide", () => {
  it("gives what map gives, and never does more than allowed at once", () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 5 })),
        fc.integer({ min: 1, max: 5 }),
        async (delays, width) => {
          let running = 0;
          let most = 0;
          const results = await sideBySide(delays, width, async (turns) => {
            running += 1;
            most = Math.max(most, running);
            for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
            running -= 1;
            return turns * 2;
          });
          expect(results).to.deep.equal(delays.map((turns) => turns * 2));
          expect(most).to.equal(Math.min(width, delays.length));
        },
      ),
    ));

  it("begins no further one once one has failed", async () => {
    const begun: number[] = [];
    const failure = new Error("second");
    const error = await rejection(
      sideBySide([1, 2, 3, 4, 5, 6], 2, async (item) => {
        begun.push(item);
        await Promise.resolve();
        if (item === 2) throw failure;
      }),
    );
    expect(error).to.equal(failure);
    expect(begun).to.deep.equal([1, 2, 3]);
  });
});
