import { expect } from "chai";
import { createRecorder } from "../../src/http/recording/recorder.ts";
import { tapedWait, type Tape } from "../../src/engine/tape.ts";

describe("a wait while a command is recorded", () => {
  it("lets the time that handlers are told go on by as much", async () => {
    const recorder = createRecorder({ now: () => 0 });
    const tape = {
      now: () => recorder.now(),
      waited: (until: number) => recorder.waited(until),
    } as Tape;
    const waits: [number, AbortSignal | undefined][] = [];
    const wait = tapedWait(tape, async (ms, signal: AbortSignal | undefined) => waits.push([ms, signal]));
    const about = { command: "c", instance: "a", args: {}, params: {}, startedAt: 1_000, mask: (text: string) => text };
    await recorder.line(
      () =>
        recorder.call(about, async () => {
          await Promise.all([wait(50, undefined), wait(30, undefined)]);
          await wait(7, undefined);
          expect(recorder.now()).to.equal(1_057);
        }),
      async () => undefined,
    );
    expect(waits.map(([ms]) => ms)).to.deep.equal([50, 30, 7]);
  });

  it("is a wait like any other where nothing is recorded", async () => {
    const waits: number[] = [];
    await tapedWait(undefined, async (ms) => waits.push(ms))(5, undefined);
    expect(waits).to.deep.equal([5]);
  });
});
