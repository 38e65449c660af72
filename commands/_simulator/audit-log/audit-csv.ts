import { csvLine } from "../csv.ts";
import { actorKeys, type AuditEvent } from "./audit-event.ts";

/** The log as CSV, a line at a time. The vendor's own columns are not published. */
export function* auditCsv(events: Iterable<AuditEvent>): Generator<string> {
  yield csvLine([...actorKeys, "details"]);
  for (const event of events) {
    const further = Object.entries(event).filter(([key]) => !actorKeys.some((known) => known === key));
    yield csvLine([...actorKeys.map((key) => event[key] ?? ""), JSON.stringify(Object.fromEntries(further))]);
  }
}
