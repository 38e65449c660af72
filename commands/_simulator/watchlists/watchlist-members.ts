import { readFields, Refusal, type Query, type Route } from "soarkit/simulator";

import type { World } from "../world.ts";
import type { DirectoryGroup } from "./directory-groups.ts";
import type { Member, Version } from "./version.ts";
import { isoMicroseconds, type Watchlist, type WatchlistStore } from "./watchlist-store.ts";

/**
 * Who is on a watchlist, and by what: effective members, people added or excluded one by one, departments, groups.
 * @param parts.existing the list of that id. @throws Refusal 404
 */
export function memberRoutes(parts: {
  world: World;
  groups: ReadonlyMap<string, DirectoryGroup>;
  store: WatchlistStore;
  version: Version;
  existing: (watchlistId: string | undefined) => Watchlist;
}): Route[] {
  const { world, groups, store, version, existing } = parts;
  const path = `${version.base}/:watchlistId`;
  const { one } = version;
  const label = one === "actor" ? "Actor" : "User";
  const toMember = ([id, at]: [string, number]) => version.member(world, id, at);
  const isPerson = (id: string) => world.personById(id) !== undefined;
  const isDepartment = (name: string) => world.people.some(({ department }) => department === name);
  const isGroup = (id: string) => groups.has(id);
  const toDepartment = ([name, at]: [string, number]) => ({ name, addedTime: isoMicroseconds(at) });

  return [
    ...readRoutes("members", "watchlistMembers", (list) => store.members(list).map(toMember)),
    ...readRoutes(`included-${one}s`, `included${label}s`, ({ included }) => [...included].map(toMember)),
    ...writeRoutes(`included-${one}s`, `${one}Ids`, ({ included }) => included, isPerson, label),
    ...readRoutes(`excluded-${one}s`, `excluded${label}s`, ({ excluded }) => [...excluded].map(toMember)),
    ...writeRoutes(`excluded-${one}s`, `${one}Ids`, ({ excluded }) => excluded, isPerson, label),
    ...readRoutes("included-departments", "includedDepartments", (list) => [...list.departments].map(toDepartment)),
    ...writeRoutes("included-departments", "departments", (list) => list.departments, isDepartment, "Department"),
    ...readRoutes("included-directory-groups", "includedDirectoryGroups", (list) => [...list.groups].flatMap(toGroup)),
    ...writeRoutes("included-directory-groups", "groupIds", (list) => list.groups, isGroup, "Directory group"),
  ];

  function toGroup([id, at]: [string, number]): Entry[] {
    const group = groups.get(id);
    if (!group) return [];
    const { groupId, name, isDeleted } = group;
    return [{ groupId, name, isDeleted, addedTime: isoMicroseconds(at) }];
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

type Entry =
  | Member
  | { name: string; addedTime: string }
  | { groupId: string; name: string; isDeleted: boolean; addedTime: string };

function idOf(entry: Entry): string {
  if ("actorId" in entry) return entry.actorId;
  if ("userId" in entry) return entry.userId;
  return "groupId" in entry ? entry.groupId : entry.name;
}

/** These pages count from 1, and their size is spelled `page_size`. */
function pageOf(entries: Entry[], query: Query): Entry[] {
  const page = query.integer("page", { min: 1 }) ?? 1;
  const size = query.integer("page_size", { min: 1, max: 1000 }) ?? 100;
  return entries.slice((page - 1) * size, page * size);
}
