import { pause, type Pause } from "../engine/schedule/pause.ts";
import { isHopeless, type FinishedRun } from "../engine/schedule/watch.ts";
import type { CliIo, Globals } from "./globals.ts";
import { printError } from "./report-error.ts";

/** What a watch goes by: the real clock and chance, but where `io` brings others. */
export function clockOf({ now, pause: own = pause, random = Math.random }: CliIo): {
  now: () => number;
  pause: Pause;
  random: () => number;
} {
  return { now, pause: own, random };
}

/**
 * One line on standard error for a run of a watch, and its error with what to do about it; what has been said of an
 * error once is not said again.
 */
export function tellRun<T>(name: string, what: string, run: FinishedRun<T>, globals: Globals, io: CliIo): void {
  const { endedAt, nextAt, error, failures, recoveredFrom, isRepeated } = run;
  const next = nextAt === undefined ? "" : `; next run ${second(nextAt)}`;
  if (error) {
    // Nothing changes until someone acts, who need not be told twice.
    if (isRepeated && isHopeless(error)) return;
    const again = failures > 1 ? ` (${String(failures)} in a row)` : "";
    if (!globals.quiet) io.terminal.notice(`${second(endedAt)} ${name}: failed${again}${next}`);
    if (!isRepeated) printError(error, globals, io.terminal);
    return;
  }
  const well = recoveredFrom > 0 ? ` (well again after ${times(recoveredFrom)})` : "";
  if (!globals.quiet) io.terminal.notice(`${second(endedAt)} ${name}: ${what}${well}${next}`);
}

/** A time to the second, by UTC. */
export function second(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}

// --- internal ---

function times(count: number): string {
  return count === 1 ? "1 failure" : `${String(count)} failures`;
}
