import type { HttpClient } from "soarkit";
import { createActors, type Actors } from "./actors.ts";
import { createAlertRules, type AlertRules } from "./alert-rules.ts";
import { createAuditLog, type AuditLog } from "./audit-log.ts";
import { createCases, type Cases } from "./cases.ts";
import { createConsoleLegalHold } from "./console-legal-hold.ts";
import { createConsoleOrgs, type ConsoleOrgs } from "./console-orgs.ts";
import { createConsoleUsers, type ConsoleUsers } from "./console-users.ts";
import { createDevices, type Devices } from "./devices.ts";
import { createFileEvents, type FileEvents } from "./file-events.ts";
import { createLegalHold, type LegalHold } from "./legal-hold.ts";
import { createFiles, type Files } from "./files.ts";
import { createSessions, type Sessions } from "./sessions.ts";
import { createTrustedActivities, type TrustedActivities } from "./trusted-activities.ts";
import { createUsers, type Users } from "./users.ts";
import { createWatchlists, type Watchlists } from "./watchlists.ts";

/** Incydr's API, one property per resource. */
export interface Incydr {
  /** Where people look at it: `https://console.…`, without a slash at the end. */
  consoleUrl: string;
  sessions: Sessions;
  alertRules: AlertRules;
  actors: Actors;
  watchlists: Watchlists;
  users: Users;
  /** What the gateway cannot do with users. */
  consoleUsers: ConsoleUsers;
  consoleOrgs: ConsoleOrgs;
  devices: Devices;
  fileEvents: FileEvents;
  files: Files;
  legalHold: LegalHold;
  /** For tenants whose gateway has no legal hold. */
  consoleLegalHold: LegalHold;
  cases: Cases;
  trustedActivities: TrustedActivities;
  auditLog: AuditLog;
}

/**
 * @param hosts.gateway `api.….code42.com`, the current API
 * @param hosts.console `console.….code42.com`, for what the gateway does not have
 * @param hosts.consoleUrl as `Incydr.consoleUrl`
 */
export function createIncydr(hosts: { gateway: HttpClient; console: HttpClient; consoleUrl: string }): Incydr {
  const { gateway, consoleUrl } = hosts;
  return {
    consoleUrl,
    sessions: createSessions(gateway),
    alertRules: createAlertRules(gateway),
    actors: createActors(gateway),
    watchlists: createWatchlists(gateway),
    users: createUsers(gateway),
    consoleUsers: createConsoleUsers(hosts.console),
    consoleOrgs: createConsoleOrgs(hosts.console),
    devices: createDevices(gateway),
    fileEvents: createFileEvents(gateway),
    files: createFiles(gateway),
    legalHold: createLegalHold(gateway),
    consoleLegalHold: createConsoleLegalHold(hosts.console),
    cases: createCases(gateway),
    trustedActivities: createTrustedActivities(gateway),
    auditLog: createAuditLog(gateway),
  };
}
