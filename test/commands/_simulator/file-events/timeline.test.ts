import { expect } from "chai";
import fc from "fast-check";

import { createTimeline } from "../../../../commands/_simulator/file-events/timeline.ts";

const from = Date.parse("2025-12-06T11:20:00Z");
const to = Date.parse("2026-01-05T11:20:00Z");

describe("a timeline", () => {
  const timeline = createTimeline({ from, to });

  it("begins and ends with its span", () => {
    expect(timeline.micros(0)).to.equal(from * 1000);
    expect(Math.abs(timeline.micros(1) - to * 1000)).to.be.lessThan(2);
  });

  it("never turns back", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (one, other) => {
          return (
            one <= other === timeline.micros(one) <= timeline.micros(other) ||
            timeline.micros(one) === timeline.micros(other)
          );
        },
      ),
    );
  });

  it("is denser in office hours than at night, and thinnest in the weekend", () => {
    const hours = Array.from({ length: 10_000 }, (_, index) => new Date(timeline.micros(index / 10_000) / 1000));
    const within = (day: string, from: number, to: number) =>
      hours.filter((at) => at.toISOString().startsWith(day) && at.getUTCHours() >= from && at.getUTCHours() < to)
        .length;
    expect(within("2025-12-10", 10, 12)).to.be.greaterThan(3 * within("2025-12-10", 2, 4));
    expect(within("2025-12-10", 2, 4)).to.be.greaterThan(within("2025-12-13", 10, 12));
  });
});
