import { expect } from "chai";
import fc from "fast-check";
import { nextRunAt, type Past, type Schedule } from "../../../src/engine/schedule/plan.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const noon = Date.parse("2026-03-01T12:00:00Z");
const well: Past = { anchor: noon, failures: 0, isHopeless: false };
const every5: Schedule = { everyMs: 5 * MINUTE };

const shown = (at: number) => new Date(at).toISOString().slice(11, 23);

describe("nextRunAt", () => {
  it("counts intervals from the first run, however long a run takes", () => {
    expect(shown(nextRunAt(every5, well, noon + 1_000, 0))).to.equal("12:05:00.000");
    expect(shown(nextRunAt(every5, well, noon + 6 * MINUTE, 0))).to.equal("12:10:00.000");
  });

  it("leaves out what passed meanwhile, and does not make up for it", () => {
    expect(shown(nextRunAt(every5, well, noon + 61 * MINUTE, 0))).to.equal("13:05:00.000");
  });

  it("goes by a cron line", () => {
    expect(shown(nextRunAt({ cron: "15 * * * *" }, well, noon, 0))).to.equal("12:15:00.000");
    expect(shown(nextRunAt({ cron: "15 * * * *" }, well, noon + 15 * MINUTE, 0))).to.equal("13:15:00.000");
  });

  it("adds a drawn share: a tenth of the interval at most, and at most a minute", () => {
    expect(shown(nextRunAt(every5, well, noon, 0.999_999))).to.equal("12:05:29.999");
    expect(shown(nextRunAt({ everyMs: HOUR }, well, noon, 0.999_999))).to.equal("13:00:59.999");
    expect(shown(nextRunAt({ cron: "0 * * * *" }, well, noon, 0.5))).to.equal("13:00:30.000");
  });

  it("waits twice as long after each failure in a row, up to half an hour", () => {
    const waits = [1, 2, 3, 4, 5, 500].map((failures) => nextRunAt(every5, { ...well, failures }, noon, 0) - noon);

    expect(waits.map((ms) => ms / MINUTE)).to.deep.equal([5, 10, 20, 30, 30, 30]);
  });

  it("waits half an hour at once for what another try cannot mend", () => {
    expect(nextRunAt(every5, { anchor: noon, failures: 1, isHopeless: true }, noon, 0) - noon).to.equal(30 * MINUTE);
  });

  it("waits no less after a failure than without one", () => {
    const daily: Schedule = { cron: "0 6 * * *" };

    expect(shown(nextRunAt(daily, { ...well, failures: 1 }, noon, 0))).to.equal("12:00:00.000");
    expect(nextRunAt(daily, { ...well, failures: 9, isHopeless: true }, noon, 0) - noon).to.equal(24 * HOUR);
  });

  it("does not wait for times that a clock has been through before it was put back", () => {
    expect(nextRunAt(every5, well, noon - 24 * HOUR, 0)).to.equal(noon - 24 * HOUR + 5 * MINUTE);
  });

  it("is always later than now, by no more than interval or back-off and their jitter", () => {
    const schedule = fc.oneof(
      fc.integer({ min: 1, max: 1_440 }).map((minutes) => ({ everyMs: minutes * MINUTE })),
      fc.constantFrom("* * * * *", "*/7 * * * *", "0 */6 * * *").map((cron) => ({ cron })),
    );
    fc.assert(
      fc.property(
        schedule,
        fc.record({ anchor: fc.integer({ min: 0, max: 2 * noon }), failures: fc.nat(2_000), isHopeless: fc.boolean() }),
        fc.integer({ min: 0, max: 2 * noon }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (when, past, now, random) => {
          const delay = nextRunAt(when, past, now, random) - now;
          const gap = "everyMs" in when ? when.everyMs : 6 * HOUR;
          expect(delay).to.be.greaterThan(0);
          expect(delay).to.be.at.most(Math.max(gap, past.failures === 0 ? 0 : 30 * MINUTE) + MINUTE);
        },
      ),
    );
  });

  it("does not drift: the runs of a day stay on their interval", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(20 * MINUTE), fc.double({ min: 0, max: 0.999, noNaN: true }))), (runs) => {
        let now = noon;
        for (const [tookMs, random] of runs) {
          const next = nextRunAt(every5, well, now + tookMs, random);
          expect((next - noon) % (5 * MINUTE)).to.be.below(30_000);
          now = next;
        }
      }),
    );
  });
});
