import type { FetchItem } from "../../src/incidents/fetch.ts";
import type { Store } from "../../src/store/open.ts";
import { NOW } from "./temporary.ts";

/** When the states of items without incident expire. */
export const WEEK = NOW + 7 * 86_400_000;

/** Commits the next page of the stream of incidents of `vendor`. */
export function commit(
  store: Store,
  items: FetchItem[],
  lastRun: string | number | { after: string },
  version = 0,
  now = NOW,
) {
  return store.fetch.commit("vendor", "incidents", { items, lastRun }, { version, now, expiresAt: WEEK });
}

/** The states of those of the ids that have one. */
export async function known(store: Store, ...ids: string[]): Promise<Record<string, unknown>> {
  return Object.fromEntries(await store.fetch.known("vendor", "incidents", ids));
}
