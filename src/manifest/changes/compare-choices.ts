import type { Note } from "./change.ts";

/** Two closed choices; undefined where any value goes. */
export function compareChoices(
  before: readonly string[] | undefined,
  after: readonly string[] | undefined,
  { what, part, key }: { what: string; part: object; key: string },
  note: Note,
): void {
  if (before === undefined) {
    if (after !== undefined) note("C106", `${what} took any value, and is a closed choice now.`, part, key);
    return;
  }
  if (after === undefined) {
    note("C204", `${what} was a closed choice, and takes any value now.`, part, key);
    return;
  }
  const was = new Set(before);
  const is = new Set(after);
  const gone = before.filter((choice) => !is.has(choice));
  const added = after.filter((choice) => !was.has(choice));
  if (gone.length > 0) note("C106", `${what} no longer offers ${gone.join(", ")}.`, part, key);
  if (added.length > 0) note("C201", `${what} offers ${added.join(", ")} now.`, part, key);
}
