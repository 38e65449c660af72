import type { Incydr } from "../_api/incydr.ts";

/** Of these users, those with an event of risk within a time, in lower case; and what Incydr remarks on the question. */
export interface Exfiltration {
  usernames: Set<string>;
  problems: string[];
}

/**
 * Who of the users has moved files at a risk score of 1 or more. One request tells it of a thousand users.
 * @param within counted back from Incydr's own clock: an ISO duration such as `P1D`
 */
export async function findExfiltration(
  client: Incydr,
  usernames: readonly string[],
  within: string,
  signal: AbortSignal,
): Promise<Exfiltration> {
  const found: Exfiltration = { usernames: new Set(), problems: [] };
  for (let from = 0; from < usernames.length; from += USERS_PER_REQUEST) {
    const batch = usernames.slice(from, from + USERS_PER_REQUEST);
    const filters = [
      { term: "user.email", operator: "IS_ANY", value: batch },
      { term: "@timestamp", operator: "WITHIN_THE_LAST", value: within },
      { term: "risk.score", operator: "GREATER_THAN", value: 0 },
    ];
    const answer = await client.fileEvents.groups(
      { groupClause: "AND", groups: [{ filterClause: "AND", filters }] },
      { term: "user.email", size: USERS_PER_REQUEST },
      signal,
    );
    for (const { value } of answer.groups) found.usernames.add(value.toLowerCase());
    found.problems.push(...answer.problems);
  }
  return found;
}

// --- internal ---

/** Each counts as one of the 1,024 criteria that a query may have; and no more groups than that come back. */
const USERS_PER_REQUEST = 1000;
