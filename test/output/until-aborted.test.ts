import { expect } from "chai";
import { setImmediate as turn } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { untilAborted } from "../../src/output/until-aborted.ts";

describe("chunks until an abort", () => {
  it("keeps none that its reader has done with", async () => {
    setFlagsFromString("--expose-gc");
    const collectGarbage = runInNewContext("gc") as () => void;
    const chunks: WeakRef<Uint8Array>[] = [];
    async function* source(): AsyncGenerator<Uint8Array> {
      for (let count = 0; count < 100; count += 1) {
        const chunk = new Uint8Array(1000);
        chunks.push(new WeakRef(chunk));
        yield chunk;
        await turn();
      }
    }
    for await (const chunk of untilAborted(source(), new AbortController().signal)) {
      expect(chunk).to.have.length(1000);
      if (chunks.length < 100) continue;
      await turn();
      collectGarbage();
      expect(chunks.filter((kept) => kept.deref() !== undefined)).to.have.length.below(10);
    }
    expect(chunks).to.have.length(100);
  });

  it("does not care what a source says when it is told to stop", async () => {
    const source: AsyncIterable<unknown> = {
      [Symbol.asyncIterator]: () => ({
        next: () => Promise.resolve({ done: false, value: new Uint8Array(1) }),
        return: () => Promise.reject(new Error("not now")),
      }),
    };
    for await (const chunk of untilAborted(source, new AbortController().signal)) {
      expect(chunk).to.have.length(1);
      break;
    }
    await turn();
  });
});
