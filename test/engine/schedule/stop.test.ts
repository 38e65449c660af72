import { expect } from "chai";
import { once } from "node:events";
import { pause } from "../../../src/engine/schedule/pause.ts";
import { withGrace } from "../../../src/engine/schedule/stop.ts";

describe("withGrace", () => {
  it("does not cut work off when it is to stop, but after the grace, for the same reason", async () => {
    const stop = new AbortController();
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const asked: number[] = [];
    const pausing = async (ms: number) => {
      asked.push(ms);
      await promise;
    };
    const reason = await withGrace({ stop: stop.signal, pause: pausing }, async (signal) => {
      stop.abort("enough");
      expect(signal.aborted).to.equal(false);
      resolve(undefined);
      await once(signal, "abort");
      return signal.reason as unknown;
    });

    expect(reason).to.equal("enough");
    expect(asked).to.deep.equal([20_000]);
  });

  it("waits for nothing more when the work has ended", async () => {
    const stop = new AbortController();
    stop.abort();
    // The real clock: were the grace not ended with the work, this test would hold the process for twenty seconds.
    const given = await withGrace({ stop: stop.signal, pause }, async (signal) => signal);

    expect(given.aborted).to.equal(false);
  });
});

describe("pause", () => {
  it("ends early, and without an error, when it is stopped", async () => {
    const stop = new AbortController();
    const waiting = pause(3_600_000, stop.signal).then(() => "ended");
    stop.abort();

    expect(await waiting).to.equal("ended");
  });

  it("fails for what is no time", async () => {
    const failed = await pause("soon" as never, new AbortController().signal).catch((error: unknown) => error);

    expect(failed).to.be.instanceOf(TypeError);
  });
});
