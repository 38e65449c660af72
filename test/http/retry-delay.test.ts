import { expect } from "chai";
import fc from "fast-check";
import { retryDelay } from "../../src/http/retry-delay.ts";
import type { TryFault } from "../../src/http/retry-delay.ts";

type Context = Parameters<typeof retryDelay>[1];
const first: Context = { tries: 1, repeatable: true, retryAfterMs: undefined, random: () => 0.5 };
const write: Context = { ...first, repeatable: false };
const refused = (status: number): TryFault => ({ kind: "refused", status });

describe("retryDelay", () => {
  it("keeps to what the vendor asks for on 429 and 503, also for a write", () => {
    expect(retryDelay(refused(429), { ...write, retryAfterMs: 7_000 })).to.equal(7_000);
    expect(retryDelay(refused(503), { ...write, retryAfterMs: 7_000 })).to.equal(7_000);
    expect(retryDelay(refused(429), { ...write, retryAfterMs: 0, tries: 50 })).to.equal(0);
  });

  it("waits no longer than a minute at once", () => {
    expect(retryDelay(refused(429), { ...first, retryAfterMs: 3_600_000 })).to.equal(60_000);
  });

  it("doubles the bound of its own waits on 429, and draws from all below it", () => {
    const waits = [1, 2, 3, 4, 5, 6, 7].map((tries) => retryDelay(refused(429), { ...write, tries }));
    expect(waits).to.deep.equal([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
    expect(retryDelay(refused(429), { ...write, tries: 3, random: () => 0 })).to.equal(0);
    expect(retryDelay(refused(429), { ...write, tries: 3, random: () => 0.999 })).to.equal(7_992);
  });

  it("tries a repeatable request again after a server error, three times", () => {
    for (const status of [408, 500, 502, 503, 504]) {
      const waits = [1, 2, 3, 4].map((tries) => retryDelay(refused(status), { ...first, tries }));
      expect(waits, String(status)).to.deep.equal([250, 500, 1_000, undefined]);
    }
  });

  it("never tries a write again after a server error, which may hide that it was carried out", () => {
    for (const status of [408, 500, 502, 503, 504]) {
      expect(retryDelay(refused(status), write), String(status)).to.equal(undefined);
    }
    expect(retryDelay(refused(500), { ...write, retryAfterMs: 1 })).to.equal(undefined);
  });

  it("never tries again what was refused for good", () => {
    for (const status of [301, 400, 401, 403, 404, 409, 410, 422, 501, 505]) {
      expect(retryDelay(refused(status), { ...first, retryAfterMs: 1 }), String(status)).to.equal(undefined);
    }
  });

  it("tries a lost connection again where the request is repeatable or was never sent", () => {
    expect(retryDelay({ kind: "network", sent: true, transient: true }, first)).to.equal(250);
    expect(retryDelay({ kind: "network", sent: false, transient: true }, write)).to.equal(250);
    expect(retryDelay({ kind: "network", sent: true, transient: true }, write)).to.equal(undefined);
    expect(retryDelay({ kind: "network", sent: false, transient: false }, first)).to.equal(undefined);
    expect(retryDelay({ kind: "network", sent: false, transient: true }, { ...first, tries: 4 })).to.equal(undefined);
  });

  it("stays between 0 and a minute for every fault, and repeats no sent write but one refused with 429 or 503", () => {
    const fault: fc.Arbitrary<TryFault> = fc.oneof(
      fc.record({ kind: fc.constant("refused" as const), status: fc.integer({ min: 300, max: 599 }) }),
      fc.record({ kind: fc.constant("network" as const), sent: fc.boolean(), transient: fc.boolean() }),
    );
    const context = fc.record({
      tries: fc.integer({ min: 1, max: 1_000 }),
      repeatable: fc.boolean(),
      retryAfterMs: fc.option(fc.nat(), { nil: undefined }),
      random: fc.double({ min: 0, max: 0.999, noNaN: true }).map((value) => () => value),
    });
    fc.assert(
      fc.property(fault, context, (given, where) => {
        const delay = retryDelay(given, where);
        if (delay === undefined) return;
        expect(delay).to.be.within(0, 60_000);
        const harmless = given.kind === "network" ? !given.sent : given.status === 429 || given.status === 503;
        expect(where.repeatable || harmless).to.equal(true);
      }),
    );
  });
});
