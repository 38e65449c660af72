import { notesOf, shownMs, type Check } from "./check.ts";

export interface BudgetFacts {
  limit: { requests: number; perMs: number } | undefined;
  /** Where the limit is said. */
  source: string;
  /** Requests that may be sent now; undefined where the store could not tell. */
  left: number | undefined;
  /** Requests that the doctor itself has sent to this instance's vendor. */
  used: number;
  /** Which account's budget it is: a digest. */
  key: string | undefined;
}

/** The vendor's request budget and what is left of it. */
export function checkBudget(group: string, { limit, source, left, used, key }: BudgetFacts): Check {
  const notes = notesOf(group);
  const own = used === 0 ? "" : `; this check-up used ${used}`;
  if (limit === undefined) {
    return notes.ok("budget", `no limit is said, so requests are not counted${own}`);
  }
  const size = `${limit.requests} requests in ${shownMs(limit.perMs)} (${source})`;
  if (left === undefined)
    return notes.skipped("budget", `${size}; what is left cannot be told without the store${own}`);
  const name = key === undefined ? "" : ` of ${key.slice(0, KEY_LENGTH)}`;
  const found = `${left} of ${size} are left now${name}${own}`;
  if (left * 10 >= limit.requests) return notes.ok("budget", found);
  return notes.warning("budget", found, "Something else uses these credentials right now; commands will have to wait.");
}

// --- internal ---

/** Enough to tell two accounts apart. */
const KEY_LENGTH = 8;
