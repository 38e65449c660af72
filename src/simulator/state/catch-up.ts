import type { Clock } from "../clock.ts";
import type { StateEntry } from "./entry.ts";
import type { StateFile } from "./state-file.ts";

/**
 * Brings a simulator to where it was: repeats every change at its own time, then lets the time go on as if the simulator
 * had never been away. A clock that stood still stands where it stood.
 * @param repeat called while the clock stands at the entry's time
 * @throws ArgumentError when the file is damaged or `repeat` throws
 */
export async function catchUp(state: StateFile, clock: Clock, repeat: (entry: StateEntry) => void): Promise<void> {
  let at = Date.parse(state.header.startAt);
  let real = Date.parse(state.header.since);
  await state.replay((entry) => {
    if (entry.at < at) throw new Error("its time lies before that of the line above");
    at = clock.hold(() => {
      repeat(entry);
      return clock.now();
    }, entry.at);
    real = entry.real;
  });
  const passed = Math.max(0, state.now() - real) * clock.speed();
  clock.hold(() => undefined, at + Math.floor(passed));
}
