import { readFields, Refusal, type Query, type Route } from "soarkit/simulator";

import type { World } from "../world.ts";
import { isoMicroseconds, toMember, type Watchlist, type WatchlistStore } from "./watchlist-store.ts";

/**
 * Who is on a watchlist, and by what: effective members, actors added or excluded one by one, departments.
 * @param path of one watchlist
 * @param existing the list of that id. @throws Refusal 404
 */
export function memberRoutes(
  world: World,
  store: WatchlistStore,
  path: string,
  existing: (watchlistId: string | undefined) => Watchlist,
): Route[] {
  function isActor(actorId: string): boolean {
    return world.personById(actorId) !== undefined;
  }
  function isDepartment(name: string): boolean {
    return world.people.some(({ department }) => department === name);
  }
  return [
    ...readRoutes("members", "watchlistMembers", (list) => store.members(list)),
    ...readRoutes("included-actors", "includedActors", ({ included }) => actors(included)),
    ...writeRoutes("included-actors", "actorIds", ({ included }) => included, isActor, "Actor"),
    ...readRoutes("excluded-actors", "excludedActors", ({ excluded }) => actors(excluded)),
    ...writeRoutes("excluded-actors", "actorIds", ({ excluded }) => excluded, isActor, "Actor"),
    ...readRoutes("included-departments", "includedDepartments", ({ departments }) =>
      [...departments].map(([name, at]) => ({ name, addedTime: isoMicroseconds(at) })),
    ),
    ...writeRoutes("included-departments", "departments", (list) => list.departments, isDepartment, "Department"),
  ];

  function actors(added: Map<string, number>): Entry[] {
    return [...added].map(([actorId, at]) => toMember(world, actorId, at));
  }

  /** The list of entries by pages, and one of them. */
  function readRoutes(name: string, key: string, entries: (list: Watchlist) => Entry[]): Route[] {
    return [
      {
        method: "GET",
        path: `${path}/${name}`,
        handle: ({ params, query }) => {
          const all = entries(existing(params.watchlistId));
          return { body: { [key]: pageOf(all, query), totalCount: all.length } };
        },
      },
      {
        method: "GET",
        path: `${path}/${name}/:entry`,
        handle: ({ params }) => {
          const found = entries(existing(params.watchlistId)).find((entry) => idOf(entry) === params.entry);
          if (!found) throw new Refusal(404, { error: "not found" });
          return { body: found };
        },
      },
    ];
  }

  /** Adding and deleting: all of the given ones or, when one is unknown, none. What is so already is no change. */
  function writeRoutes(
    name: string,
    key: string,
    added: (list: Watchlist) => Map<string, number>,
    isKnown: (id: string) => boolean,
    kind: string,
  ): Route[] {
    return (["add", "delete"] as const).map((verb) => ({
      method: "POST",
      path: `${path}/${name}/${verb}`,
      handle: ({ params, body }) => {
        const fields = readFields(body, (error) => ({ error }));
        const list = store.find(params.watchlistId ?? "");
        const named = fields.text("watchlistId") ?? params.watchlistId;
        if (!list || named !== list.watchlistId) throw new Refusal(400, { error: "Watchlist not found" });
        const ids = fields.texts(key, { max: 100 });
        if (!ids) throw new Refusal(400, { error: `${key} is required` });
        const unknown = ids.find((id) => !isKnown(id));
        if (unknown !== undefined) throw new Refusal(400, { error: `${kind} not found: ${unknown}` });

        const entries = added(list);
        const changing = [...new Set(ids)].filter((id) => entries.has(id) === (verb === "delete"));
        for (const id of changing) {
          if (verb === "delete") entries.delete(id);
          else entries.set(id, world.clock.now() * 1000);
        }
        if (changing.length > 0) list.used = true;
        return { status: 204, applied: changing.length > 0 };
      },
    }));
  }
}

// --- internal ---

type Entry = { addedTime: string } & ({ actorId: string; actorname: string } | { name: string });

function idOf(entry: Entry): string {
  return "name" in entry ? entry.name : entry.actorId;
}

/** These pages count from 1, and their size is spelled `page_size`. */
function pageOf(entries: Entry[], query: Query): Entry[] {
  const page = query.integer("page", { min: 1 }) ?? 1;
  const size = query.integer("page_size", { min: 1, max: 1000 }) ?? 100;
  return entries.slice((page - 1) * size, page * size);
}
