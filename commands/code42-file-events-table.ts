import { isJsonObject, isRecord, type Handler, type Incident, type Json } from "soarkit";
import { NOTHING_FOUND } from "./_listing.ts";
import type { Code42 } from "./_manifest.gen.ts";
import { toFileEventTable, withoutDoubles } from "./_map/file-event-table.ts";

export const run: Handler<Code42, "code42-file-events-table"> = async ({ args, context, incident }) => {
  const ofIncident = args.include === "searches" ? [] : eventsOfIncident(incident);
  const ofSearches = args.include === "incident" ? [] : eventsOfSearches(context);
  const events = withoutDoubles([...ofIncident, ...ofSearches]);
  return {
    readable: events.length === 0 ? NOTHING_FOUND : toFileEventTable("Code42 File Events", events),
    raw: events,
  };
};

// --- internal ---

/** The incident's own events: whole from its raw JSON where they are there, else as its grid field keeps them. */
function eventsOfIncident(incident: Incident | undefined): unknown[] {
  if (!incident) return [];
  const raw = parse(incident.rawJSON);
  const whole = isRecord(raw) ? asList(raw.fileevents) : [];
  return whole.length > 0 ? whole : asList(incident.CustomFields?.code42fileevents);
}

function eventsOfSearches(context: Readonly<Record<string, Json>>): unknown[] {
  const code42 = context.Code42;
  return isJsonObject(code42) ? asList(code42.FileEvents) : [];
}

/** Other integrations' incidents may hold anything in their raw JSON. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** One element may stand bare. */
function asList(value: unknown): unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}
