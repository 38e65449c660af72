import { ArgumentError, type ApiError } from "soarkit";
import type { Incydr } from "./_api/incydr.ts";
import type { NewWatchlist, Watchlist } from "./_api/watchlists.ts";

/**
 * The watchlist that an analyst wants to be there.
 * @throws ArgumentError with everything that Incydr would refuse of it
 */
export function toNewWatchlist(args: { type: string; title?: string; description?: string }): NewWatchlist {
  const { type, title, description } = args;
  const faults: string[] = [];
  if (type === "CUSTOM") {
    if (title === undefined) faults.push("A CUSTOM watchlist needs a title.");
  } else if (title !== undefined || description !== undefined) {
    faults.push(`Only a CUSTOM watchlist has a title and a description; ${type} is a list of Incydr's own.`);
  }
  faults.push(...tooLong("title", title, LONGEST_TITLE), ...tooLong("description", description, LONGEST_DESCRIPTION));
  if (faults.length > 0) {
    throw new ArgumentError(
      faults.join(" "),
      'Give type=CUSTOM title="…" for a list of your own, or a type alone for one of Incydr\'s.',
    );
  }
  return {
    watchlistType: type,
    ...(title !== undefined && { title }),
    ...(description !== undefined && { description }),
  };
}

/** The watchlist that is there already: there is one list of each type, and custom ones are told apart by their title. */
export async function findAlike(
  client: Incydr,
  { watchlistType, title }: NewWatchlist,
  signal: AbortSignal,
): Promise<Watchlist | undefined> {
  for await (const page of client.watchlists.pages(signal)) {
    const found = page.find(
      (list) => list.listType === watchlistType && (watchlistType !== "CUSTOM" || list.title === title),
    );
    if (found) return found;
  }
  return undefined;
}

/** Whether Incydr refuses a new watchlist for its type: it says that it cannot convert it to its `WatchlistType`. */
export function isUnknownType({ status, body }: ApiError): boolean {
  return status === 400 && body.includes("WatchlistType");
}

// --- internal ---

const LONGEST_TITLE = 50;
const LONGEST_DESCRIPTION = 250;

function tooLong(name: string, text: string | undefined, longest: number): string[] {
  if (text === undefined || text.length <= longest) return [];
  return [`The ${name} may have ${longest} characters and has ${text.length}.`];
}
