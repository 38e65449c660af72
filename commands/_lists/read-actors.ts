import type { Actor } from "../_api/actors.ts";
import type { Incydr } from "../_api/incydr.ts";
import { sideBySide } from "./side-by-side.ts";

/**
 * The actors with these ids, with about as few requests as can be: Incydr gives one actor by its id, or 500 at a time,
 * whoever they are. So pages are read for as long as they bring more than asking one by one would, and then the rest is
 * asked for one by one. An actor who is no longer there is missing.
 */
export async function readActors(
  client: Incydr,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<Map<string, Actor>> {
  const left = new Set(ids);
  const found = new Map<string, Actor>();
  const note = (actor: Actor) => {
    if (left.delete(actor.actorId)) found.set(actor.actorId, actor);
  };
  if (left.size > 1) {
    let pages = 0;
    for await (const page of client.actors.search({}, signal)) {
      page.forEach(note);
      pages += 1;
      // Less than one of them to a page so far: one by one, they cost no more than further pages would.
      if (left.size <= 1 || found.size < pages) break;
    }
  }
  const rest = await sideBySide([...left], AT_A_TIME, (id) => client.actors.get(id, signal));
  for (const actor of rest) if (actor) note(actor);
  return found;
}

// --- internal ---

/** Little enough to leave room for others: the vendor counts the requests of a minute. */
const AT_A_TIME = 4;
