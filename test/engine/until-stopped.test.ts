import { expect } from "chai";
import { once } from "node:events";
import { untilStopped } from "../../src/engine/until-stopped.ts";
import { InterruptedError, StoreError, TimeoutError } from "../../src/errors.ts";

const signal = new AbortController().signal;

/** The pages that came, and what they ended with. */
async function pagesOf(
  handler: (input: { signal: AbortSignal }) => AsyncIterable<number>,
  stop: AbortController,
): Promise<unknown[]> {
  const seen: unknown[] = [];
  try {
    for await (const page of untilStopped(handler, { signal }, stop.signal)) seen.push(page);
  } catch (thrown) {
    seen.push(thrown);
  }
  return seen;
}

describe("the pages of a handler, told to stop", () => {
  for (const [given, reason] of [
    ["a reason of its own", new TimeoutError("Not done within 2 s.", "Wait.")],
    ["none", undefined],
  ] as const) {
    it(`ends where the handler waits, with no error, when it is given ${given}`, async () => {
      const stop = new AbortController();
      async function* handler(input: { signal: AbortSignal }) {
        yield 1;
        const cut = once(input.signal, "abort");
        stop.abort(reason);
        await cut;
        throw reason ?? new InterruptedError("The request was stopped.", "Run it again.");
      }

      expect(await pagesOf(handler, stop)).to.deep.equal([1]);
    });
  }

  it("hides neither another error after the stop, nor one like it before", async () => {
    const full = new StoreError("The disk is full.", "Make room.");
    const early = new InterruptedError("Somebody else stopped it.", "Ask them.");
    const stop = new AbortController();
    async function* failing(error: Error) {
      yield 1;
      throw error;
    }

    expect(await pagesOf(() => failing(early), stop)).to.deep.equal([1, early]);
    stop.abort();
    expect(await pagesOf(() => failing(full), stop)).to.deep.equal([1, full]);
  });

  it("leaves a handler alone that nobody can stop", async () => {
    async function* handler(input: { signal: AbortSignal }) {
      yield input.signal === signal;
    }

    expect(await Array.fromAsync(untilStopped(handler, { signal }, undefined))).to.deep.equal([true]);
  });
});
