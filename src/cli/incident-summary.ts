import type { Incident } from "../incidents/incident.ts";

/** An incident as `--json` lists it; `whole`, also who works on it and how it was closed. */
export function toSummary(incident: Incident, detail: "listed" | "whole" = "listed") {
  const { id, sourceId, name, severity, state, occurred, createdAt } = incident;
  const listed = { id, sourceId, name, severity, state, occurredAt: occurred, createdAt };
  if (detail === "listed") return listed;
  const { owner, closeReason, closeNotes, closedAt } = incident;
  return {
    ...listed,
    ...(owner !== undefined && { owner }),
    ...(closeReason !== undefined && { closeReason }),
    ...(closeNotes !== undefined && { closeNotes }),
    ...(closedAt !== undefined && { closedAt }),
  };
}
