import { expect } from "chai";
import fc from "fast-check";
import { laneRequests } from "../../src/http/budget.ts";
import type { Lane } from "../../src/http/ports.ts";
import { runChildren } from "./children.ts";
import { NOW, useTemporary } from "./temporary.ts";

describe("the request budget", () => {
  const temporary = useTemporary();

  it("grants what the limit allows at once and then tells how long to wait", async () => {
    const { budget } = await temporary.open();
    const limit = { requests: 2, perMs: 1000 };
    expect(await budget.take("key", limit, NOW, "command")).to.equal(0);
    expect(await budget.take("key", limit, NOW + 300, "command")).to.equal(0);
    expect(await budget.take("key", limit, NOW + 400, "command")).to.equal(600);
    expect(await budget.take("key", limit, NOW + 999, "command")).to.equal(1);
    expect(await budget.take("key", limit, NOW + 1000, "command")).to.equal(0);
    expect(await budget.take("key", limit, NOW + 1000, "command")).to.equal(300);
  });

  it("keeps one budget per key", async () => {
    const { budget } = await temporary.open();
    const limit = { requests: 1, perMs: 1000 };
    expect(await budget.take("one", limit, NOW, "command")).to.equal(0);
    expect(await budget.take("two", limit, NOW, "command")).to.equal(0);
    expect(await budget.take("one", limit, NOW, "command")).to.equal(1000);
  });

  it("counts what was taken before the store was closed", async () => {
    const first = await temporary.open();
    await first.budget.take("key", { requests: 1, perMs: 1000 }, NOW, "command");
    await first.close();
    const second = await temporary.open();
    expect(await second.budget.take("key", { requests: 1, perMs: 1000 }, NOW + 1, "command")).to.equal(999);
  });

  it("grants no more in a window when a process's clock lags behind another's", async () => {
    const { budget } = await temporary.open();
    const limit = { requests: 2, perMs: 1000 };
    expect(await budget.take("key", limit, NOW + 500, "command")).to.equal(0);
    expect(await budget.take("key", limit, NOW, "command")).to.equal(0);
    expect(await budget.take("key", limit, NOW + 1001, "command")).to.equal(499);
  });

  it("waits one window, not longer, when the clock was set back by a day", async () => {
    const { budget } = await temporary.open();
    const limit = { requests: 1, perMs: 1000 };
    expect(await budget.take("key", limit, NOW + 86_400_000, "command")).to.equal(0);
    expect(await budget.take("key", limit, NOW, "command")).to.equal(1000);
    expect(await budget.take("key", limit, NOW + 1000, "command")).to.equal(0);
  });

  it("obeys a limit that was lowered or raised in between", async () => {
    const { budget } = await temporary.open();
    for (let take = 0; take < 4; take += 1)
      await budget.take("key", { requests: 4, perMs: 1000 }, NOW + take, "command");
    expect(await budget.take("key", { requests: 2, perMs: 1000 }, NOW + 10, "command")).to.equal(992);
    expect(await budget.take("key", { requests: 6, perMs: 1000 }, NOW + 10, "command")).to.equal(0);
  });

  it("counts a request from when it is granted, not from when its caller began to wait for the store", async () => {
    let now = NOW;
    const { budget } = await temporary.open({ now: () => now });
    now += 400;
    expect(await budget.take("key", { requests: 1, perMs: 1000 }, NOW, "command")).to.equal(0);
    now += 700;
    expect(await budget.take("key", { requests: 1, perMs: 1000 }, NOW + 1050, "command")).to.equal(300);
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
            const wait = await budget.take(String(key), { requests, perMs }, now - lag, "command");
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
            const wait = await budget.take(String(key), { requests, perMs }, now, "command");
            if (wait === 0) continue;
            now += wait;
            expect(await budget.take(String(key), { requests, perMs }, now, "command")).to.equal(0);
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
          const take = () => budget.take(String(key), { requests, perMs }, now, "command");
          for (const step of steps) {
            now += step;
            await take();
          }
          const left = await budget.left(String(key), { requests, perMs }, now, "command");
          expect(left).to.be.within(0, requests);
          for (let taken = 0; taken < left; taken++) expect(await take()).to.equal(0);
          expect(await take()).to.be.above(0);
        },
      ),
      { numRuns: 50 },
    );
  });

  describe("in lanes", () => {
    const lanes = fc.constantFrom<Lane>("command", "fetch", "collect");

    it("keeps a tenth of the requests free of fetches, and a quarter free of collectors", () => {
      const shares = (requests: number) =>
        (["command", "fetch", "collect"] as const).map((lane) => laneRequests({ requests, perMs: 1 }, lane));
      expect([120, 25, 8, 4, 3, 2, 1].map(shares)).to.deep.equal([
        [120, 108, 90],
        [25, 22, 18],
        [8, 7, 6],
        [4, 3, 2],
        [3, 2, 1],
        [2, 1, 1],
        [1, 1, 1],
      ]);
    });

    it("tells each lane what is left for it", async () => {
      const { budget } = await temporary.open();
      const limit = { requests: 8, perMs: 1000 };
      for (let take = 0; take < 6; take++) expect(await budget.take("key", limit, NOW, "collect")).to.equal(0);
      expect(await budget.take("key", limit, NOW + 1, "collect")).to.equal(999);
      expect(await budget.left("key", limit, NOW, "collect")).to.equal(0);
      expect(await budget.left("key", limit, NOW, "fetch")).to.equal(1);
      expect(await budget.left("key", limit, NOW, "command")).to.equal(2);
    });

    it("never exceeds the limit in any window, nor takes for a lane what is kept free for those before it", async () => {
      const { budget } = await temporary.open();
      let key = 0;
      await fc.assert(
        fc.asyncProperty(
          fc.integer({ min: 1, max: 30 }),
          fc.integer({ min: 1, max: 50 }),
          fc.array(fc.tuple(fc.nat(9), lanes), { maxLength: 60 }),
          async (requests, perMs, asked) => {
            key += 1;
            let now = NOW;
            const taken: number[] = [];
            for (const [step, lane] of asked) {
              now += step;
              const inWindow = taken.filter((at) => at > now - perMs).length;
              const wait = await budget.take(String(key), { requests, perMs }, now, lane);
              expect(wait === 0).to.equal(inWindow < laneRequests({ requests, perMs }, lane));
              if (wait === 0) taken.push(now);
            }
          },
        ),
        { numRuns: 150 },
      );
    });

    it("gives a waiting command the next request that becomes free, whoever else asks first", async () => {
      const { budget } = await temporary.open();
      let key = 0;
      await fc.assert(
        fc.asyncProperty(
          fc.integer({ min: 2, max: 12 }),
          fc.integer({ min: 5, max: 50 }),
          fc.array(fc.tuple(fc.nat(9), lanes), { minLength: 1, maxLength: 40 }),
          fc.array(fc.tuple(fc.nat(9), fc.constantFrom<Lane>("fetch", "collect")), { minLength: 1, maxLength: 40 }),
          async (requests, perMs, before, others) => {
            key += 1;
            let now = NOW;
            const take = (lane: Lane) => budget.take(String(key), { requests, perMs }, now, lane);
            for (const [step, lane] of before) {
              now += step;
              await take(lane);
            }
            let wait = await take("command");
            while (wait === 0) wait = await take("command");
            const free = now + wait;
            for (const [step, lane] of others) {
              now = Math.min(now + step, free);
              await take(lane);
            }
            now = free;
            expect(await take("command")).to.equal(0);
          },
        ),
        { numRuns: 150 },
      );
    });

    it("gives a waiting fetch the next request that is free for it, whatever collectors ask", async () => {
      const { budget } = await temporary.open();
      const limit = { requests: 8, perMs: 1000 };
      for (let take = 0; take < 7; take++) expect(await budget.take("key", limit, NOW + take, "fetch")).to.equal(0);
      expect(await budget.take("key", limit, NOW + 10, "fetch")).to.equal(990);
      expect(await budget.take("key", limit, NOW + 1000, "collect")).to.equal(1);
      expect(await budget.take("key", limit, NOW + 1000, "fetch")).to.equal(0);
    });
  });

  it("never exceeds the limit over processes of several lanes, and every one of them gets its turn", async function () {
    this.timeout(60_000);
    const run = (lane: Lane) =>
      runChildren(2, "take", temporary.path("soar.db"), "5", "200", "6", lane).then((answers) => answers.join(""));
    const [commands, collectors] = await Promise.all([run("command"), run("collect")]);
    expect([commands, collectors].map((answer) => answer.trim().split("\n").length)).to.deep.equal([12, 12]);
    expectWindows(commands + collectors, 5, 200);
  });

  it("never exceeds the limit over four processes that share a store", async function () {
    this.timeout(60_000);
    const [requests, perMs, takes] = [5, 200, 8];
    const answers = await runChildren(4, "take", temporary.path("soar.db"), `${requests}`, `${perMs}`, `${takes}`);
    expect(answers.join("").trim().split("\n")).to.have.length(32);
    expectWindows(answers.join(""), requests, perMs);
  });

  /** No window holds more, as far as the clocks of the processes around each take tell. */
  function expectWindows(answers: string, requests: number, perMs: number): void {
    const grants = answers
      .trim()
      .split("\n")
      .map((line) => line.split(" ").map(Number))
      .map(([before = 0, after = 0]) => ({ before, after }))
      .sort((a, b) => a.after - b.after);
    for (let index = requests; index < grants.length; index += 1) {
      const earliest = Math.min(...grants.slice(index - requests, index + 1).map(({ before }) => before));
      expect(grants[index]!.after - earliest).to.be.at.least(perMs);
    }
  }
});
