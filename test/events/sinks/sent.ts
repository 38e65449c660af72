// Events as sinks are given them, and what is needed around a sink.
import type { SentEvent } from "../../../src/events/events.ts";

export const never = new AbortController().signal;

/** Events whose lines hold letters of one to four bytes. */
export function sent(ids: readonly string[], filling = ""): SentEvent[] {
  return ids.map((id, index) => {
    const at = Date.UTC(2026, 0, 5, 12, 0, index);
    return { id, at, line: JSON.stringify({ _time: new Date(at).toISOString(), _id: id, text: `é€😀${filling}` }) };
  });
}

/** The ids of the lines of a text, each of which must be whole. */
export function idsIn(text: string): string[] {
  if (text === "") return [];
  if (!text.endsWith("\n")) throw new Error(`torn: ${text.slice(-40)}`);
  return text
    .slice(0, -1)
    .split("\n")
    .map((line) => (JSON.parse(line) as { _id: string })._id);
}
