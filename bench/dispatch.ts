import { median, type Figure } from "./figure.ts";
import { createBenchDispatcher } from "./in-memory.ts";

/** Dispatches of a no-op handler in one process, all but disk and vendor included, against the bare handler awaited. */
export async function dispatch(): Promise<Figure> {
  const ours = await perSecond(createBenchDispatcher(noopHandler));
  const theirs = await perSecond(noopHandler);
  return {
    name: "dispatch of a no-op handler",
    floor: "the handler alone",
    ours,
    theirs,
    unit: "/s",
    ratio: ours / theirs,
    bar: { oursAtLeast: 50_000 },
  };
}

// --- internal ---

const CALLS = 50_000;
const ROUNDS = 5;

/** The median of several rounds; the first, in which V8 and ajv compile, does not count. */
async function perSecond(run: () => Promise<unknown>): Promise<number> {
  const speeds: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const from = performance.now();
    for (let call = 0; call < CALLS; call += 1) await run();
    speeds.push((CALLS / (performance.now() - from)) * 1000);
  }
  return median(speeds.slice(1));
}

async function noopHandler(): Promise<object> {
  return {};
}
