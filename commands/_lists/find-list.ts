import { ApiError, ParameterError } from "soarkit";
import type { Incydr } from "../_api/incydr.ts";
import type { Watchlist } from "../_api/watchlists.ts";
import type { NamedList, WantedList } from "./wanted-list.ts";

/** The tenant's watchlists, read once for all that one command looks for among them. */
export interface Lists {
  /** The id of the list; undefined when there is none. One that was given by its id is not looked up. */
  find(wanted: WantedList): Promise<string | undefined>;
  /** The same of a list that is created where there is none. */
  findOrCreate(wanted: WantedList): Promise<string>;
}

/** Both ways to find a list throw ParameterError when several have its title. */
export function createLists(client: Incydr, signal: AbortSignal): Lists {
  let read: Promise<Watchlist[]> | undefined;

  async function readAll(): Promise<Watchlist[]> {
    const all: Watchlist[] = [];
    for await (const page of client.watchlists.pages(signal)) all.push(...page);
    return all;
  }
  async function look(wanted: NamedList): Promise<string | undefined> {
    read ??= readAll();
    const found = (await read).filter((watchlist) => wanted.fits(watchlist));
    if (found.length > 1) throw ambiguous(wanted.name, found);
    return found[0]?.watchlistId;
  }

  return {
    find: async (wanted) => ("id" in wanted ? wanted.id : look(wanted)),
    async findOrCreate(wanted) {
      if ("id" in wanted) return wanted.id;
      const found = await look(wanted);
      if (found !== undefined) return found;
      try {
        return (await client.watchlists.create(wanted.create, signal)).watchlistId;
      } catch (error) {
        if (!(error instanceof ApiError) || error.status !== 400) throw error;
        // Somebody else may have created it since the lists were read.
        read = undefined;
        const created = await look(wanted);
        if (created === undefined) throw error;
        return created;
      }
    },
  };
}

// --- internal ---

/** Only titles can be given twice, and of those only the parameter's is looked for. */
function ambiguous(name: string, found: readonly Watchlist[]): ParameterError {
  const ids = found.map(({ watchlistId }) => watchlistId).join(", ");
  return new ParameterError(
    `There are ${found.length} watchlists called ${name}: ${ids}.`,
    "Set high_risk_watchlist to the ID of the one to use.",
  );
}
