import type { Route, VendorSimulatorOptions } from "soarkit/simulator";

import { createAccounts } from "./accounts.ts";
import { createActors } from "./actors.ts";
import { createAlertRules } from "./alert-rules.ts";
import { createAuditLog } from "./audit-log/index.ts";
import { createCases } from "./cases.ts";
import { createFileEvents } from "./file-events/index.ts";
import { createFiles } from "./files.ts";
import type { Settings } from "./knobs.ts";
import { createLegalHold } from "./legal-hold/index.ts";
import { createOauth } from "./oauth.ts";
import { createProfiles } from "./profiles.ts";
import { createRiskIndicators } from "./risk-indicators.ts";
import { createRiskProfiles } from "./risk-profiles.ts";
import { createSessions } from "./sessions.ts";
import { createTrustedActivities } from "./trusted-activities.ts";
import { asUnpublished } from "./unpublished.ts";
import { createWatchlists } from "./watchlists.ts";
import type { World } from "./world.ts";

/** All that a tenant answers to. */
export interface Resources extends Pick<VendorSimulatorOptions, "credentials" | "authenticate"> {
  routes: Route[];
  control: Route[];
  streams: NonNullable<VendorSimulatorOptions["streams"]>;
}

/** Every resource of the tenant, each over what it needs of the others. */
export function createResources(world: World, settings: Settings): Resources {
  const { events: count, disorderMs, tokenLifetimeMs, tokenOrder, inspection, names } = settings;
  const oauth = createOauth(world, settings.refusals);
  const profiles = createProfiles();
  const actors = createActors(world, profiles);
  const riskProfiles = createRiskProfiles(world, profiles);
  const { rules, routes: ruleRoutes } = createAlertRules(world);
  const watchlists = createWatchlists(world);
  const legalHold = createLegalHold(world, { host: settings.legalHoldHost, user: (userId) => accounts.user(userId) });
  const accounts = createAccounts(world, legalHold);
  const sessions = createSessions(world, rules, { open: settings.sessions, other: settings.otherSessions });

  const { observed } = sessions;
  const fileEvents = createFileEvents({ world, count, observed, disorderMs, tokenLifetimeMs, tokenOrder });
  const auditLog = createAuditLog({ world, ...settings.audit });
  const files = createFiles(world, settings);
  const { isMember } = watchlists;
  const { eventsOfSession } = fileEvents;
  const { bySha256 } = files;
  const cases = createCases(world, { observed, ...fileEvents, bySha256 });
  const sessionRoutes = sessions.routes({
    shape: { names, results: inspection === "results" },
    isMember,
    eventsOfSession,
    mostEvents: settings.sessionEvents,
    bulk: { size: settings.bulkSize, end: settings.bulkEnd, tokenLifetimeMs },
    noteStatus: settings.noteStatus,
  });

  const routes = [
    ...oauth.routes,
    ...sessionRoutes,
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
  ];
  return {
    credentials: oauth.credentials,
    authenticate: oauth.authenticate,
    routes: asUnpublished(routes, settings.unpublished),
    control: [...oauth.control, ...sessions.control, ...fileEvents.control, ...files.control, ...auditLog.control],
    streams: { sessions, "file-events": fileEvents.stream, "audit-logs": auditLog.stream },
  };
}
