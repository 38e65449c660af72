import { readFields, Refusal, type Route } from "soarkit/simulator";

import { createDirectoryGroups, directoryGroupRoutes, type DirectoryGroup } from "./watchlists/directory-groups.ts";
import { version1, version2, type Version } from "./watchlists/version.ts";
import { memberRoutes } from "./watchlists/watchlist-members.ts";
import {
  createWatchlistStore,
  watchlistTypes,
  type Watchlist,
  type WatchlistStore,
} from "./watchlists/watchlist-store.ts";
import type { World } from "./world.ts";

const titleLimit = 50;
const descriptionLimit = 250;

/**
 * `/v2/watchlists` by actor ids and `/v1/watchlists` by user ids, over one store. Statuses of calls whose answer is
 * empty are not published: 204 here.
 */
export function createWatchlists(world: World): {
  routes: Route[];
  /** Whether somebody is effectively on the list. */
  isMember: (watchlistId: string, actorId: string) => boolean;
} {
  const groups = createDirectoryGroups(world);
  const store = createWatchlistStore(world, groups);
  return {
    isMember: (watchlistId, actorId) => {
      const list = store.find(watchlistId);
      return list !== undefined && store.memberSince(list, actorId) !== undefined;
    },
    routes: [
      ...[version2, version1].flatMap((version) => watchlistRoutes({ world, groups, store, version })),
      ...directoryGroupRoutes(groups),
    ],
  };
}

// --- internal ---

function watchlistRoutes(parts: {
  world: World;
  groups: ReadonlyMap<string, DirectoryGroup>;
  store: WatchlistStore;
  version: Version;
}): Route[] {
  const { world, store, version } = parts;
  const path = `${version.base}/:watchlistId`;
  return [
    {
      method: "GET",
      path: version.base,
      handle: ({ query }) => {
        const page = query.integer("page", { min: 1 }) ?? 1;
        const size = query.integer("pageSize", { min: 1, max: 100 }) ?? 100;
        const id = query.text(`${version.one}Id`);
        const chosen = store.all().filter((list) => id === undefined || store.memberSince(list, id) !== undefined);
        const watchlists = chosen.slice((page - 1) * size, page * size).map(toBody);
        return { body: { watchlists, totalCount: chosen.length } };
      },
    },
    {
      method: "POST",
      path: version.base,
      handle: ({ body }) => {
        const fields = readFields(body, errorBody);
        const wanted = fields.text("watchlistType");
        const listType = watchlistTypes.find((type) => type === wanted);
        if (listType === undefined) {
          const type = "WatchlistSdk.Model.WatchlistType";
          throw badRequest(`Error converting value "${wanted ?? ""}" to type '${type}'.`);
        }
        const title = fields.nullableText("title", { max: titleLimit }) ?? null;
        const description = fields.nullableText("description", { max: descriptionLimit }) ?? null;
        const custom = listType === "CUSTOM";
        if (custom && (title === null || title === "")) throw badRequest("title is required for a CUSTOM watchlist");
        // One list of each type; custom ones are told apart by their title.
        const taken = store.all().some((list) => list.listType === listType && (!custom || list.title === title));
        if (taken) throw badRequest("Watchlist already exists");
        const list = store.create(
          custom ? { listType, title, description } : { listType, title: null, description: null },
        );
        return { body: toBody(list), applied: true };
      },
    },
    { method: "GET", path, handle: ({ params }) => ({ body: toBody(existing(params.watchlistId)) }) },
    {
      method: "PATCH",
      path,
      handle: ({ params, query, body }) => {
        const list = existing(params.watchlistId);
        if (list.listType !== "CUSTOM") throw badRequest("Only a CUSTOM watchlist can be changed");
        const paths = query.choices("paths", ["title", "description"]);
        const fields = readFields(body, errorBody);
        const title = fields.nullableText("title", { max: titleLimit }) ?? null;
        const description = fields.nullableText("description", { max: descriptionLimit }) ?? null;
        if (paths.includes("title") && (title === null || title === "")) throw badRequest("title is required");
        const before = toBody(list);
        if (paths.includes("title")) list.title = title;
        if (paths.includes("description")) list.description = description;
        const after = toBody(list);
        return { body: after, applied: after.title !== before.title || after.description !== before.description };
      },
    },
    {
      method: "DELETE",
      path,
      handle: ({ params }) => {
        store.remove(existing(params.watchlistId));
        return { status: 204, applied: true };
      },
    },
    ...memberRoutes({ ...parts, existing }),
  ];

  function existing(watchlistId: string | undefined): Watchlist {
    const list = store.find(watchlistId ?? "");
    if (!list) throw new Refusal(404, errorBody("Watchlist not found"));
    return list;
  }
  function toBody({ watchlistId, listType, title, description, ...list }: Watchlist) {
    const stats = list.used ? version.stats(list) : {};
    return { watchlistId, listType, title, description, tenantId: world.tenantId, stats };
  }
}

function errorBody(error: string): { error: string } {
  return { error };
}

function badRequest(message: string): Refusal {
  return new Refusal(400, errorBody(message));
}
