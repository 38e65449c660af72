import { readFields, Refusal, type Json, type Query, type Route } from "soarkit/simulator";

import type { Person } from "./people.ts";
import { checkDate, type Profile, type Profiles } from "./profiles.ts";
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

/** `/v1/actors`: everybody whom the tenant watches, with second accounts as children of their parent. */
export function createActors(world: World, profiles: Profiles): { routes: Route[] } {
  function actor(person: Person): Actor {
    return toActor(profiles.of(person));
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
          const applied = profiles.write(person, readChange(body));
          return { body: actor(person), applied };
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

/** An absent field is left alone, an explicit null clears. */
function readChange(body: Json | undefined): Partial<Profile> {
  const fields = readFields(body, (error) => ({ error }));
  const notes = fields.nullableText("notes");
  const startDate = dateOrNull(fields.nullableText("startDate"));
  const endDate = dateOrNull(fields.nullableText("endDate"));
  return {
    ...(notes !== undefined && { notes }),
    ...(startDate !== undefined && { startDate }),
    ...(endDate !== undefined && { endDate }),
  };
}

function dateOrNull(value: string | null | undefined): string | null | undefined {
  return typeof value === "string" ? checkDate(value) : value;
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
