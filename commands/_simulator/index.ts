import {
  createClock,
  createVendorSimulator,
  faultSyntax,
  readKnobs,
  type Knob,
  type Simulator,
  type SimulatorOptions,
} from "soarkit/simulator";

import { createAccounts } from "./accounts.ts";
import { createActors } from "./actors.ts";
import { createAlertRules } from "./alert-rules.ts";
import { createAuditLog } from "./audit-log/index.ts";
import { createCases } from "./cases.ts";
import { createFileEvents } from "./file-events/index.ts";
import { createLegalHold } from "./legal-hold/index.ts";
import { createFiles } from "./files.ts";
import { createOauth } from "./oauth.ts";
import { maxPeople } from "./people.ts";
import { createProfiles } from "./profiles.ts";
import { createRiskIndicators } from "./risk-indicators.ts";
import { createRiskProfiles } from "./risk-profiles.ts";
import { createSessions } from "./sessions.ts";
import { createTrustedActivities } from "./trusted-activities.ts";
import { createWatchlists } from "./watchlists.ts";
import { createWorld } from "./world.ts";

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
    name: "bulk-size",
    value: "N",
    defaultValue: "500",
    description: "how many sessions one call of change-states changes at most",
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
  { name: "fault", value: "FAULT", repeatable: true, description: faultSyntax, transient: true },
];

/** What makes a running simulator an instance of the integration. */
export function environment(simulator: Simulator): Record<string, string> {
  return {
    CODE42_API_URL: simulator.url,
    CODE42_CLIENT_ID: simulator.clientId,
    CODE42_CLIENT_SECRET: simulator.clientSecret,
  };
}

/**
 * Starts an Incydr tenant on a loopback port.
 * @throws ArgumentError for knobs that do not exist or have a wrong value, and for a port that cannot be had
 */
export async function create(options: SimulatorOptions): Promise<Simulator> {
  const { seed = 1, port = 0 } = options;
  const given = readKnobs(knobs, options.knobs ?? {});
  const open = given.integer("sessions", { min: 0, max: 200_000 });
  const other = given.integer("other-sessions", { min: 0, max: 200_000 });
  const users = given.integer("users", { min: 4, max: maxPeople });
  const count = given.integer("events", { min: 0, max: 100_000_000 });
  const disorderMs = given.integer("disorder", { min: 0, max: 86_400_000 });
  const bulkSize = given.integer("bulk-size", { min: 1, max: 500 });
  const noteStatus = Number(given.choice("note-status", ["200", "204"]));
  const tokenLifetimeMs = given.integer("page-token-life", { min: 1, max: 86_400_000 });
  const largeBytes = given.integer("file-size", { min: 0, max: 1_000_000_000_000 });
  const requests = given.integer("rate", { min: 0, max: 1_000_000 });
  const inspection = given.choice("inspection", ["detected", "results"]);
  const names = given.choice("names", ["present", "absent"]) === "present";
  const legalHoldHost = given.choice("legal-hold", ["gateway", "console"]);
  const faults = given.faults("fault");
  const audit = {
    count: given.integer("audit-logs", { min: 0, max: 100_000_000 }),
    doubles: given.integer("audit-doubles", { min: 0, max: 50 }),
    order: given.choice("audit-order", ["asc", "desc", "arbitrary"]),
    bounds: given.choice("audit-bounds", ["inclusive", "exclusive"]),
  };
  given.check();

  const clock = createClock({ startAt: options.startAt, speed: options.speed, now: Date.now });
  const world = createWorld({ seed, clock, users });
  const oauth = createOauth(world);
  const profiles = createProfiles();
  const actors = createActors(world, profiles);
  const riskProfiles = createRiskProfiles(world, profiles);
  const { rules, routes: ruleRoutes } = createAlertRules(world);
  const watchlists = createWatchlists(world);
  const legalHold = createLegalHold(world, { host: legalHoldHost, user: (userId) => accounts.user(userId) });
  const accounts = createAccounts(world, legalHold);
  const sessions = createSessions(world, rules, { open, other });

  const fileEvents = createFileEvents({ world, count, observed: sessions.observed, disorderMs, tokenLifetimeMs });
  const auditLog = createAuditLog({ world, ...audit });
  const files = createFiles(world, { largeBytes });
  const { isMember } = watchlists;
  const { eventsOfSession } = fileEvents;
  const { bySha256 } = files;
  const cases = createCases(world, { observed: sessions.observed, ...fileEvents, bySha256 });

  return createVendorSimulator({
    port,
    seed,
    clock,
    state: options.state,
    credentials: oauth.credentials,
    authenticate: oauth.authenticate,
    rate: { requests, perMs: 60_000 },
    faults,
    routes: [
      ...oauth.routes,
      ...sessions.routes({
        shape: { names, results: inspection === "results" },
        isMember,
        eventsOfSession,
        bulk: { size: bulkSize, tokenLifetimeMs },
        noteStatus,
      }),
      ...ruleRoutes,
      ...actors.routes,
      ...riskProfiles.routes,
      ...createRiskIndicators(world).routes,
      ...watchlists.routes,
      ...legalHold.routes,
      ...accounts.routes,
      ...fileEvents.routes,
      ...files.routes,
      ...cases.routes,
      ...createTrustedActivities(world).routes,
      ...auditLog.routes,
    ],
    control: [...oauth.control, ...sessions.control, ...fileEvents.control, ...files.control, ...auditLog.control],
    streams: { sessions, "file-events": fileEvents.stream, "audit-logs": auditLog.stream },
  });
}
