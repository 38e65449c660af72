import type { Incident } from "../incidents/incident.ts";

/** A whole incident out of those parts that a test cares for. */
export function standInIncident(given: Partial<Incident>, instance: string, now: number): Incident {
  const at = new Date(now).toISOString();
  return {
    id: "1",
    sourceId: "test",
    instance,
    state: "active",
    createdAt: at,
    name: "Test incident",
    occurred: at,
    severity: 0,
    rawJSON: "{}",
    ...given,
  };
}
