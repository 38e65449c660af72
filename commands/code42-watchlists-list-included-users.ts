import { isNotFound, tableToMarkdown, type Handler } from "soarkit";
import type { Incydr } from "./_api/incydr.ts";
import type { Member } from "./_api/watchlists.ts";
import type { Code42 } from "./_manifest.gen.ts";
import { toWatchlistUser } from "./_map/watchlist.ts";
import { noWatchlistText, resolveActor, resolveWatchlist } from "./_watchlists.ts";

export const run: Handler<Code42, "code42-watchlists-list-included-users"> = async ({ args, client, signal }) => {
  const id = await resolveWatchlist(client, args.watchlist, signal);
  const members = await readMembers(client, id, args.username, signal);
  if (!members) return { warnings: [noWatchlistText(id)] };
  const users = members.map((member) => toWatchlistUser(id, member));
  return {
    readable: tableToMarkdown("Watchlists", users, { headers: ["WatchlistID", "Username", "AddedTime"] }),
    context: { "Code42.WatchlistUsers": users },
    raw: members,
  };
};

// --- internal ---

/** All who were added, or the one asked for if on the list; undefined when there is no such watchlist. */
async function readMembers(
  client: Incydr,
  id: string,
  username: string | undefined,
  signal: AbortSignal,
): Promise<Member[] | undefined> {
  if (username !== undefined) {
    const actor = await resolveActor(client, username, signal);
    const member = await client.watchlists.includedActor(id, actor.actorId, signal);
    return member ? [member] : [];
  }
  const members: Member[] = [];
  try {
    for await (const page of client.watchlists.includedActors(id, signal)) members.push(...page);
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
  return members;
}
