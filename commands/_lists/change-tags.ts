import { NotFoundError } from "soarkit";
import type { Actor } from "../_api/actors.ts";
import { addToWatchlist, removeFromWatchlist, resolveActor } from "../_watchlists.ts";
import type { Access } from "./change-list.ts";
import { createLists } from "./find-list.ts";
import { listOfType } from "./wanted-list.ts";

/**
 * Puts a user on the watchlists of these types, which are created where there are none. Gives the actor.
 * @throws NotFoundError when there is no such user
 */
export async function addTags(username: string, tags: readonly string[], { client, signal }: Access): Promise<Actor> {
  const actor = await resolveActor(client, username, signal);
  const lists = createLists(client, signal);
  for (const tag of new Set(tags)) {
    await addToWatchlist(client, await lists.findOrCreate(listOfType(tag)), actor, signal);
  }
  return actor;
}

/**
 * Takes a user off the watchlists of these types. Gives the actor, and the tags that the user did not have: some of
 * them may have been removed by a run that did not come to its end.
 * @throws NotFoundError when there is no such user, or none of the tags to remove
 */
export async function removeTags(
  username: string,
  tags: readonly string[],
  { client, signal }: Access,
): Promise<{ actor: Actor; missing: string[] }> {
  const actor = await resolveActor(client, username, signal);
  const lists = createLists(client, signal);
  const wanted = [...new Set(tags)];
  const missing: string[] = [];
  for (const tag of wanted) {
    const id = await lists.find(listOfType(tag));
    if (id === undefined || !(await removeFromWatchlist(client, id, actor, signal))) missing.push(tag);
  }
  if (missing.length < wanted.length) return { actor, missing };
  throw new NotFoundError(
    `${username} has none of the risk tags ${wanted.join(", ")}.`,
    "A risk tag is the watchlist of its name: code42-watchlists-list-included-users shows who was added to it.",
  );
}
