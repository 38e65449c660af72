import type { PageRecord } from "../../src/events/events.ts";
import type { FetchItem, FetchPage } from "../../src/incidents/fetch.ts";
import type { FetchedIncident } from "../../src/incidents/incident.ts";

export function toIncident(id: string, more: Partial<FetchedIncident> = {}): FetchedIncident {
  return { name: `Alert ${id}`, occurred: "2026-01-01T00:00:00.000Z", severity: 2, rawJSON: `{"id":"${id}"}`, ...more };
}

export function toItem(id: string, more: Partial<FetchedIncident> = {}): FetchItem {
  return { id, state: "new", incident: toIncident(id, more) };
}

/** The page of that number: `size` new incidents, whose ids are `page-index`. */
export function toPage(number: number, size: number): FetchPage {
  const items = Array.from({ length: size }, (_, index) => toItem(`${number}-${index}`));
  return { items, lastRun: number };
}

/** The stream of the pages of events. */
export const EVENTS = { instance: "vendor", stream: "events", sink: "store" };

/** The page of that number: `size` events a second apart, whose ids are `page-index`. */
export function toEventPage(number: number, size: number): PageRecord {
  const ids = Array.from({ length: size }, (_, index) => ({ id: `${number}-${index}`, at: (number + index) * 1000 }));
  const kept = ids.map((event) => ({ ...event, line: "{}" }));
  const covered = { from: number * 1000, to: (number + size) * 1000, query: "all" };
  return { lastRun: number, position: number, ids, sent: size, covered, late: { count: 0, mostMs: 0 }, kept };
}
