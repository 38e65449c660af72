import type { Route } from "./route.ts";

/** What became of looking up a request's path. */
export type Match =
  | { route: Route; params: Record<string, string> }
  /** No route has this path. */
  | { status: 404 }
  /** Routes have it, but for other methods. */
  | { status: 405; allow: string[] };

/** Finds the route of a request. Where several fit, the one with a literal segment wins over one with a name. */
export function createRouter(routes: readonly Route[]): (method: string, path: string) => Match {
  const compiled = routes
    .map((route) => ({ route, segments: route.path.split("/") }))
    .sort((one, other) => rank(one.segments).localeCompare(rank(other.segments)));
  return (method, path) => {
    const segments = path.split("/");
    const fitting = compiled.filter((candidate) => fits(candidate.segments, segments));
    const found = fitting.find(({ route }) => route.method === method);
    if (found) return { route: found.route, params: paramsOf(found.segments, segments) };
    if (fitting.length === 0) return { status: 404 };
    return { status: 405, allow: [...new Set(fitting.map(({ route }) => route.method))].sort() };
  };
}

/**
 * Whether a path lies under a pattern: `/v1/things` holds for itself and for `/v1/things/7/parts`. `*` and `:name`
 * stand for one whole segment each; a `$` at the end keeps what lies deeper out.
 */
export function isUnder(path: string, pattern: string): boolean {
  const exact = pattern.endsWith("$");
  const wanted = pattern.replace(/\$$/, "").replace(/\/$/, "").split("/");
  const given = path.split("/");
  if (exact ? given.length !== wanted.length : given.length < wanted.length) return false;
  return wanted.every((segment, index) => segment === "*" || segment.startsWith(":") || segment === given[index]);
}

// --- internal ---

/** Sorts literal segments before names, at the first segment where they differ. */
function rank(segments: string[]): string {
  return segments.map((segment) => (segment.startsWith(":") ? "1" : "0")).join("");
}

function fits(pattern: string[], given: string[]): boolean {
  if (pattern.length !== given.length) return false;
  return pattern.every((segment, index) => (segment.startsWith(":") ? given[index] !== "" : segment === given[index]));
}

/** @throws URIError for a malformed percent sign */
function paramsOf(pattern: string[], given: string[]): Record<string, string> {
  const pairs = pattern.flatMap((segment, index) =>
    segment.startsWith(":") ? [[segment.slice(1), decodeURIComponent(given[index] ?? "")] as const] : [],
  );
  return Object.fromEntries(pairs);
}
