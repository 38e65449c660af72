import { NotFoundError, ParameterError } from "soarkit";
import type { Actor, ActorChange } from "../_api/actors.ts";
import type { Incydr } from "../_api/incydr.ts";
import { addToWatchlist, removeFromWatchlist, resolveActor, updateActor } from "../_watchlists.ts";
import { createLists } from "./find-list.ts";
import type { WantedList } from "./wanted-list.ts";

/** What commands are given that the lists need. */
export interface Access {
  client: Incydr;
  signal: AbortSignal;
}

/**
 * Puts a user on the list, which is created where there is none, and writes what is given of the user. One who is on it
 * already stays. Gives the actor as it is then.
 * @throws NotFoundError when there is no such user · ParameterError when the parameter names no list, or several
 */
export async function addEmployee(
  wanted: WantedList,
  username: string,
  change: ActorChange,
  { client, signal }: Access,
): Promise<Actor> {
  const actor = await resolveActor(client, username, signal);
  const id = await createLists(client, signal).findOrCreate(wanted);
  await addToWatchlist(client, id, actor, signal, "id" in wanted ? noSuchList : undefined);
  return Object.keys(change).length === 0 ? actor : updateActor(client, actor, change, signal);
}

/**
 * Takes a user off the list. Gives the actor.
 * @throws NotFoundError when there is no such user, or not on the list · ParameterError as of `addEmployee`
 */
export async function removeEmployee(wanted: WantedList, username: string, { client, signal }: Access): Promise<Actor> {
  const actor = await resolveActor(client, username, signal);
  const id = await createLists(client, signal).find(wanted);
  if (id !== undefined && (await removeFromWatchlist(client, id, actor, signal))) return actor;
  if ("id" in wanted && !(await client.watchlists.get(wanted.id, signal))) throw noSuchList(wanted.id);
  if (id === undefined) {
    throw new NotFoundError(
      `There is no watchlist ${wanted.name} yet, so ${username} is not on it.`,
      "There is nobody to remove. Run code42-watchlists-list to see the watchlists that there are.",
    );
  }
  throw new NotFoundError(
    `${username} was not added to the watchlist ${wanted.name}.`,
    `Run code42-watchlists-list-included-users watchlist="${wanted.name}" to see who was; members by department or group cannot be removed.`,
  );
}

// --- internal ---

function noSuchList(id: string, cause?: unknown): ParameterError {
  return new ParameterError(
    `high_risk_watchlist is the ID of no watchlist: ${id}.`,
    "Set high_risk_watchlist to the title, the type or the ID of a watchlist; code42-watchlists-list shows them.",
    { cause },
  );
}
