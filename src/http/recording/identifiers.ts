import { isJsonObject, type Json } from "../../json.ts";
import type { RecordedRequest } from "./recording.ts";
import { STARS } from "./secret-values.ts";

/** Whom an instance signs in as: client ids and user names of its credentials. */
export function identifiersOf(params: Record<string, Json>): ReadonlySet<string> {
  return new Set(Object.values(params).flatMap(identifierOf));
}

/** A request without them: a replay signs in as nobody. Where they stood, it may ask with anything. */
export function withoutIdentifiers(
  { query, body, ...rest }: RecordedRequest,
  own: ReadonlySet<string>,
): RecordedRequest {
  const blank = (value: Json): Json => {
    if (typeof value === "string") return own.has(value) ? STARS : value;
    if (Array.isArray(value)) return value.map(blank);
    if (!isJsonObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, blank(each)]));
  };
  const blanked = Object.entries(query ?? {}).map(([name, values]): [string, string[]] => [
    name,
    values.map((value) => (own.has(value) ? STARS : value)),
  ]);
  return {
    ...rest,
    ...(query === undefined ? {} : { query: Object.fromEntries(blanked) }),
    ...(body === undefined ? {} : { body: blank(body) }),
  };
}

// --- internal ---

/** Shorter ones would be found in what means something else. */
const SHORTEST = 4;

function identifierOf(param: Json): string[] {
  const identifier = isJsonObject(param) ? param.identifier : undefined;
  return typeof identifier === "string" && identifier.length >= SHORTEST ? [identifier] : [];
}
