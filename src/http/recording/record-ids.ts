import { isJsonObject, type Json } from "../../json.ts";

/** What says where the next page begins: some vendors give the id of the last record, which is no secret. */
export function isPageToken(name: string): boolean {
  const joined = name.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
  return /^((next|prev|previous)?(pg|page|cursor|continuation|skip|scroll)|next|prev|previous)token$/.test(joined);
}

/** The texts that stand under a record's `id` in these answers. */
export function recordIds(answers: Iterable<Json>): ReadonlySet<string> {
  const ids = new Set<string>();
  const visit = (value: Json): void => {
    // A list's members stand under their places, which are no names of ids.
    const members = Array.isArray(value) || isJsonObject(value) ? Object.entries(value) : [];
    for (const [key, member] of members) {
      if (typeof member !== "string") visit(member);
      else if (/^(_?id|[a-z]\w*(Id|_id))$/.test(key) && ids.size < MOST_IDS) ids.add(member);
    }
  };
  for (const answer of answers) visit(answer);
  return ids;
}

// --- internal ---

const MOST_IDS = 100_000;
