import { isNotFound, type Handler } from "soarkit";
import type { Code42 } from "./_manifest.gen.ts";
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
