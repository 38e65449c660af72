import { isJsonObject, readFields, Refusal, type Json, type Query, type Route } from "soarkit/simulator";

import type { Person } from "./people.ts";
import { checkDate, type Profile, type Profiles } from "./profiles.ts";
import type { World } from "./world.ts";

/** A day as this older API writes it. */
export interface DayParts {
  year: number;
  month: number;
  day: number;
}

/** `/v1/user-risk-profiles`: what actors came from, by user ids. Everybody has one. */
export function createRiskProfiles(world: World, profiles: Profiles): { routes: Route[] } {
  function existing(userId: string | undefined): Person {
    const person = world.personById(userId ?? "");
    if (!person) throw new Refusal(404, { error: "User not found" });
    return person;
  }
  function body(person: Person): RiskProfile {
    const manager = person.managerActorId === null ? undefined : world.personById(person.managerActorId);
    return toRiskProfile(world.tenantId, profiles.of(person), manager);
  }
  function aliasRoute(verb: string, change: (before: string[], given: string[]) => string[]): Route {
    return {
      method: "POST",
      path: `${base}/:userId/${verb}`,
      handle: ({ params, body: given }) => {
        const person = existing(params.userId);
        const alternateNames = change(profiles.of(person).alternateNames, readAliases(given));
        if (alternateNames.length > mostAliases) throw tooMuch(`${String(mostAliases)} in number`);
        const applied = profiles.write(person, { alternateNames });
        return { body: body(person), applied };
      },
    };
  }
  return {
    routes: [
      {
        method: "GET",
        path: base,
        handle: ({ query }) => {
          const page = query.integer("page", { min: 1 }) ?? 1;
          const size = query.integer("page_size", { min: 1, max: 500 }) ?? 100;
          const chosen = filtered(world.people, query);
          return {
            body: {
              userRiskProfiles: chosen.slice((page - 1) * size, page * size).map(body),
              totalCount: chosen.length,
            },
          };
        },
      },
      {
        method: "GET",
        path: `${base}/:userId`,
        handle: ({ params }) => ({ body: body(existing(params.userId)) }),
      },
      {
        method: "PATCH",
        path: `${base}/:userId`,
        handle: ({ params, query, body: given }) => {
          const person = existing(params.userId);
          const applied = profiles.write(person, readChange(query, given));
          return { body: body(person), applied };
        },
      },
      aliasRoute("add-cloud-aliases", (before, given) => [...new Set([...before, ...given])]),
      aliasRoute("delete-cloud-aliases", (before, given) => before.filter((alias) => !given.includes(alias))),
    ],
  };
}

// --- internal ---

const base = "/v1/user-risk-profiles";
const written = ["startDate", "endDate", "notes"] as const;
const longestAlias = 50;
/** Not published, but for that there is a limit. */
const mostAliases = 10;

type RiskProfile = ReturnType<typeof toRiskProfile>;

function filtered(people: readonly Person[], query: Query): Person[] {
  const texts = [
    ["manager_id", "managerActorId"],
    ["title", "title"],
    ["division", "division"],
    ["department", "department"],
    ["employment_type", "employeeType"],
    ["country", "country"],
    ["region", "region"],
    ["locality", "locality"],
  ] as const;
  const wanted = texts.map(([name, field]) => [field, query.text(name)] as const);
  const active = query.flag("active");
  // Nobody here was deleted, or belongs to the vendor's support.
  const none = query.flag("deleted") === true || query.flag("support_user") === true;
  return people.filter(
    (person) =>
      !none &&
      (active === undefined || person.active === active) &&
      wanted.every(([field, value]) => value === undefined || person[field] === value),
  );
}

/** Only what `paths` names is written, and cleared where the body says null or nothing of it. */
function readChange(query: Query, body: Json | undefined): Partial<Profile> {
  // The key is repeated by some clients; others send one value with commas.
  const paths = query.list("paths").flatMap((value) => value.split(","));
  const unknown = paths.find((path) => !written.some((field) => field === path));
  if (paths.length === 0 || unknown !== undefined) {
    throw new Refusal(400, { error: `paths must name some of ${written.join(", ")}, got ${unknown ?? "nothing"}` });
  }
  const fields = readFields(body, (error) => ({ error }));
  return {
    ...(paths.includes("startDate") && { startDate: readDay("startDate", fields.value("startDate")) }),
    ...(paths.includes("endDate") && { endDate: readDay("endDate", fields.value("endDate")) }),
    ...(paths.includes("notes") && { notes: fields.nullableText("notes") ?? null }),
  };
}

function readDay(name: string, value: Json | undefined): string | null {
  if (value === undefined || value === null) return null;
  if (!isJsonObject(value)) throw new Refusal(400, { error: `${name} must be {year, month, day}` });
  const day = readFields(value, (error) => ({ error: `${name}: ${error}` }));
  const digits = (field: string, length: number) => String(day.integer(field) ?? "").padStart(length, "0");
  return checkDate(`${digits("year", 4)}-${digits("month", 2)}-${digits("day", 2)}`);
}

function readAliases(body: Json | undefined): string[] {
  const aliases = readFields(body, (error) => ({ error })).texts("cloudAliases");
  if (!aliases) throw new Refusal(400, { error: "cloudAliases is required" });
  if (aliases.some(({ length }) => length > longestAlias)) throw tooMuch(`${String(longestAlias)} characters`);
  return aliases;
}

function tooMuch(limit: string): Refusal {
  return new Refusal(400, { error: `Cloud usernames must be less than or equal to ${limit}` });
}

function toDay(date: string | null): DayParts | null {
  if (date === null) return null;
  const [year = 0, month = 0, day = 0] = date.split("-").map(Number);
  return { year, month, day };
}

function toRiskProfile(tenantId: string, person: Person, manager: Person | undefined) {
  return {
    active: person.active,
    cloudAliases: person.alternateNames,
    country: person.country,
    deleted: false,
    department: person.department,
    displayName: displayName(person),
    division: person.division,
    employmentType: person.employeeType,
    endDate: toDay(person.endDate),
    locality: person.locality,
    managerDisplayName: manager ? displayName(manager) : null,
    managerId: person.managerActorId,
    managerUsername: manager?.email ?? null,
    notes: person.notes,
    region: person.region,
    startDate: toDay(person.startDate),
    supportUser: false,
    tenantId,
    title: person.title,
    userId: person.actorId,
    username: person.email,
  };
}

function displayName({ firstName, lastName }: Person): string {
  return `${firstName} ${lastName}`;
}
