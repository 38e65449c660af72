import { isNotFound, NotFoundError, tableToMarkdown, type Handler } from "soarkit";
import type { Incydr } from "./_api/incydr.ts";
import { closedCase, noCase, problemOf } from "./_cases.ts";
import type { Code42 } from "./_manifest.gen.ts";

export const run: Handler<Code42, "code42-case-add-file-event"> = async ({ args, client, progress, signal }) => {
  const number = args.casenumber;
  const ids = [...new Set(args.eventid)];
  for (let done = 0; done < ids.length; done += AT_ONCE) {
    await add(client, number, ids.slice(done, done + AT_ONCE), signal);
    progress(Math.min(done + AT_ONCE, ids.length), ids.length, "file events");
  }
  const added = ids.map((id) => ({ CaseNumber: number, EventID: id }));
  return {
    readable: tableToMarkdown(`File Events of Case ${number}`, added, { headers: ["CaseNumber", "EventID"] }),
    context: { "Code42.CaseFileEvents": added },
  };
};

// --- internal ---

/** How many Incydr takes at most is not published. */
const AT_ONCE = 100;

async function add(client: Incydr, number: number, ids: readonly string[], signal: AbortSignal): Promise<void> {
  try {
    await client.cases.addFileEvents(number, ids, signal);
  } catch (error) {
    if (problemOf(error)?.problem !== "CASE_ALREADY_HAS_EVENT")
      throw await explained(error, client, number, ids, signal);
    // One that is there already is no reason to leave the others out.
    const present = new Set<string>();
    for await (const page of client.cases.fileEvents(number, signal))
      for (const { eventId } of page) present.add(eventId);
    const missing = ids.filter((id) => !present.has(id));
    if (missing.length === ids.length) throw error;
    if (missing.length > 0) await addMissing(client, number, missing, signal);
  }
}

async function addMissing(client: Incydr, number: number, ids: readonly string[], signal: AbortSignal): Promise<void> {
  try {
    await client.cases.addFileEvents(number, ids, signal);
  } catch (error) {
    throw await explained(error, client, number, ids, signal);
  }
}

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
