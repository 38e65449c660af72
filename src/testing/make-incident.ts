import type { Incident } from "../incidents/incident.ts";
import type { Store } from "../store/open.ts";

/** An incident in the store, as commands run in it see it, and the investigation that it begins. */
export interface MadeIncident {
  incident: Incident;
  investigationId: string;
}

/** Makes a whole incident out of those parts that a test cares for. */
export async function makeIncident(
  given: Partial<Incident>,
  { store, instance, now }: { store: Store; instance: string; now: number },
): Promise<MadeIncident> {
  const at = new Date(now).toISOString();
  const fetched = { name: "Test incident", occurred: at, severity: 0, rawJSON: "{}" } as const;
  const made = { ...fetched, sourceId: "test", instance, state: "active", createdAt: at, ...given } as const;
  const page = { items: [{ id: made.sourceId, state: null, incident: made }], lastRun: null };
  const options = { version: 0, now, expiresAt: now };
  const [id = ""] = (await store.fetch.commit(instance, STREAM, page, options))?.created ?? [];
  return { incident: { id, ...made }, investigationId: id };
}

// --- internal ---

/** Not that of fetched incidents, so that no fetch goes on from here. */
const STREAM = "test";
