import { expect } from "chai";
import fc from "fast-check";

import { createRandom } from "../../src/simulator/random.ts";

describe("repeatable randomness", () => {
  it("gives the same for the same seed and name", () => {
    const draws = (): unknown[] => {
      const random = createRandom(7, "session", 3);
      return [random.next(), random.integer(1, 100), random.uuid(), random.chance(0.5), random.pick(["a", "b", "c"])];
    };
    expect(draws()).to.deep.equal(draws());
  });

  it("gives something else for another seed, and for another name", () => {
    const first = createRandom(1, "session", 1).hex(16);
    expect(createRandom(2, "session", 1).hex(16)).not.to.equal(first);
    expect(createRandom(1, "session", 2).hex(16)).not.to.equal(first);
    expect(createRandom(1, "session1").hex(16)).not.to.equal(first);
  });

  it("stays the same from one release to the next", () => {
    expect(createRandom(1, "example").uuid()).to.equal("950c2ff9-b346-459e-88a2-ea854299ad17");
    expect(createRandom(1, "example").integer(0, 999_999)).to.equal(615_517);
  });

  it("keeps within the bounds, both included", () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: -50, max: 50 }), fc.nat({ max: 3 }), (seed, min, span) => {
        const random = createRandom(seed, "bounds");
        const drawn = new Set(Array.from({ length: 200 }, () => random.integer(min, min + span)));
        expect([...drawn].sort((one, other) => one - other)).to.deep.equal(
          Array.from({ length: span + 1 }, (_, index) => min + index),
        );
      }),
      { numRuns: 50 },
    );
  });

  it("spreads evenly", () => {
    const random = createRandom(3, "spread");
    const counts = Array.from({ length: 10 }, () => 0);
    for (let draw = 0; draw < 10_000; draw += 1) counts[random.integer(0, 9)]! += 1;
    expect(Math.min(...counts)).to.be.greaterThan(900);
    expect(Math.max(...counts)).to.be.lessThan(1100);
  });

  it("writes UUIDs of version 4", () => {
    const random = createRandom(5, "uuid");
    for (let draw = 0; draw < 50; draw += 1) {
      expect(random.uuid()).to.match(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    }
  });

  it("refuses to pick from nothing", () => {
    expect(() => createRandom(1).pick([])).to.throw(RangeError, "nothing to pick from");
  });
});
