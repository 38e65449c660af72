import { ApiError, ArgumentError, tableToMarkdown, type CommandResult, type Handler } from "soarkit";
import type { Incydr } from "./_api/incydr.ts";
import type { NewWatchlist, Watchlist } from "./_api/watchlists.ts";
import type { Code42 } from "./_manifest.gen.ts";
import { toWatchlistContext, watchlistHeaders } from "./_map/watchlist.ts";

export const run: Handler<Code42, "code42-watchlists-create"> = async ({ args, client, signal }) => {
  const wanted: NewWatchlist = {
    watchlistType: args.type,
    ...(args.title !== undefined && { title: args.title }),
    ...(args.description !== undefined && { description: args.description }),
  };
  check(wanted);
  const existing = await find(client, wanted, signal);
  if (existing) return show(existing, [alreadyThere(existing)]);
  try {
    return show(await client.watchlists.create(wanted, signal));
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 400) throw error;
    if (error.body.includes("WatchlistType")) throw noSuchType(wanted.watchlistType, error);
    // Somebody else may have created it since the lists were read.
    const created = await find(client, wanted, signal);
    if (!created) throw error;
    return show(created, [alreadyThere(created)]);
  }
};

// --- internal ---

const LONGEST_TITLE = 50;
const LONGEST_DESCRIPTION = 250;

/** @throws ArgumentError with every fault */
function check({ watchlistType, title, description }: NewWatchlist): void {
  const faults: string[] = [];
  if (watchlistType === "CUSTOM") {
    if (title === undefined) faults.push("A CUSTOM watchlist needs a title.");
  } else if (title !== undefined || description !== undefined) {
    faults.push(`Only a CUSTOM watchlist has a title and a description, ${watchlistType} has its own.`);
  }
  for (const [name, text = "", longest] of [
    ["title", title, LONGEST_TITLE],
    ["description", description, LONGEST_DESCRIPTION],
  ] as const) {
    if (text.length > longest) faults.push(`${name} may have ${longest} characters, got ${text.length}.`);
  }
  if (faults.length === 0) return;
  throw new ArgumentError(
    faults.join(" "),
    'Give type=CUSTOM title="…" for a list of your own, or a type alone for one of Incydr\'s.',
  );
}

/** There is one list of each type; custom ones are told apart by their title. */
async function find(client: Incydr, wanted: NewWatchlist, signal: AbortSignal): Promise<Watchlist | undefined> {
  const { watchlistType, title } = wanted;
  for await (const page of client.watchlists.pages(signal)) {
    const found = page.find(
      (list) => list.listType === watchlistType && (watchlistType !== "CUSTOM" || list.title === title),
    );
    if (found) return found;
  }
  return undefined;
}

function show(watchlist: Watchlist, warnings: string[] = []): CommandResult<"Code42.Watchlists"> {
  const shown = toWatchlistContext(watchlist);
  return {
    readable: tableToMarkdown("Code42 Watchlist", [shown], { headers: watchlistHeaders, removeNull: true }),
    context: { "Code42.Watchlists": shown },
    raw: watchlist,
    warnings,
  };
}

function alreadyThere({ watchlistId, listType, title }: Watchlist): string {
  return `The watchlist ${title ?? listType ?? ""} (${watchlistId}) exists already and was left as it is.`;
}

function noSuchType(type: string, cause: ApiError): ArgumentError {
  return new ArgumentError(
    `Incydr has no watchlists of the type ${type} in this tenant.`,
    'Run code42-watchlists-list to see those there are, or give type=CUSTOM title="…" for a list of your own.',
    { cause },
  );
}
