import type { PageRecord, StreamKey } from "../../src/events/events.ts";
import type { Store } from "../../src/store/open.ts";
import { NOW } from "./temporary.ts";

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
export const KEY: StreamKey = { instance: "vendor", stream: "file-events", sink: "out" };
export const NOTHING_LATE = { count: 0, mostMs: 0 };

/** An event so many milliseconds after `NOW`. */
export function id(name: string, after: number): { id: string; at: number } {
  return { id: name, at: NOW + after };
}

/** A page of these events, all of `NOW`. */
export function page(names: string[], more: Partial<PageRecord> = {}): PageRecord {
  return { position: null, ids: names.map((name) => id(name, 0)), sent: names.length, late: NOTHING_LATE, ...more };
}

/** Commits the next page of the stream. */
export function commit(store: Store, record: PageRecord, version = 0): Promise<boolean> {
  return store.events.commit(KEY, record, { version, now: NOW });
}
