import { faultSyntax, readKnobs, type Fault, type Knob } from "soarkit/simulator";

import type { AuditLogOptions } from "./audit-log/index.ts";
import type { TokenOrder } from "./file-events/index.ts";
import { maxPeople } from "./people.ts";
import type { RefusalBody } from "./refusal-body.ts";
import type { Unpublished } from "./unpublished.ts";

export const knobs: Knob[] = [
  {
    name: "sessions",
    value: "N",
    defaultValue: "25",
    description: "sessions with alerts, OPEN, of severity LOW or higher, within the 30 days before the start",
  },
  {
    name: "other-sessions",
    value: "N",
    defaultValue: "0",
    description: "sessions of every other sort: closed, in progress, without alerts, without risk",
  },
  { name: "users", value: "N", defaultValue: "40", description: "people, each an actor, from 4" },
  { name: "events", value: "N", defaultValue: "1000", description: "file events besides those of the sessions" },
  {
    name: "disorder",
    value: "MS",
    defaultValue: "0",
    description: "by how much a new file event's time of insertion may lie before the moment it can be found",
  },
  {
    name: "page-token-life",
    value: "MS",
    defaultValue: "3600000",
    description: "how long a page token of a file-event search, or a continuation token, can be used",
  },
  {
    name: "token-order",
    value: "query|id",
    defaultValue: "query",
    description: "whether a file-event search by page tokens is sorted as it asks, or by event.id whatever it asks",
  },
  {
    name: "bulk-size",
    value: "N",
    defaultValue: "500",
    description: "how many sessions one call of change-states changes at most",
  },
  {
    name: "bulk-end",
    value: "null|empty",
    defaultValue: "null",
    description: "whether change-states says with a token of null that it is done, or answers with nothing",
  },
  {
    name: "note-status",
    value: "200|204",
    defaultValue: "200",
    description: "with which status a note that was added to a session is answered",
  },
  { name: "audit-logs", value: "N", defaultValue: "300", description: "entries of the audit log" },
  {
    name: "audit-doubles",
    value: "PERCENT",
    defaultValue: "2",
    description: "how many entries of the audit log are followed by one that is the same in everything, up to 50",
  },
  {
    name: "audit-order",
    value: "asc|desc|arbitrary",
    defaultValue: "asc",
    description: "the order in which the audit log is answered",
  },
  {
    name: "audit-bounds",
    value: "inclusive|exclusive",
    defaultValue: "inclusive",
    description: "whether an entry of the audit log at exactly the start or end of a range is within it",
  },
  {
    name: "file-size",
    value: "BYTES",
    defaultValue: "0",
    description: "how long one more file is that can be downloaded and is in no event; 0 for none",
  },
  {
    name: "rate",
    value: "N",
    defaultValue: "120",
    description: "requests a minute for each token; 0 for no limit",
    transient: true,
  },
  {
    name: "rate-scope",
    value: "token|client",
    defaultValue: "token",
    description: "whether that holds for each token, or for all of the API client together",
    transient: true,
  },
  {
    name: "names",
    value: "present|absent",
    defaultValue: "present",
    description: "whether sessions name their actors and rules, or only give their ids",
  },
  {
    name: "inspection",
    value: "detected|results",
    defaultValue: "detected",
    description: "whether sessions tell what was detected in files' contents, or as in 2024 the results for each event",
  },
  {
    name: "legal-hold",
    value: "gateway|console",
    defaultValue: "gateway",
    description: "where legal hold is: on the console host always, on the gateway only in tenants of today",
  },
  {
    name: "empty-status",
    value: "200|204",
    defaultValue: "204",
    description: "with which status a change is answered whose answer is empty, but for notes and cases",
  },
  {
    name: "page-limit",
    value: "N",
    defaultValue: "0",
    description: "the largest page of lists whose largest page is not published; 0 for 100, 500 or 1000, by the list",
  },
  {
    name: "page-excess",
    value: "refuse|cap",
    defaultValue: "refuse",
    description: "whether those lists refuse a larger page with 400, or answer with the largest one",
  },
  {
    name: "session-events",
    value: "N",
    defaultValue: "0",
    description: "how many file events a session lists at most, with a token for the others; 0 for all",
  },
  {
    name: "missing-file",
    value: "404|400|204",
    defaultValue: "404",
    description: "with which status a file is answered that cannot be downloaded",
  },
  {
    name: "file-names",
    value: "sent|absent",
    defaultValue: "sent",
    description: "whether a downloaded file comes with its name, in a Content-Disposition",
  },
  {
    name: "refusals",
    value: "json|empty|html",
    defaultValue: "json",
    description: "the body of 401 (but for the sign-in's), of 403 and of 429",
    transient: true,
  },
  {
    name: "retry-after",
    value: "sent|absent",
    defaultValue: "sent",
    description: "whether 429 says when to come back",
    transient: true,
  },
  { name: "fault", value: "FAULT", repeatable: true, description: faultSyntax, transient: true },
];

/** What the knobs say. */
export interface Settings {
  sessions: number;
  otherSessions: number;
  users: number;
  events: number;
  disorderMs: number;
  bulkSize: number;
  bulkEnd: "null" | "empty";
  noteStatus: number;
  tokenLifetimeMs: number;
  tokenOrder: TokenOrder;
  largeBytes: number;
  /** A minute. */
  requests: number;
  rateScope: "token" | "client";
  inspection: "detected" | "results";
  names: boolean;
  legalHoldHost: "gateway" | "console";
  audit: Pick<AuditLogOptions, "count" | "doubles" | "order" | "bounds">;
  unpublished: Unpublished;
  sessionEvents: number;
  missingFileStatus: number;
  sendsFileNames: boolean;
  refusals: RefusalBody;
  retryAfter: boolean;
  faults: Fault[];
}

/** @throws ArgumentError naming every knob that does not exist or has a wrong value */
export function readSettings(typed: Record<string, string | string[]>): Settings {
  const given = readKnobs(knobs, typed);
  const settings = {
    sessions: given.integer("sessions", { min: 0, max: 200_000 }),
    otherSessions: given.integer("other-sessions", { min: 0, max: 200_000 }),
    users: given.integer("users", { min: 4, max: maxPeople }),
    events: given.integer("events", { min: 0, max: 100_000_000 }),
    disorderMs: given.integer("disorder", { min: 0, max: 86_400_000 }),
    bulkSize: given.integer("bulk-size", { min: 1, max: 500 }),
    bulkEnd: given.choice("bulk-end", ["null", "empty"]),
    noteStatus: Number(given.choice("note-status", ["200", "204"])),
    tokenLifetimeMs: given.integer("page-token-life", { min: 1, max: 86_400_000 }),
    tokenOrder: given.choice("token-order", ["query", "id"]),
    largeBytes: given.integer("file-size", { min: 0, max: 1_000_000_000_000 }),
    requests: given.integer("rate", { min: 0, max: 1_000_000 }),
    rateScope: given.choice("rate-scope", ["token", "client"]),
    inspection: given.choice("inspection", ["detected", "results"]),
    names: given.choice("names", ["present", "absent"]) === "present",
    legalHoldHost: given.choice("legal-hold", ["gateway", "console"]),
    audit: {
      count: given.integer("audit-logs", { min: 0, max: 100_000_000 }),
      doubles: given.integer("audit-doubles", { min: 0, max: 50 }),
      order: given.choice("audit-order", ["asc", "desc", "arbitrary"]),
      bounds: given.choice("audit-bounds", ["inclusive", "exclusive"]),
    },
    unpublished: {
      emptyStatus: Number(given.choice("empty-status", ["204", "200"])),
      pageLimit: given.integer("page-limit", { min: 0, max: 10_000 }),
      pageExcess: given.choice("page-excess", ["refuse", "cap"]),
    },
    sessionEvents: given.integer("session-events", { min: 0, max: 1_000_000 }),
    missingFileStatus: Number(given.choice("missing-file", ["404", "400", "204"])),
    sendsFileNames: given.choice("file-names", ["sent", "absent"]) === "sent",
    refusals: given.choice("refusals", ["json", "empty", "html"]),
    retryAfter: given.choice("retry-after", ["sent", "absent"]) === "sent",
    faults: given.faults("fault"),
  };
  given.check();
  return settings;
}
