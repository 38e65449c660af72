import type { CliIo } from "../globals.ts";
import { withProgress } from "../progress.ts";
import { shortSpan } from "./times.ts";

/**
 * Shows how far collecting has come: how many events, how many in a second, and how far the stream that is furthest
 * behind is from now.
 */
export async function withCollectProgress<T>(
  io: CliIo,
  work: (onCommit: (stream: string, sent: number, at: number | undefined) => void) => Promise<T>,
): Promise<T> {
  return withProgress("collecting", io, ({ tell }) => {
    const startedAt = io.now();
    const reached = new Map<string, number>();
    let total = 0;
    return work((stream, sent, at) => {
      total += sent;
      if (at !== undefined) reached.set(stream, Math.max(reached.get(stream) ?? at, at));
      const now = io.now();
      const perSecond = Math.round((total * 1000) / Math.max(1, now - startedAt));
      const behind = reached.size === 0 ? "" : `, ${shortSpan(now - Math.min(...reached.values()))} behind`;
      tell(total, undefined, `events, ${perSecond.toLocaleString("en")}/s${behind}`);
    });
  });
}
