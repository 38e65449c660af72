import type { Route } from "soarkit/simulator";

import { caseEventRoutes } from "./cases/case-event-routes.ts";
import { caseExportRoutes } from "./cases/case-export-routes.ts";
import { notFound } from "./cases/case-problem.ts";
import { caseRoutes } from "./cases/case-routes.ts";
import { createCaseStore, type Case } from "./cases/case-store.ts";
import type { FileEvent } from "./file-events/index.ts";
import type { StoredFile } from "./files/stored-file.ts";
import { exemplarySessionId, type SessionFacts, type World } from "./world.ts";

/**
 * `/v1/cases`, with their file events and exports.
 * @param parts.observed the sessions at the start: the exemplary case has the critical events of the exemplary one
 * @param parts.eventById the file event of that id, if it has been inserted by now
 * @param parts.bySha256 the file of that hash
 */
export function createCases(
  world: World,
  parts: {
    observed: () => readonly SessionFacts[];
    eventsOfSession: (session: SessionFacts) => FileEvent[];
    eventById: (id: string) => FileEvent | undefined;
    bySha256: (sha256: string) => StoredFile | undefined;
  },
): { routes: Route[] } {
  const { observed, eventsOfSession, eventById, bySha256 } = parts;
  const exemplary = observed().filter(({ sessionId }) => sessionId === exemplarySessionId);
  const firstEvents = exemplary.flatMap(eventsOfSession).filter(({ risk }) => risk.severity === "CRITICAL");
  const store = createCaseStore(
    world,
    firstEvents.map(({ event }) => event.id),
  );

  function existing(number?: string): Case {
    const found = store.find(number);
    if (!found) throw notFound("There is no such case");
    return found;
  }
  function eventOf({ events }: Case, eventId = ""): FileEvent {
    const event = events.has(eventId) ? eventById(eventId) : undefined;
    if (!event) throw notFound("The case has no such file event");
    return event;
  }
  function eventsOf({ events }: Case): FileEvent[] {
    return [...events].flatMap((id) => eventById(id) ?? []);
  }
  /** The file of an event, where Incydr has it. */
  function keptFile({ file }: FileEvent): StoredFile | undefined {
    const stored = file.hash.sha256 === null ? undefined : bySha256(file.hash.sha256);
    return stored?.isKept === true ? stored : undefined;
  }
  const ofEvents = { existing, eventOf, eventsOf, keptFile };

  return {
    routes: [
      ...caseRoutes(world, store, existing),
      ...caseEventRoutes({ ...ofEvents, isEvent: (id) => eventById(id) !== undefined }),
      ...caseExportRoutes({ ...ofEvents, detail: store.detail }),
    ],
  };
}
