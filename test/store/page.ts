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
