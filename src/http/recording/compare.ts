import { isJsonObject, type Json } from "../../json.ts";
import type { RecordedRequest } from "./recording.ts";
import { isSameText } from "./wildcard.ts";

/** In what a recorded request and one that is sent differ. */
export interface Difference {
  /** `method`, `path`, `query limit`, `body filter.groups[0]`. */
  where: string;
  /** Undefined where it is not there at all. */
  recorded: Json | undefined;
  sent: Json | undefined;
}

/** The same for requests that are the same: the order of object keys, query names and a query name's values is none. */
export function keyOf({ method, path, query = {}, body }: RecordedRequest): string {
  const sorted = Object.entries(query).map(([name, values]): [string, string[]] => [name, values.toSorted()]);
  return JSON.stringify([method, path, ordered(Object.fromEntries(sorted)), body === undefined ? [] : [ordered(body)]]);
}

/** Every difference, method and path first. Where a secret was taken out of the recorded one, anything may be sent. */
export function compareRequests(recorded: RecordedRequest, sent: RecordedRequest): Difference[] {
  const found: Difference[] = [];
  const note = (where: string, a: Json | undefined, b: Json | undefined) => {
    if (found.length < MOST_DIFFERENCES) found.push({ where, recorded: a, sent: b });
  };
  if (recorded.method !== sent.method) note("method", recorded.method, sent.method);
  if (!isSameText(recorded.path, sent.path)) note("path", recorded.path, sent.path);
  const [queryA, queryB] = [recorded.query ?? {}, sent.query ?? {}];
  for (const name of namesOf(queryA, queryB)) {
    const [a, b] = [own(queryA, name)?.toSorted(), own(queryB, name)?.toSorted()];
    const isEqual = a?.length === b?.length && a?.every((value, at) => isSameText(value, b?.[at] ?? ""));
    if (!isEqual) note(`query ${name}`, short(a), short(b));
  }
  compareJson(recorded.body, sent.body, "", (path, a, b) => note(path === "" ? "body" : `body ${path}`, a, b));
  return found;
}

// --- internal ---

const MOST_DIFFERENCES = 50;

type Note = (path: string, recorded: Json | undefined, sent: Json | undefined) => void;

function compareJson(a: Json | undefined, b: Json | undefined, path: string, note: Note): void {
  if (typeof a === "string" && (typeof b === "string" || typeof b === "number")) {
    // A number that is secret became a text when it was taken out.
    if (!isSameText(a, String(b)) || (typeof b === "number" && a === String(b))) note(path, a, b);
  } else if (Array.isArray(a) && Array.isArray(b)) {
    for (let at = 0; at < Math.max(a.length, b.length); at++) compareJson(a[at], b[at], `${path}[${at}]`, note);
  } else if (isJsonObject(a) && isJsonObject(b)) {
    for (const name of namesOf(a, b)) {
      compareJson(own(a, name), own(b, name), path === "" ? name : `${path}.${name}`, note);
    }
  } else if (a !== b) note(path, a, b);
}

function namesOf(a: object, b: object): string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])];
}

function own<T>(object: Record<string, T>, name: string): T | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

function short(values: string[] | undefined): Json | undefined {
  return values?.length === 1 ? values[0] : values;
}

function ordered(value: Json): Json {
  if (Array.isArray(value)) return value.map(ordered);
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, member]) => [name, ordered(member)]));
}
