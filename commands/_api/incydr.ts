import type { HttpClient } from "soarkit";
import { createActors, type Actors } from "./actors.ts";
import { createAlertRules, type AlertRules } from "./alert-rules.ts";
import { createFileEvents, type FileEvents } from "./file-events.ts";
import { createSessions, type Sessions } from "./sessions.ts";
import { createWatchlists, type Watchlists } from "./watchlists.ts";

/** Incydr's API, one property per resource. */
export interface Incydr {
  /** Where people look at it: `https://console.…`, without a slash at the end. */
  consoleUrl: string;
  sessions: Sessions;
  alertRules: AlertRules;
  actors: Actors;
  watchlists: Watchlists;
  fileEvents: FileEvents;
}

export function createIncydr(http: HttpClient, consoleUrl: string): Incydr {
  return {
    consoleUrl,
    sessions: createSessions(http),
    alertRules: createAlertRules(http),
    actors: createActors(http),
    watchlists: createWatchlists(http),
    fileEvents: createFileEvents(http),
  };
}
