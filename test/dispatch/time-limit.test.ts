import { getEventListeners } from "node:events";
import { expect } from "chai";
import { interruption, withinTime } from "../../src/dispatch/time-limit.ts";
import { InterruptedError, NetworkError, TimeoutError } from "../../src/errors.ts";

describe("withinTime", () => {
  it("gives what the work gives, and listens no longer", async () => {
    const { signal } = new AbortController();
    const given = await withinTime(async () => "done", { signal, timeoutMs: 1000, what: "acme-get" });
    expect(given).to.equal("done");
    expect(getEventListeners(signal, "abort")).to.have.length(0);
  });

  it("passes the work's own error on", async () => {
    const { signal } = new AbortController();
    const own = new NetworkError("down", "wait");
    const work = () => Promise.reject(own);
    expect(await failure(withinTime(work, { signal, timeoutMs: 1000, what: "acme-get" }))).to.equal(own);
  });

  it("aborts work whose time is over, and does not wait for it", async () => {
    const { signal } = new AbortController();
    let given: AbortSignal | undefined;
    const work = (limited: AbortSignal) => {
      given = limited;
      return new Promise(() => undefined);
    };
    const error = await failure(withinTime(work, { signal, timeoutMs: 5, what: "acme-get" }));
    expect(error).to.be.instanceOf(TimeoutError);
    expect((error as TimeoutError).message).to.equal("acme-get did not end within 0.005 s.");
    expect(given?.reason).to.equal(error);
  });

  it("tells of the interruption rather than of what the work makes of it", async () => {
    const controller = new AbortController();
    const work = (signal: AbortSignal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener("abort", () => reject(new NetworkError("aborted", "")));
        controller.abort();
      });
    const limit = { signal: controller.signal, timeoutMs: 1000, what: "acme-get" };
    const error = await failure(withinTime(work, limit));
    expect(error).to.be.instanceOf(InterruptedError);
    expect((error as InterruptedError).message).to.equal("acme-get was interrupted.");
  });

  it("does not begin when it is interrupted already, and passes on a reason of ours", async () => {
    const reason = new TimeoutError("the whole run", "more time");
    const limit = { signal: AbortSignal.abort(reason), timeoutMs: 1000, what: "acme-get" };
    expect(await failure(withinTime(() => expect.fail("it began"), limit))).to.equal(reason);
    expect(interruption(AbortSignal.abort(reason), "x")).to.equal(reason);
  });

  it("takes a time beyond what a timer can hold for a long time", async () => {
    const { signal } = new AbortController();
    const given = await withinTime(() => new Promise((resolve) => setImmediate(resolve, 1)), {
      signal,
      timeoutMs: 1e12,
      what: "acme-get",
    });
    expect(given).to.equal(1);
  });
});

function failure(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => expect.fail("it should have failed"),
    (thrown: unknown) => thrown,
  );
}
