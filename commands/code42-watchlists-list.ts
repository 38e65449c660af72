import type { Handler } from "soarkit";
import type { Watchlist } from "./_api/watchlists.ts";
import { showList } from "./_listing.ts";
import type { Code42 } from "./_manifest.gen.ts";
import { toWatchlistContext, watchlistHeaders } from "./_map/watchlist.ts";

export const run: Handler<Code42, "code42-watchlists-list"> = async ({ client, progress, signal }) => {
  const watchlists: Watchlist[] = [];
  for await (const page of client.watchlists.pages(signal)) {
    watchlists.push(...page);
    progress(watchlists.length, undefined, "watchlists");
  }
  const found = watchlists.map(toWatchlistContext);
  return {
    readable: showList("Code42 Watchlists", found, { headers: watchlistHeaders }),
    context: { "Code42.Watchlists": found },
    raw: watchlists,
  };
};
