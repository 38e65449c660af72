import { ParameterError } from "soarkit";
import { WATCHLIST_TYPES } from "../_api/known.ts";
import type { NewWatchlist, Watchlist } from "../_api/watchlists.ts";
import { isWatchlistId } from "../_watchlists.ts";

/** The watchlist that stands for one of Code42's retired lists, by its id or by what it is to be found by. */
export type WantedList = KnownList | NamedList;

interface KnownList {
  /** What people call it. */
  name: string;
  id: string;
}

export interface NamedList {
  name: string;
  fits: (watchlist: Watchlist) => boolean;
  /** What to create where there is none. */
  create: NewWatchlist;
}

/** The list of a type, of which Incydr has one at most. What Code42 called a risk tag is the list of its name today. */
export function listOfType(type: string): NamedList {
  return { name: type, fits: ({ listType }) => listType === type, create: { watchlistType: type } };
}

/** The former Departing Employee List. */
export const departingEmployees = listOfType("DEPARTING_EMPLOYEE");

/**
 * The former High Risk Employee List, which no type of watchlist has succeeded.
 * @param given the instance's parameter `high_risk_watchlist`: a title, a type or an id
 * @throws ParameterError when no watchlist can have that title
 */
export function highRiskEmployees(given: string): WantedList {
  const name = given.trim();
  if (isWatchlistId(name)) return { name, id: name };
  if (WATCHLIST_TYPES.includes(name)) return listOfType(name);
  if (name === "" || name.length > LONGEST_TITLE) {
    throw new ParameterError(
      `high_risk_watchlist must have from 1 to ${LONGEST_TITLE} characters, as the title of a watchlist has; it has ${name.length}.`,
      "Set high_risk_watchlist to the title, the type or the ID of a watchlist, such as High Risk Employee.",
    );
  }
  return {
    name,
    fits: ({ title }) => title === name,
    create: { watchlistType: "CUSTOM", title: name, description: "Employees of high risk, kept by the SOAR" },
  };
}

// --- internal ---

const LONGEST_TITLE = 50;
