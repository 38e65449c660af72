// The file events of the simulated tenant. To mount `createFileEvents({ world, count, observed: sessions.observed })`:
// serve `routes` with the vendor's other routes, build `GET /v1/sessions/:sessionId/events` from `eventsOfSession`,
// serve `control` with the control API, and give `stream` to the kit as the stream `file-events`.
import { listPieces, type Item, type Route, type Stream } from "soarkit/simulator";

import type { SessionFacts, World } from "../world.ts";
import { createAddedEvents } from "./added-events.ts";
import { createBaseEvents } from "./base-events.ts";
import type { FileEvent } from "./file-event.ts";
import type { Criteria } from "./query.ts";
import { fileEventRoutes, type TokenOrder } from "./routes.ts";
import { createSavedSearches } from "./saved-searches.ts";
import { createSearch } from "./search.ts";
import { createSessionEvents } from "./session-events.ts";
import type { StoredEvent } from "./stored-event.ts";

export type { FileEvent } from "./file-event.ts";
export type { TokenOrder } from "./routes.ts";

export interface FileEvents {
  /** `/v2/file-events` and what lies below it. */
  routes: Route[];
  /** `GET /truth/file-events`. */
  control: Route[];
  stream: Stream;
  /** The documents of `GET /v1/sessions/{id}/events`: those inserted by now, in order of insertion. */
  eventsOfSession: (session: SessionFacts) => FileEvent[];
  /** The document of one event, if it has been inserted by now. */
  eventById: (id: string) => FileEvent | undefined;
  /** All events by now in order of insertion, from a position counted from 0. */
  truth(limit: number, from: number): Iterable<FileEvent>;
  /** How many events searches have looked at so far. */
  examined(): number;
}

/**
 * Three kinds of file events, found by the same searches: `count` ordinary ones within the world's window, those that
 * the sessions consist of, and those added while it runs.
 * @param options.observed the sessions observed by now
 * @param options.disorderMs by how much an added event's time of insertion may lie before the moment it can be found.
 * @default 0
 * @param options.tokenLifetimeMs how long a page token can be used. @default Infinity
 * @param options.tokenOrder in which order pages by token come. @default "query"
 */
export function createFileEvents(options: {
  world: World;
  count: number;
  observed: () => readonly SessionFacts[];
  disorderMs?: number;
  tokenLifetimeMs?: number;
  tokenOrder?: TokenOrder;
}): FileEvents {
  const { world, count, observed, disorderMs = 0, tokenLifetimeMs = Infinity, tokenOrder = "query" } = options;
  const ofSessions = createSessionEvents(world, observed);
  const added = createAddedEvents(world, disorderMs);
  const search = createSearch({
    // In the order of the numbers that sources have in ids.
    sources: [createBaseEvents({ world, count }), ofSessions, added],
    now: () => world.clock.now(),
    tokenLifetimeMs,
  });

  function all(): IteratorObject<StoredEvent> {
    return Iterator.from(search.matching(everything));
  }
  function truth(limit: number, from: number): Iterable<FileEvent> {
    return all()
      .drop(from)
      .take(limit)
      .map((event) => event.document());
  }

  return {
    routes: fileEventRoutes(search, createSavedSearches(world), tokenOrder),
    control: [
      {
        method: "GET",
        path: "/truth/file-events",
        handle: ({ query }) => {
          const limit = query.integer("limit", { min: 0 }) ?? Infinity;
          return { pieces: listPieces("fileEvents", truth(limit, query.integer("from", { min: 0 }) ?? 0)) };
        },
      },
    ],
    stream: {
      truth: () => all().map(toItem),
      add: (number, lateMs, unseenMs) => added.add(number, lateMs, unseenMs).map(toItem),
    },
    eventsOfSession: (session) => ofSessions.ofSession(session).map((event) => event.document()),
    eventById: (id) => search.find(id)?.document(),
    truth,
    examined: () => search.examined(),
  };
}

// --- internal ---

const everything: Criteria = { clause: "AND", parts: [] };

function toItem({ id, seenAt }: StoredEvent): Item {
  return { id, at: seenAt };
}
