import type { RemoteChange } from "soarkit";
import type { Session } from "../_api/sessions.ts";

/**
 * The note that tells Incydr of a change; undefined where it needs none. Its last line marks it as ours and names the
 * change, so that it is written once and does not come back.
 */
export function noteOf(change: RemoteChange, id: string): string | undefined {
  const text = textOf(change)?.trim().toWellFormed();
  if (text === undefined || text === "") return undefined;
  const mark = `\n${markOf(id)}`;
  return cut(text, LONGEST - mark.length) + mark;
}

/** Whether the session has the note of that change. */
export function hasNoteOf(session: Session, id: string): boolean {
  return session.notes.some(({ content }) => content?.trimEnd().endsWith(markOf(id)));
}

/** The notes that people have written at Incydr. */
export function foreignNotes({ notes }: Session): { id: string; text: string; at: number }[] {
  return notes.flatMap(({ id, content, sourceTimestamp }) => {
    const text = content?.trim() ?? "";
    return text === "" || MARK.test(text) || !id ? [] : [{ id, text, at: sourceTimestamp ?? 0 }];
  });
}

// --- internal ---

/** Incydr takes no longer notes. */
const LONGEST = 2_000;

const MARK = /\[soarkit [\da-z]+-[\da-z]+\]$/u;

function markOf(id: string): string {
  return `[soarkit ${id}]`;
}

/** Half of a character is none, and would have the whole note refused. */
function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
}

/** Incydr's sessions have no owner: who works on one is told in a note. */
function textOf(change: RemoteChange): string | undefined {
  if (change.kind === "note") return change.text;
  return change.kind === "assign" ? `Assigned to ${change.owner}.` : change.notes;
}
