import { metadataUpdatedContext } from "../../commands/expected/audit-log.ts";
import { describeFamily } from "./family.ts";

const search = "POST /v1/audit/search-audit-log";
const lastHour = "start_time=2026-01-05T23:00:00Z";

describeFamily("the audit log commands", [
  {
    it: "finds entries of the audit log",
    line: `!code42-audit-log-search ${lastHour} user_types=SYSTEM event_types=federation_metadata_updated`,
    context: { Code42: { AuditLog: [metadataUpdatedContext] } },
    shows: ["Entries found: 1."],
    requests: [`${search} 200`],
  },
  {
    it: "repeats a search of the audit log that failed once, and finds nothing",
    line: "!code42-audit-log-search actor_names=nobody@acme.test",
    faults: [{ method: "POST", path: "/v1/audit", kind: "status", status: 503, times: 1 }],
    shows: ["No results found."],
    requests: [`${search} 503`, `${search} 200`],
  },
  {
    it: "tells the administrator that the API client may not read the audit log",
    line: "!code42-audit-log-search",
    faults: [{ method: "POST", path: "/v1/audit", kind: "status", status: 403 }],
    exit: 2,
    error: {
      code: "CREDENTIALS",
      who: "administrator",
      message:
        "The credentials lack the permission for POST /v1/audit/search-audit-log (403): " +
        '{"error":"a fault that was set"}.',
      hint: "Give the API client at the vendor's the permission that this request needs (see `soar commands NAME`).",
    },
    requests: [`${search} 403`],
  },
  {
    it: "shows the audit log as it would be collected, without context",
    line: "!code42-get-events start_date=2026-01-05T23:00:00Z end_date=2026-01-06T00:00:00Z event_type=audit-logs",
    shows: ['"type$":"audit_log::logged_in/1"', '"federationId":"55"', "Events: 2."],
    requests: [`${search} 200`],
  },
  {
    it: "shows file events as they would be collected, without context",
    line: "!code42-get-events start_date=2026-01-05 end_date=2026-01-06 event_type=file limit=2",
    shows: ["Events: 2 of ", '"inserted":"2026-01-05T'],
    requests: ["POST /v2/file-events 200"],
  },
  {
    it: "tells the analyst all that is wrong with a span of time",
    line: "!code42-get-events start_date=2026-01-06 end_date=2026-01-05 limit=100000 event_type=file-events",
    exit: 2,
    error: {
      code: "ARGUMENT",
      who: "analyst",
      message: "limit must be 1 to 50000, got 100000. start_date is after end_date.",
      hint: "Narrow the search instead. Exchange them.",
    },
    requests: [],
  },
]);
