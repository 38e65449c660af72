// The file events of the simulated tenant. To mount: serve `routes` with the vendor's other routes, answer
// `GET /v1/sessions/:sessionId/events` with `sessionEvents(id)`, serve `control` with the control API, and give
// `stream` to the kit as the stream `file-events`.
import { listPieces, type Item, type Route, type Stream, type VendorAnswer } from "soarkit/simulator";

import type { World } from "../world.ts";
import { createAddedEvents } from "./added-events.ts";
import { createBaseEvents } from "./base-events.ts";
import type { FileEvent } from "./file-event.ts";
import type { Criteria } from "./query.ts";
import { fileEventRoutes, sessionEventsAnswer } from "./routes.ts";
import { createSavedSearches } from "./saved-searches.ts";
import { createSearch } from "./search.ts";
import { createSessionEvents, type SessionPort } from "./session-events.ts";
import type { StoredEvent } from "./stored-event.ts";

export type { FileEvent } from "./file-event.ts";
export type { SessionPort } from "./session-events.ts";

export interface FileEvents {
  /** `/v2/file-events` and what lies below it. */
  routes: Route[];
  /** `GET /truth/file-events`. */
  control: Route[];
  stream: Stream;
  /** The answer to `GET /v1/sessions/{id}/events`; undefined for an unknown session. */
  sessionEvents(sessionId: string): VendorAnswer | undefined;
  /** All events by now in order of insertion, from a position counted from 0. */
  truth(limit: number, from: number): Iterable<FileEvent>;
  /** How many events searches have looked at so far. */
  examined(): number;
}

/**
 * Three kinds of file events, found by the same searches: `count` ordinary ones within the world's window, those that
 * the sessions consist of, and those added while it runs.
 * @param options.sessions the tenant's sessions; a session store is one
 * @param options.disorderMs by how much an added event's time of insertion may lie before the moment it can be found.
 * @default 0
 * @param options.tokenLifetimeMs how long a page token can be used. @default Infinity
 * @param options.sessionEventsLimit how many events the answer for one session holds at most (its total still tells
 * how many there are). @default 10 000
 */
export function createFileEvents(options: {
  world: World;
  count: number;
  sessions: SessionPort;
  disorderMs?: number;
  tokenLifetimeMs?: number;
  sessionEventsLimit?: number;
}): FileEvents {
  const { world, count, sessions, disorderMs = 0, tokenLifetimeMs = Infinity, sessionEventsLimit = 10_000 } = options;
  const still = createBaseEvents({ world, count });
  const ofSessions = createSessionEvents(world, sessions);
  const added = createAddedEvents(world, disorderMs);
  const search = createSearch({ still, moving: [ofSessions, added], now: () => world.clock.now(), tokenLifetimeMs });

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
    routes: fileEventRoutes(search, createSavedSearches(world)),
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
      add: (number, lateMs) => added.add(number, lateMs).map(toItem),
    },
    sessionEvents: (sessionId) => {
      const events = ofSessions.ofSession(sessionId);
      if (events === undefined) return undefined;
      const shown = events.slice(0, sessionEventsLimit);
      return sessionEventsAnswer({ totalCount: events.length, events: shown, nextPgToken: null });
    },
    truth,
    examined: () => search.examined(),
  };
}

// --- internal ---

const everything: Criteria = { clause: "AND", parts: [] };

function toItem({ id, insertedMicros }: StoredEvent): Item {
  return { id, at: Math.floor(insertedMicros / 1000) };
}
