import { ApiError, ArgumentError, tableToMarkdown, type CommandResult, type Handler } from "soarkit";
import type { Watchlist } from "./_api/watchlists.ts";
import type { Code42 } from "./_manifest.gen.ts";
import { toWatchlistContext, watchlistHeaders } from "./_map/watchlist.ts";
import { findAlike, isUnknownType, toNewWatchlist } from "./_new-watchlist.ts";

export const run: Handler<Code42, "code42-watchlists-create"> = async ({ args, client, signal }) => {
  const wanted = toNewWatchlist(args);
  const existing = await findAlike(client, wanted, signal);
  if (existing) return show(existing, true);
  try {
    return show(await client.watchlists.create(wanted, signal), false);
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 400) throw error;
    if (isUnknownType(error)) throw noSuchType(args.type, error);
    // Somebody else may have created it since the lists were read.
    const created = await findAlike(client, wanted, signal);
    if (!created) throw error;
    return show(created, true);
  }
};

// --- internal ---

function show(watchlist: Watchlist, wasThere: boolean): CommandResult<"Code42.Watchlists"> {
  const { watchlistId, listType, title } = watchlist;
  const shown = toWatchlistContext(watchlist);
  return {
    readable: tableToMarkdown(wasThere ? "Code42 Watchlist" : "Code42 Watchlist Created", [shown], {
      headers: watchlistHeaders,
      removeNull: true,
    }),
    context: { "Code42.Watchlists": shown },
    raw: watchlist,
    ...(wasThere && {
      warnings: [`The watchlist ${title ?? listType ?? ""} (${watchlistId}) exists already and was left as it is.`],
    }),
  };
}

function noSuchType(type: string, cause: ApiError): ArgumentError {
  return new ArgumentError(
    `Incydr has no watchlists of the type ${type}.`,
    'Run code42-watchlists-list to see those there are, or give type=CUSTOM title="…" for a list of your own.',
    { cause },
  );
}
