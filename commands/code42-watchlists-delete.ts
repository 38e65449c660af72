import { isNotFound, type Handler, type Preview } from "soarkit";
import type { Code42 } from "./_manifest.gen.ts";
import { toWatchlistContext } from "./_map/watchlist.ts";
import { noWatchlist, resolveWatchlist } from "./_watchlists.ts";

export const run: Handler<Code42, "code42-watchlists-delete"> = async ({ args, client, signal }) => {
  const id = await resolveWatchlist(client, args.watchlist, signal);
  try {
    await client.watchlists.remove(id, signal);
  } catch (error) {
    throw isNotFound(error) ? noWatchlist(id, error) : error;
  }
  return {
    readable: `The watchlist ${args.watchlist} was deleted.`,
    context: { "Code42.Watchlists": { WatchlistID: id, Deleted: true } },
  };
};

export const preview: Preview<Code42, "code42-watchlists-delete"> = async ({ args, client, signal }) => {
  const id = await resolveWatchlist(client, args.watchlist, signal);
  const watchlist = await client.watchlists.get(id, signal);
  if (!watchlist) throw noWatchlist(id);
  const { Title, WatchlistType, IncludedUsersCount: count } = toWatchlistContext(watchlist);
  const added = count === 1 ? "1 user was" : `${count} users were`;
  return `This deletes the watchlist ${Title ?? WatchlistType ?? id}, to which ${added} added one by one.`;
};
