import { isScalar, type Member, type ObjectShape, type Shape } from "./shape.ts";
import { wordsOf } from "./words.ts";

/** What an answer holds, out of its wrapping. */
export interface Unwrapped {
  /** The members that lead to it from the answer's top. */
  path: string[];
  isMany: boolean;
  /** One of the things. */
  item: Shape;
  /** The objects passed on the way, outermost first: totals and tokens stand in them. */
  wrappers: ObjectShape[];
}

/**
 * Takes what an answer is about out of its wrapping: `{ items: […], total }`, `{ data: {…} }`, `{ ticket: {…} }`. An
 * object that says anything of its own is no wrapping.
 */
export function unwrap(shape: Shape, path: readonly string[] = [], wrappers: readonly ObjectShape[] = []): Unwrapped {
  if (shape.kind === "list") return { path: [...path], isMany: true, item: shape.item, wrappers: [...wrappers] };
  const inner = shape.kind === "object" && path.length < DEEPEST ? wrappedIn(shape) : undefined;
  if (shape.kind !== "object" || inner === undefined) {
    return { path: [...path], isMany: false, item: shape, wrappers: [...wrappers] };
  }
  return unwrap(inner.shape, [...path, inner.name], [...wrappers, shape]);
}

// --- internal ---

const DEEPEST = 3;

/** Members that speak of the answer rather than of the thing. */
const ABOUT: ReadonlySet<string> = new Set([
  ...["total", "totals", "count", "limit", "offset", "page", "pages", "pagination", "paging", "meta", "metadata"],
  ...["links", "next", "previous", "prev", "first", "last", "cursor", "cursors", "size", "success", "status", "code"],
  ...["message", "messages", "error", "errors", "warnings", "took", "more", "start", "end", "token", "self", "kind"],
  ...[
    "etag",
    "href",
    "truncated",
    "version",
    "timestamp",
    "request",
    "number",
    "per",
    "skip",
    "top",
    "after",
    "before",
  ],
  ...["returned", "empty", "sort", "range", "ok"],
]);

/** Words that may go with those: `hasMore`, `total_count`, `nextPageToken`, `requestId`. */
const BESIDE: ReadonlySet<string> = new Set([
  ...[
    "has",
    "is",
    "id",
    "results",
    "items",
    "records",
    "elements",
    "of",
    "current",
    "url",
    "uri",
    "link",
    "key",
    "index",
  ],
  ...["matches", "time", "ms", "result", "found", "hits", "filtered", "odata", "continuation", "max", "value"],
]);

/** Names for whatever an answer is about. */
const ANYTHING: ReadonlySet<string> = new Set([
  ...["data", "items", "results", "result", "value", "values", "records", "entries", "content", "contents", "list"],
  ...["objects", "resources", "hits", "rows", "response", "payload", "body", "elements", "collection", "embedded"],
]);

function wrappedIn({ members }: ObjectShape): Member | undefined {
  const held = members.filter((member) => !isAbout(member));
  const [only] = held;
  if (only === undefined || held.length > 1) return undefined;
  if (only.shape.kind === "list")
    return isScalar(only.shape.item) && members.length > 1 && !isAnything(only) ? undefined : only;
  if (only.shape.kind !== "object") return undefined;
  // `{ requester: {…} }` alone is a wrapping; beside others it must have a name that says nothing.
  return isAnything(only) || members.length === 1 ? only : undefined;
}

function isAnything({ name }: Member): boolean {
  return ANYTHING.has(wordsOf(name).join(""));
}

function isAbout({ name, shape }: Member): boolean {
  if (
    shape.kind === "list" &&
    shape.item.kind === "object" &&
    !/^(?:errors|warnings|messages|links|_links)$/i.test(name)
  ) {
    return false;
  }
  const words = wordsOf(name);
  return words.some((word) => ABOUT.has(word)) && words.every((word) => ABOUT.has(word) || BESIDE.has(word));
}
