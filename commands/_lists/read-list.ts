import { isNotFound, NotFoundError } from "soarkit";
import type { Actor } from "../_api/actors.ts";
import type { Employee } from "../_map/employee.ts";
import { resolveActor } from "../_watchlists.ts";
import type { Access } from "./change-list.ts";
import { createLists } from "./find-list.ts";
import type { WantedList } from "./wanted-list.ts";

/** The actor of a user who is on the list; or, in a sentence, why there is none. */
export async function findEmployee(
  wanted: WantedList,
  username: string,
  { client, signal }: Access,
): Promise<{ actor: Actor } | { warning: string }> {
  try {
    const actor = await resolveActor(client, username, signal);
    const id = await createLists(client, signal).find(wanted);
    if (id === undefined) return { warning: noListText(wanted) };
    if (await client.watchlists.includedActor(id, actor.actorId, signal)) return { actor };
    if ("id" in wanted && !(await client.watchlists.get(id, signal))) return { warning: noListText(wanted) };
    return { warning: `${username} was not added to the watchlist ${wanted.name}.` };
  } catch (error) {
    // Reading what does not exist is no failure.
    if (error instanceof NotFoundError) return { warning: `${error.message} ${error.hint}` };
    throw error;
  }
}

/**
 * Those who were added to the watchlist of this id and whom `fits` lets pass, page by page until there are at least
 * `most` of them; undefined when there is no such list.
 */
export async function readMembers(
  id: string,
  options: { fits: (actorId: string) => boolean; most: number },
  { client, signal }: Access,
): Promise<Employee[] | undefined> {
  const found: Employee[] = [];
  try {
    for await (const page of client.watchlists.includedActors(id, signal)) {
      for (const { actorId, name } of page) {
        // Without an id, a member can be neither looked up nor told from others.
        if (actorId && options.fits(actorId)) found.push({ actorId, name });
      }
      if (found.length >= options.most) break;
    }
    return found;
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

/** What to say where nobody ever was put on the list. */
export function noListText({ name }: WantedList): string {
  return `There is no watchlist ${name}, so nobody is on it.`;
}
