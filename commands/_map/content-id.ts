import { createHash } from "node:crypto";

/**
 * What something without an id is told from others by: the SHA-256 of its JSON, keys in order. A key with null counts as
 * absent, so that an answer that leaves it out has the same one.
 */
export function contentId(value: object): string {
  return createHash("sha256").update(JSON.stringify(value, canonical)).digest("hex");
}

// --- internal ---

/** For `JSON.stringify`: objects with their keys in order, without those that hold null. */
function canonical(_: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const given = Object.entries(value).filter(([, member]) => member !== null);
  return Object.fromEntries(given.sort(([one], [other]) => (one < other ? -1 : 1)));
}
