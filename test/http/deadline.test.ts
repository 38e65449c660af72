import { expect } from "chai";
import { setTimeout } from "node:timers/promises";
import { InterruptedError } from "../../src/errors.ts";
import { createDeadline, type Wait } from "../../src/http/deadline.ts";

describe("the deadline of a request", () => {
  const deadline = (wait: Wait, signal?: AbortSignal) => createDeadline({ ms: 60_000, now: () => 0, wait, signal });

  it("ends a wait that is cut off with the reason of who cut it off, not with the timer's", async () => {
    const stop = new AbortController();
    const waiting = deadline((ms, signal) => setTimeout(ms, undefined, { signal }), stop.signal).wait(50_000);
    const reason = new InterruptedError("Interrupted", "Run it again.");
    stop.abort(reason);

    expect(await waiting.catch((thrown: unknown) => thrown)).to.equal(reason);
  });

  it("keeps what else a wait fails with", async () => {
    const broken = new Error("the clock is broken");
    const { signal } = new AbortController();

    expect(
      await deadline(() => Promise.reject(broken), signal)
        .wait(1)
        .catch((thrown: unknown) => thrown),
    ).to.equal(broken);
  });

  it("counts the waits themselves under a clock that stands still", async () => {
    const standing = deadline(() => Promise.resolve());
    await standing.wait(20_000);

    expect(standing.remainingMs()).to.equal(40_000);
  });
});
