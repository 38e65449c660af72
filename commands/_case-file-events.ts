import { isNotFound, NotFoundError } from "soarkit";
import type { Incydr } from "./_api/incydr.ts";
import { closedCase, noCase, problemOf } from "./_cases.ts";

/**
 * Adds file events to a case, of which it may have some already: then only the missing are added.
 * @throws ArgumentError when the case is closed · NotFoundError when there is no such case, or no such event
 */
export async function addFileEvents(
  client: Incydr,
  number: number,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  try {
    await client.cases.addFileEvents(number, ids, signal);
  } catch (error) {
    if (problemOf(error)?.problem !== "CASE_ALREADY_HAS_EVENT") {
      throw await explained(error, client, number, ids, signal);
    }
    const present = new Set<string>();
    for await (const page of client.cases.fileEvents(number, signal)) {
      for (const { eventId } of page) present.add(eventId);
    }
    const missing = ids.filter((id) => !present.has(id));
    // Incydr says that the case has one of them, and lists none: asking again would not end.
    if (missing.length === ids.length) throw error;
    if (missing.length > 0) await addFileEvents(client, number, missing, signal);
  }
}

// --- internal ---

/** What Incydr does not find may be the case or an event; only the case can be asked for. */
async function explained(
  error: unknown,
  client: Incydr,
  number: number,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<unknown> {
  if (problemOf(error)?.problem === "CASE_IS_CLOSED") return closedCase(number, error);
  if (!isNotFound(error)) return error;
  if (!(await client.cases.get(number, signal))) return noCase(number, error);
  return new NotFoundError(
    `Incydr does not know ${ids.length === 1 ? "the file event" : "one of the file events"} ${ids.join(", ")}.`,
    "Take the IDs from code42-file-events-search (event.id). None of them was added.",
    { cause: error },
  );
}
