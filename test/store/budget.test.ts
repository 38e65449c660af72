import { expect } from "chai";
import fc from "fast-check";
import { runChildren } from "./children.ts";
import { NOW, useTemporary } from "./temporary.ts";

describe("the request budget", () => {
  const temporary = useTemporary();

  it("grants what the limit allows at once and then tells how long to wait", async () => {
    const { budget } = await temporary.open();
    const limit = { requests: 2, perMs: 1000 };
    expect(await budget.take("key", limit, NOW)).to.equal(0);
    expect(await budget.take("key", limit, NOW + 300)).to.equal(0);
    expect(await budget.take("key", limit, NOW + 400)).to.equal(600);
    expect(await budget.take("key", limit, NOW + 999)).to.equal(1);
    expect(await budget.take("key", limit, NOW + 1000)).to.equal(0);
    expect(await budget.take("key", limit, NOW + 1000)).to.equal(300);
  });

  it("keeps one budget per key", async () => {
    const { budget } = await temporary.open();
    const limit = { requests: 1, perMs: 1000 };
    expect(await budget.take("one", limit, NOW)).to.equal(0);
    expect(await budget.take("two", limit, NOW)).to.equal(0);
    expect(await budget.take("one", limit, NOW)).to.equal(1000);
  });

  it("counts what was taken before the store was closed", async () => {
    const first = await temporary.open();
    await first.budget.take("key", { requests: 1, perMs: 1000 }, NOW);
    await first.close();
    const second = await temporary.open();
    expect(await second.budget.take("key", { requests: 1, perMs: 1000 }, NOW + 1)).to.equal(999);
  });

  it("grants no more in a window when a process's clock lags behind another's", async () => {
    const { budget } = await temporary.open();
    const limit = { requests: 2, perMs: 1000 };
    expect(await budget.take("key", limit, NOW + 500)).to.equal(0);
    expect(await budget.take("key", limit, NOW)).to.equal(0);
    expect(await budget.take("key", limit, NOW + 1001)).to.equal(499);
  });

  it("waits one window, not longer, when the clock was set back by a day", async () => {
    const { budget } = await temporary.open();
    const limit = { requests: 1, perMs: 1000 };
    expect(await budget.take("key", limit, NOW + 86_400_000)).to.equal(0);
    expect(await budget.take("key", limit, NOW)).to.equal(1000);
    expect(await budget.take("key", limit, NOW + 1000)).to.equal(0);
  });

  it("obeys a limit that was lowered or raised in between", async () => {
    const { budget } = await temporary.open();
    for (let take = 0; take < 4; take += 1) await budget.take("key", { requests: 4, perMs: 1000 }, NOW + take);
    expect(await budget.take("key", { requests: 2, perMs: 1000 }, NOW + 10)).to.equal(992);
    expect(await budget.take("key", { requests: 6, perMs: 1000 }, NOW + 10)).to.equal(0);
  });

  it("counts a request from when it is granted, not from when its caller began to wait for the store", async () => {
    let now = NOW;
    const { budget } = await temporary.open({ now: () => now });
    now += 400;
    expect(await budget.take("key", { requests: 1, perMs: 1000 }, NOW)).to.equal(0);
    now += 700;
    expect(await budget.take("key", { requests: 1, perMs: 1000 }, NOW + 1050)).to.equal(300);
  });

  it("never exceeds the limit in any window, whenever it is asked", async () => {
    let now = NOW;
    const { budget } = await temporary.open({ now: () => now });
    let key = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 50 }),
        fc.array(fc.tuple(fc.nat(30), fc.nat(5)), { maxLength: 40 }),
        async (requests, perMs, steps) => {
          key += 1;
          const granted: number[] = [];
          for (const [step, lag] of steps) {
            now += step;
            const wait = await budget.take(String(key), { requests, perMs }, now - lag);
            if (wait === 0) granted.push(now);
            else expect(wait).to.be.within(1, perMs);
          }
          for (let index = requests; index < granted.length; index += 1) {
            expect(granted[index]! - granted[index - requests]!).to.be.at.least(perMs);
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  it("grants as soon as the wait that it gave is over", async () => {
    const { budget } = await temporary.open();
    let key = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 50 }),
        fc.array(fc.nat(20), { minLength: 1, maxLength: 20 }),
        async (requests, perMs, steps) => {
          key += 1;
          let now = NOW;
          for (const step of steps) {
            now += step;
            const wait = await budget.take(String(key), { requests, perMs }, now);
            if (wait === 0) continue;
            now += wait;
            expect(await budget.take(String(key), { requests, perMs }, now)).to.equal(0);
          }
        },
      ),
      { numRuns: 100 },
    );
  });

  it("tells how many requests are left, without taking one", async () => {
    const { budget } = await temporary.open();
    let key = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 50 }),
        fc.array(fc.nat(20), { maxLength: 12 }),
        async (requests, perMs, steps) => {
          key += 1;
          let now = NOW;
          const take = () => budget.take(String(key), { requests, perMs }, now);
          for (const step of steps) {
            now += step;
            await take();
          }
          const left = await budget.left(String(key), { requests, perMs }, now);
          expect(left).to.be.within(0, requests);
          for (let taken = 0; taken < left; taken++) expect(await take()).to.equal(0);
          expect(await take()).to.be.above(0);
        },
      ),
      { numRuns: 50 },
    );
  });

  it("never exceeds the limit over four processes that share a store", async function () {
    this.timeout(60_000);
    const [requests, perMs, takes] = [5, 200, 8];
    const answers = await runChildren(4, "take", temporary.path("soar.db"), `${requests}`, `${perMs}`, `${takes}`);
    const grants = answers
      .flatMap((answer) => answer.trim().split("\n"))
      .map((line) => line.split(" ").map(Number))
      .map(([before = 0, after = 0]) => ({ before, after }))
      .sort((a, b) => a.after - b.after);
    expect(grants).to.have.length(32);
    for (let index = requests; index < grants.length; index += 1) {
      const earliest = Math.min(...grants.slice(index - requests, index + 1).map(({ before }) => before));
      expect(grants[index]!.after - earliest).to.be.at.least(perMs);
    }
  });
});
