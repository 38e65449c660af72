import { expect } from "chai";
import fc from "fast-check";
import { createVendorClock } from "../../src/http/vendor-clock.ts";

const NOW = Date.UTC(2026, 0, 1, 12, 0, 0);
const at = (ms: number) => new Date(ms).toUTCString();

describe("createVendorClock", () => {
  it("is our clock until an answer has come", () => {
    expect(createVendorClock(() => NOW).now()).to.equal(NOW);
  });

  it("follows a vendor whose clock is ahead or behind", () => {
    const clock = createVendorClock(() => NOW);
    clock.observe(at(NOW + 60_000), NOW - 100, NOW + 100);
    expect(clock.now()).to.equal(NOW + 60_500);
    clock.observe(at(NOW - 60_000), NOW - 100, NOW + 100);
    expect(clock.now()).to.equal(NOW - 59_500);
  });

  it("takes a difference within rounding and the network's time for none", () => {
    const clock = createVendorClock(() => NOW);
    clock.observe(at(NOW + 60_000), NOW, NOW);
    clock.observe(at(NOW + 2_000), NOW, NOW);
    expect(clock.now()).to.equal(NOW);
    clock.observe(at(NOW + 5_000), NOW - 4_000, NOW + 4_000);
    expect(clock.now()).to.equal(NOW);
  });

  it("learns nothing from a slow answer, from a clock that jumped, or from what is no date", () => {
    const clock = createVendorClock(() => NOW);
    clock.observe(at(NOW + 60_000), NOW - 10_001, NOW);
    clock.observe(at(NOW + 60_000), NOW + 1, NOW);
    clock.observe("tomorrow", NOW, NOW);
    clock.observe(undefined, NOW, NOW);
    expect(clock.now()).to.equal(NOW);
  });

  it("tells how far it is ahead, once an answer has told it", () => {
    const clock = createVendorClock(() => NOW);
    expect(clock.offsetMs()).to.equal(undefined);
    clock.observe(at(NOW), NOW, NOW);
    expect(clock.offsetMs()).to.equal(0);
    clock.observe(at(NOW - 90_000), NOW, NOW);
    expect(clock.offsetMs()).to.equal(-89_500);
  });

  it("is never further from the vendor's time than its tolerance and half the trip", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1e9, max: 1e9 }),
        fc.integer({ min: 0, max: 10_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (offset, trip, when) => {
          const answeredAt = NOW + offset + trip * when;
          const clock = createVendorClock(() => NOW);
          clock.observe(at(answeredAt), NOW, NOW + trip);
          expect(Math.abs(clock.now() - (NOW + offset))).to.be.at.most(3_501 + trip);
        },
      ),
    );
  });
});
