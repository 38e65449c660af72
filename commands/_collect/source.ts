import { isRecord, type CollectedEvent, type JsonObject, type Range } from "soarkit";

/** How one stream is read from the vendor. */
export interface Source {
  /** How late after its time an event may turn up and still be found. */
  lookBackMs: number;
  /** How many events a window may hold before it is read in narrower ones. */
  mostInWindow: number;
  /** How many events a page holds at most. */
  pageSize: number;
  /** How many events there are in a range, or since its beginning. */
  count(range: { from: number; to?: number }, signal: AbortSignal): Promise<number>;
  /** One page of a window. */
  read(window: Range, page: { size: number; next?: string | undefined }, signal: AbortSignal): Promise<SourcePage>;
  /** Those of a page's events that were not collected before, each once. */
  fresh(events: readonly CollectedEvent[], known: Known): Promise<CollectedEvent[]>;
  /** Whether an error means that the vendor no longer knows the next page, so that the window is to be read anew. */
  isStale?(error: unknown): boolean;
  /** Pages of what is to be found at any age, though something happened to it after `since`. */
  anyAge?(since: number, signal: AbortSignal): AsyncIterable<CollectedEvent[]>;
  /** What a window is read by, in the vendor's words. */
  query(window: Range): string;
}

export interface SourcePage {
  events: CollectedEvent[];
  /** How many events the window holds, where that is known. More than `mostInWindow`: the page is not used. */
  total?: number | undefined;
  /** How the next page is had; absent on the last one. */
  next?: string | undefined;
}

export type Known = (events: readonly { id: string; at: number }[]) => Promise<ReadonlySet<string>>;

/** Those whose ids are not known, each id once. */
export async function unknownOf(events: readonly CollectedEvent[], known: Known): Promise<CollectedEvent[]> {
  const byId = new Map(events.map((event) => [event.id, event]));
  const before = await known([...byId.values()].map(({ id, at }) => ({ id, at })));
  return [...byId.values()].filter(({ id }) => !before.has(id));
}

/** An element of an answer as the event that it is handed on as: it was read from JSON, and only objects get here. */
export function documentOf(element: object): JsonObject {
  return isDocument(element) ? element : {};
}

// --- internal ---

function isDocument(value: unknown): value is JsonObject {
  return isRecord(value);
}
