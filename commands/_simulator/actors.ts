import { readFields, Refusal, type Query, type Route } from "soarkit/simulator";

import type { Person } from "./people.ts";
import type { World } from "./world.ts";

/** An actor as Incydr answers with it. */
export type Actor = Pick<
  Person,
  | "active"
  | "actorId"
  | "alternateNames"
  | "country"
  | "department"
  | "division"
  | "employeeType"
  | "endDate"
  | "firstName"
  | "lastName"
  | "locality"
  | "managerActorId"
  | "notes"
  | "parentActorId"
  | "region"
  | "startDate"
  | "title"
> & { inScope: boolean; name: string };

/** The three fields of an actor that can be written. */
type Profile = Pick<Person, "notes" | "startDate" | "endDate">;

/** `/v1/actors`: everybody whom the tenant watches, with second accounts as children of their parent. */
export function createActors(world: World): { routes: Route[] } {
  /** What was written over a person's own profile. */
  const written = new Map<string, Profile>();

  function actor(person: Person): Actor {
    return toActor({ ...person, ...written.get(person.actorId) });
  }
  function parentOf(person: Person): Person {
    return (person.parentActorId === null ? undefined : world.personById(person.parentActorId)) ?? person;
  }
  function family(person: Person): { parent: Actor; children: Actor[] } {
    const parent = parentOf(person);
    const children = world.people.filter(({ parentActorId }) => parentActorId === parent.actorId);
    return { parent: actor(parent), children: children.map(actor) };
  }
  function byId({ actorId = "" }: Readonly<Record<string, string>>): Person {
    return world.personById(actorId) ?? notFound();
  }
  function byName({ name = "" }: Readonly<Record<string, string>>): Person {
    return world.personByEmail(name) ?? notFound();
  }

  return {
    routes: [
      get("/search", ({ query }) => ({ actors: search(world.people, query).map(actor) })),
      get("/search/parent", ({ query }) => ({
        actors: search(world.people, query).map((person) => actor(parentOf(person))),
      })),
      get("/id/:actorId", ({ params }) => actor(byId(params))),
      get("/id/:actorId/parent", ({ params }) => actor(parentOf(byId(params)))),
      get("/id/:actorId/family", ({ params }) => family(byId(params))),
      get("/name/:name/parent", ({ params }) => actor(parentOf(byName(params)))),
      get("/name/:name/family", ({ params }) => family(byName(params))),
      {
        method: "PATCH",
        path: `${base}/id/:actorId`,
        handle: ({ params, body }) => {
          const person = byId(params);
          const before = written.get(person.actorId) ?? profileOf(person);
          const fields = readFields(body, (error) => ({ error }));
          const notes = fields.nullableText("notes");
          const startDate = dateOrNull(fields.nullableText("startDate"));
          const endDate = dateOrNull(fields.nullableText("endDate"));
          // An absent field is left alone, an explicit null clears.
          const after = {
            notes: notes === undefined ? before.notes : notes,
            startDate: startDate === undefined ? before.startDate : startDate,
            endDate: endDate === undefined ? before.endDate : endDate,
          };
          written.set(person.actorId, after);
          return { body: actor(person), applied: JSON.stringify(after) !== JSON.stringify(before) };
        },
      },
    ],
  };
}

// --- internal ---

const base = "/v1/actors/actor";

function get(path: string, answer: (request: Parameters<Route["handle"]>[0]) => unknown): Route {
  return { method: "GET", path: `${base}${path}`, handle: (request) => ({ body: answer(request) }) };
}

function notFound(): never {
  throw new Refusal(404, { error: "actor not found" });
}

/** One page of those that the query asks for. Incydr counts these pages from 1, and tells no total. */
function search(people: readonly Person[], query: Query): Person[] {
  const page = query.integer("page", { min: 1 }) ?? 1;
  const size = query.integer("pageSize", { min: 1, max: 500 }) ?? 500;
  const start = query.text("nameStartsWith")?.toLowerCase() ?? "";
  const end = query.text("nameEndsWith")?.toLowerCase() ?? "";
  const active = query.flag("active");
  return people
    .filter(
      (person) =>
        person.email.startsWith(start) &&
        person.email.endsWith(end) &&
        (active === undefined || person.active === active),
    )
    .slice((page - 1) * size, page * size);
}

function profileOf({ notes, startDate, endDate }: Person): Profile {
  return { notes, startDate, endDate };
}

function dateOrNull(value: string | null | undefined): string | null | undefined {
  if (value === null || value === undefined) return value;
  const at = /^\d{4}-\d\d-\d\d$/.test(value) ? Date.parse(value) : NaN;
  // Date.parse lets 30 February roll over to March.
  if (!Number.isNaN(at) && new Date(at).toISOString().startsWith(value)) return value;
  throw new Refusal(400, { error: `${value} is not a date of the form YYYY-MM-DD` });
}

function toActor(person: Person): Actor {
  return {
    active: person.active,
    actorId: person.actorId,
    alternateNames: person.alternateNames,
    country: person.country,
    department: person.department,
    division: person.division,
    employeeType: person.employeeType,
    endDate: person.endDate,
    firstName: person.firstName,
    inScope: true,
    lastName: person.lastName,
    locality: person.locality,
    managerActorId: person.managerActorId,
    name: person.email,
    notes: person.notes,
    parentActorId: person.parentActorId,
    region: person.region,
    startDate: person.startDate,
    title: person.title,
  };
}
