import { isNotFound, NotFoundError, type Handler } from "soarkit";
import type { Incydr } from "./_api/incydr.ts";
import type { Member } from "./_api/watchlists.ts";
import { showList } from "./_listing.ts";
import type { Code42 } from "./_manifest.gen.ts";
import { toWatchlistUser } from "./_map/watchlist.ts";
import { noWatchlist, resolveActor, resolveWatchlist } from "./_watchlists.ts";

export const run: Handler<Code42, "code42-watchlists-list-included-users"> = async ({ args, client, signal }) => {
  try {
    const id = await resolveWatchlist(client, args.watchlist, signal);
    const members = args.username
      ? await readMember(client, id, args.username, signal)
      : await readMembers(client, id, signal);
    const users = members.map((member) => toWatchlistUser(id, member));
    return {
      readable: showList("Code42 Watchlist Users", users, { headers: ["Username", "AddedTime", "WatchlistID"] }),
      context: { "Code42.WatchlistUsers": users },
      raw: members,
    };
  } catch (error) {
    // Reading what does not exist is no failure.
    if (error instanceof NotFoundError) return { warnings: [`${error.message} ${error.hint}`] };
    throw error;
  }
};

// --- internal ---

async function readMembers(client: Incydr, id: string, signal: AbortSignal): Promise<Member[]> {
  const members: Member[] = [];
  try {
    for await (const page of client.watchlists.includedActors(id, signal)) members.push(...page);
  } catch (error) {
    throw isNotFound(error) ? noWatchlist(id, error) : error;
  }
  return members;
}

/** The one asked for, if on the list. */
async function readMember(client: Incydr, id: string, username: string, signal: AbortSignal): Promise<Member[]> {
  const actor = await resolveActor(client, username, signal);
  const member = await client.watchlists.includedActor(id, actor.actorId, signal);
  if (member) return [member];
  if (!(await client.watchlists.get(id, signal))) throw noWatchlist(id);
  return [];
}
