import { NotFoundError, tableToMarkdown, type Handler } from "soarkit";
import type { Code42 } from "./_manifest.gen.ts";
import { noWatchlist, removeFromWatchlist, resolveActor, resolveWatchlist } from "./_watchlists.ts";

export const run: Handler<Code42, "code42-watchlists-remove-user"> = async ({ args, client, signal }) => {
  const { username, watchlist } = args;
  const actor = await resolveActor(client, username, signal);
  const id = await resolveWatchlist(client, watchlist, signal);
  if (!(await removeFromWatchlist(client, id, actor, signal))) {
    if (!(await client.watchlists.get(id, signal))) throw noWatchlist(id);
    throw new NotFoundError(
      `${username} was not added to the watchlist ${watchlist}.`,
      `Run code42-watchlists-list-included-users watchlist="${watchlist}" to see who was; members by department or group cannot be removed.`,
    );
  }
  const removed = { Watchlist: watchlist, Username: username, Success: true };
  return {
    readable: tableToMarkdown("Code42 User Removed from Watchlist", removed, { headers: ["Username", "Watchlist"] }),
    context: { "Code42.UsersRemovedFromWatchlists": removed },
  };
};
