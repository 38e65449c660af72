import type { CollectedStream } from "../../engine/collect-instance.ts";
import type { CliIo, Globals } from "../globals.ts";
import { printError, toJsonError } from "../report-error.ts";
import { withoutControls } from "../terminal.ts";
import { shortSpan } from "./times.ts";

/** Tells what came of each stream; standard output has nothing of it but the document of `--json`. Gives the exit code. */
export function reportCollected(collected: readonly CollectedStream[], globals: Globals, io: CliIo): number {
  const { terminal } = io;
  if (globals.json) terminal.print(JSON.stringify({ streams: collected.map(toDocument) }));
  else for (const alike of byError(collected)) tell(alike, globals, io);
  return collected.find(({ error }) => error)?.error?.exitCode ?? 0;
}

/** A stream as `--json` shows it. */
export function toDocument(stream: CollectedStream): object {
  const { instance, stream: name, sink, guarantee, sent, late, pages, caughtUp, lastRun, error } = stream;
  return {
    instance,
    stream: name,
    sink,
    ...(guarantee && { guarantee }),
    sent,
    late: late.count,
    mostLateMs: late.mostMs,
    pages,
    caughtUp,
    lastRun,
    ...(error && { error: toJsonError(error) }),
  };
}

/** What was handed on, in a few words, such as `20 events, 1 of them late (by 2 h at most)`. */
export function eventsOf({ sent, late }: Pick<CollectedStream, "sent" | "late">): string {
  const events = sent === 1 ? "1 event" : `${sent.toLocaleString("en")} events`;
  if (late.count === 0) return events;
  return `${events}, ${late.count.toLocaleString("en")} of them late (by ${shortSpan(late.mostMs)} at most)`;
}

// --- internal ---

/** What failed for the same reason stands together, where the first of it stood, so that the reason is told once. */
function byError(collected: readonly CollectedStream[]): CollectedStream[][] {
  const groups = new Map<unknown, CollectedStream[]>();
  for (const stream of collected) {
    const { error } = stream;
    const key = error === undefined ? stream : `${error.message}\n${error.hint}`;
    groups.set(key, [...(groups.get(key) ?? []), stream]);
  }
  return [...groups.values()];
}

function tell(alike: readonly CollectedStream[], globals: Globals, { terminal }: CliIo): void {
  for (const { instance, stream: name, sink, caughtUp, error, ...counted } of globals.quiet ? [] : alike) {
    const to = sink === "" ? "" : ` to ${sink}`;
    const end = caughtUp || error ? "" : "; another collector is at work";
    terminal.notice(withoutControls(`${instance} ${name}: ${eventsOf(counted)}${to}${end}`));
  }
  const error = alike[0]?.error;
  if (error) printError(error, globals, terminal);
}
