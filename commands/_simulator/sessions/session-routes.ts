import { readFields, Refusal, type Route } from "soarkit/simulator";

import { administrator, type World } from "../world.ts";
import { changeStatesRoute, type BulkSettings } from "./change-states.ts";
import { toSessionBody, type SessionBody, type SessionShape } from "./session-body.ts";
import { createSessionList, type IsMember } from "./session-list.ts";
import type { SessionStore } from "./session-store.ts";
import { sessionStates, stateOf, type Session, type SessionState } from "./session.ts";

/** The most characters a note may have. */
const noteLimit = 2000;

/** `/v1/sessions` */
export function sessionRoutes(parts: {
  world: World;
  store: SessionStore;
  shape: SessionShape;
  isMember: IsMember;
  eventsOfSession: (session: Session) => readonly { event: { id: string } }[];
  /** How many events one answer lists; 0 for all. Pages of them are not published. */
  mostEvents: number;
  bulk: BulkSettings;
  /** With which a note is answered: 200 as in Incydr's SDK, 204 as in another's. */
  noteStatus: number;
}): Route[] {
  const { world, store } = parts;
  const { clock } = world;
  const list = createSessionList(store, parts.isMember);
  function existing(sessionId: string | undefined): Session {
    const session = store.find(sessionId ?? "");
    if (!session) throw new Refusal(404, { error: "session not found" });
    return session;
  }
  function bodyOf(session: Session): SessionBody {
    const eventIds = () => parts.eventsOfSession(session).map(({ event }) => event.id);
    return toSessionBody(session, world.tenantId, parts.shape, eventIds);
  }
  function change(sessions: readonly Session[], state: SessionState): boolean {
    const changed = sessions.filter((session) => stateOf(session) !== state);
    for (const session of changed) {
      session.states.push({ state, at: clock.now() });
      session.lastUpdated = clock.now();
      store.changed("rest");
    }
    return changed.length > 0;
  }

  return [
    {
      method: "GET",
      path: "/v1/sessions",
      handle: ({ query }) => {
        const { page, totalCount } = list.page(query);
        return { body: { items: page.map(bodyOf), totalCount } };
      },
    },
    {
      method: "GET",
      path: "/v1/sessions/:sessionId",
      handle: ({ params }) => ({ body: bodyOf(existing(params.sessionId)) }),
    },
    {
      method: "GET",
      path: "/v1/sessions/:sessionId/events",
      handle: ({ params }) => {
        const all = parts.eventsOfSession(existing(params.sessionId));
        const fileEvents = parts.mostEvents === 0 ? all : all.slice(0, parts.mostEvents);
        const nextPgToken = fileEvents.length < all.length ? (fileEvents.at(-1)?.event.id ?? null) : null;
        return { body: { queryResult: { totalCount: all.length, fileEvents, nextPgToken, problems: null } } };
      },
    },
    {
      method: "POST",
      path: "/v1/sessions/change-state",
      handle: ({ body }) => {
        const fields = readFields(body, (error) => ({ error }));
        const ids = fields.texts("ids", { max: 100 });
        const state = fields.choice("newState", sessionStates);
        if (!ids || !state) throw new Refusal(400, { error: "ids and newState are required" });
        // All or none: an unknown id leaves the others as they are.
        return { status: 204, applied: change([...new Set(ids)].map(existing), state) };
      },
    },
    changeStatesRoute(world, list, parts.bulk, change),
    {
      method: "POST",
      path: "/v1/sessions/:sessionId/add-note",
      handle: ({ params, body }) => {
        const session = existing(params.sessionId);
        const content = readFields(body, (error) => ({ error })).text("noteContent", { max: noteLimit });
        if (content === undefined || content === "") throw new Refusal(400, { error: "noteContent is required" });
        const id = world.random("note", session.sessionId, session.notes.length).uuid();
        session.notes.push({ id, content, at: clock.now(), userId: administrator.userId });
        session.lastUpdated = clock.now();
        return { status: parts.noteStatus, applied: true };
      },
    },
  ];
}
