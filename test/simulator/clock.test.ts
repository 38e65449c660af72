import { expect } from "chai";

import { ArgumentError } from "../../src/errors.ts";
import { createClock } from "../../src/simulator/clock.ts";

/** A real clock that the test moves. */
function realClock(): { now: () => number; at: number } {
  const real = { at: 1_000_000.7, now: () => real.at };
  return real;
}

describe("the simulator's clock", () => {
  it("runs with the real one, in whole milliseconds", () => {
    const real = realClock();
    const clock = createClock({ now: real.now });
    expect(clock.startedAt).to.equal(1_000_000);
    real.at += 250.5;
    expect(clock.now()).to.equal(1_000_250);
  });

  it("stands still when started at a time", () => {
    const real = realClock();
    const clock = createClock({ startAt: "2026-01-05T11:00:00Z", now: real.now });
    real.at += 5000;
    expect(clock.now()).to.equal(1_767_610_800_000);
    expect(clock.speed()).to.equal(0);
  });

  it("runs from the given time where a speed is given too", () => {
    const real = realClock();
    const clock = createClock({ startAt: "2026-01-05T11:00:00Z", speed: 60, now: real.now });
    real.at += 1000;
    expect(clock.now()).to.equal(1_767_610_860_000);
  });

  it("moves at once, and goes on at a new speed from where it is", () => {
    const real = realClock();
    const clock = createClock({ startAt: "2026-01-05T11:00:00Z", now: real.now });
    clock.advance(1500);
    expect(clock.now() - clock.startedAt).to.equal(1500);
    clock.setSpeed(2);
    real.at += 100;
    expect(clock.now() - clock.startedAt).to.equal(1700);
    clock.setSpeed(0);
    real.at += 100;
    expect(clock.now() - clock.startedAt).to.equal(1700);
  });

  it("counts real time as elapsed while it stands still", () => {
    const real = realClock();
    const clock = createClock({ startAt: "2026-01-05T11:00:00Z", now: real.now });
    real.at += 400;
    clock.advance(1000);
    expect(clock.elapsed()).to.be.closeTo(1400, 0.001);
    clock.setSpeed(10);
    real.at += 100;
    expect(clock.elapsed()).to.be.closeTo(2400, 0.001);
  });

  it("does not turn back when the real clock is set back", () => {
    const real = realClock();
    const clock = createClock({ now: real.now });
    real.at += 10_000;
    expect(clock.now()).to.equal(1_010_000);
    real.at -= 5000;
    expect(clock.now()).to.equal(1_010_000);
    real.at += 1000;
    expect(clock.now()).to.equal(1_011_000);
  });

  it("stands still while it is held, and then goes on as if it had not", () => {
    const real = realClock();
    const clock = createClock({ now: real.now, speed: 2 });
    const held = clock.hold(() => {
      real.at += 100;
      const before = clock.now() - clock.startedAt;
      clock.advance(1000);
      return [before, clock.now() - clock.startedAt];
    });
    expect(held).to.deep.equal([0, 1000]);
    expect(clock.now() - clock.startedAt).to.equal(1200);
  });

  it("goes on from the moment at which it was held, also when the work fails", () => {
    const real = realClock();
    const clock = createClock({ now: real.now });
    const at = clock.startedAt + 5000;
    expect(() =>
      clock.hold(() => {
        expect(clock.now()).to.equal(at);
        throw new Error("the work failed");
      }, at),
    ).to.throw("the work failed");
    real.at += 10;
    expect(clock.now()).to.equal(at + 10);
  });

  it("refuses a start that is no time, a speed below 0, and going back", () => {
    const { now } = realClock();
    expect(() => createClock({ startAt: "yesterday", now })).to.throw(ArgumentError, "cannot start at yesterday");
    expect(() => createClock({ speed: -1, now })).to.throw(ArgumentError, "cannot run at a speed of -1");
    expect(() => createClock({ speed: NaN, now })).to.throw(ArgumentError, "cannot run at a speed of NaN");
    expect(() => {
      createClock({ now }).advance(-1);
    }).to.throw(ArgumentError, "cannot be moved by -1 ms");
  });
});
