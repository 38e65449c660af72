import { readFields, Refusal, type Route } from "soarkit/simulator";

import type { FileEvent } from "../file-events/index.ts";
import type { StoredFile } from "../files/stored-file.ts";
import { toCaseEvent } from "./case-event.ts";
import { pageOf } from "./case-list.ts";
import { badRequest, notFound, problem } from "./case-problem.ts";
import { casePath } from "./case-routes.ts";
import type { Case } from "./case-store.ts";

/**
 * The file events of a case: listed, added in bulk or one by one, read and taken out again.
 * @param existing the case of a path. @throws Refusal 404
 * @param eventOf the event that a case has. @throws Refusal 404
 * @param keptFile the file of an event, where Incydr has it
 */
export function caseEventRoutes(parts: {
  existing: (number?: string) => Case;
  eventOf: (found: Case, eventId?: string) => FileEvent;
  eventsOf: (found: Case) => FileEvent[];
  keptFile: (event: FileEvent) => StoredFile | undefined;
  isEvent: (id: string) => boolean;
}): Route[] {
  const { existing, eventOf, eventsOf, keptFile, isEvent } = parts;
  return [
    {
      method: "GET",
      path,
      handle: ({ params, query }) => {
        const all = eventsOf(existing(params.number));
        const events = pageOf(all, query).map((event) => toCaseEvent(event, keptFile(event) !== undefined));
        return { body: { events, totalCount: all.length } };
      },
    },
    {
      method: "POST",
      path,
      handle: ({ params, body }) => {
        const ids = readFields(body, badRequest).texts("events");
        if (ids === undefined || ids.length === 0) throw new Refusal(400, badRequest("events is required"));
        return add(existing(params.number), [...new Set(ids)]);
      },
    },
    {
      method: "POST",
      path: `${path}/:eventId`,
      handle: ({ params }) => add(existing(params.number), [params.eventId ?? ""]),
    },
    {
      method: "GET",
      path: `${path}/:eventId`,
      handle: ({ params }) => ({ body: eventOf(existing(params.number), params.eventId) }),
    },
    {
      method: "DELETE",
      path: `${path}/:eventId`,
      handle: ({ params }) => {
        const found = existing(params.number);
        const { event } = eventOf(found, params.eventId);
        if (found.status !== "OPEN") throw problem("CASE_IS_CLOSED");
        found.events.delete(event.id);
        return { status: 204, applied: true };
      },
    },
  ];

  /** All of them or, where one cannot be added, none. What an unknown event is answered with is not published: 404 here. */
  function add(found: Case, ids: readonly string[]) {
    if (found.status !== "OPEN") throw problem("CASE_IS_CLOSED");
    if (ids.some((id) => found.events.has(id))) throw problem("CASE_ALREADY_HAS_EVENT");
    const unknown = ids.find((id) => !isEvent(id));
    if (unknown !== undefined) throw notFound(`There is no file event ${unknown}`);
    for (const id of ids) found.events.add(id);
    return { status: 204, applied: true };
  }
}

// --- internal ---

const path = `${casePath}/fileevent`;
