import { namesOf, type FileTree, type IntegrationSpec } from "./scaffold.ts";
import { wrapped } from "./wrapped.ts";

/** `fetch-incidents` of a new integration, which loses and doubles nothing, with the cursor that it keeps. */
export function fetchFiles(spec: IntegrationSpec): FileTree {
  const { brand } = namesOf(spec);
  return { "commands/fetch-incidents.ts": fetchModule(brand), "commands/_fetch.ts": cursorModule(brand) };
}

// --- internal ---

function fetchHead(brand: string): string {
  const taken = ["params", "client", "lastRun", "known", "limit", "signal", "now"];
  return wrapped(`export const run: FetchHandler<${brand}> = async function* ({`, taken, "}) {");
}

function fetchModule(brand: string): string {
  return `import type { FetchHandler } from "soarkit";
import { advance, readCursor, readFetchSettings, windowStart } from "./_fetch.ts";
import type { ${brand} } from "./_manifest.gen.ts";
import { toIncident } from "./_map.ts";

/**
 * Items become incidents, oldest first. Every run reads again from \`look_back\` before the place where the last one
 * ended, so that items which show up late are found; those met before are known by their ids. A page is committed with
 * its cursor before the next is asked for: a run that dies loses and doubles nothing.
 */
${fetchHead(brand)}
  const { firstFetchMs, lookBackMs } = readFetchSettings(params);
  const startedAt = now();
  let cursor = readCursor(lastRun, startedAt - firstFetchMs);
  // Where the first run began is kept even when there is nothing yet: the next may be a long time off.
  if (lastRun === null) yield { items: [], lastRun: { ...cursor } };
  const createdAfter = new Date(windowStart(cursor, lookBackMs)).toISOString();
  let room = limit;
  for await (const page of client.items({ createdAfter }, signal)) {
    const seen = await known(page.map(({ id }) => id));
    const fresh = page.filter(({ id }) => !seen.has(id)).slice(0, room);
    room -= fresh.length;
    // With no room left, items of this page may remain: the cursor stays with the last that was taken.
    cursor = advance(cursor, room === 0 ? fresh : page, startedAt);
    yield {
      items: fresh.map((item) => ({ id: item.id, state: null, incident: toIncident(item) })),
      lastRun: { ...cursor },
    };
    if (room === 0) return;
  }
};
`;
}

function cursorModule(brand: string): string {
  return `import { isJsonObject, ParameterError, parseSpan, type Json } from "soarkit";
import type { Item } from "./_api.ts";
import type { ${brand} } from "./_manifest.gen.ts";

/** What a fetch remembers from run to run. Times are epoch milliseconds. */
export interface Cursor {
  /** How far back the first run went; nothing older is fetched. */
  floor: number;
  /** Everything made before is done, unless it shows up late. */
  since: number;
}

export interface FetchSettings {
  firstFetchMs: number;
  lookBackMs: number;
}

/** @throws ParameterError with every fault of the fetch parameters */
export function readFetchSettings(params: ${brand}["params"]): FetchSettings {
  const firstFetchMs = parseSpan(params.first_fetch);
  const lookBackMs = parseSpan(params.look_back);
  if (firstFetchMs !== undefined && lookBackMs !== undefined) return { firstFetchMs, lookBackMs };
  const wrong = [
    ...(firstFetchMs === undefined ? [\`first_fetch: "\${params.first_fetch}"\`] : []),
    ...(lookBackMs === undefined ? [\`look_back: "\${params.look_back}"\`] : []),
  ];
  throw new ParameterError(
    \`Not a number with a unit of time: \${wrong.join(", ")}.\`,
    "Write something like 15 minutes, 12 hours or 3 days.",
  );
}

/**
 * The cursor that the last page left; on the first run (null) it begins at \`floor\`.
 * @throws ParameterError for a cursor that something else wrote
 */
export function readCursor(lastRun: Json, floor: number): Cursor {
  if (lastRun === null) return { floor, since: floor };
  const kept = isJsonObject(lastRun) ? lastRun : {};
  if (typeof kept.floor === "number" && typeof kept.since === "number") return { floor: kept.floor, since: kept.since };
  throw new ParameterError(
    "The fetch cannot go on: what it remembers is of another integration or version.",
    "Give the instance another name in soar.yml to begin anew.",
  );
}

/** The time from which a run reads. */
export function windowStart({ floor, since }: Cursor, lookBackMs: number): number {
  return Math.max(floor, since - lookBackMs);
}

/**
 * The cursor after a page of items, oldest first. It never passes the run's start: what shows up during the run, and
 * late, is still within the next one's look-back.
 */
export function advance(cursor: Cursor, page: readonly Item[], startedAt: number): Cursor {
  const last = page.at(-1);
  if (last === undefined) return cursor;
  return { ...cursor, since: Math.max(cursor.since, Math.min(Date.parse(last.createdAt), startedAt)) };
}
`;
}
