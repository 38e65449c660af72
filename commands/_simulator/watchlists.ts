import { readFields, Refusal, type Route } from "soarkit/simulator";

import { createWatchlistStore, watchlistTypes, type Watchlist } from "./watchlists/watchlist-store.ts";
import { memberRoutes } from "./watchlists/watchlist-members.ts";
import type { World } from "./world.ts";

const titleLimit = 50;
const descriptionLimit = 250;

/** `/v2/watchlists`, by actor ids. Statuses of calls whose answer is empty are not published: 204 here. */
export function createWatchlists(world: World): {
  routes: Route[];
  /** Whether somebody is effectively on the list. */
  isMember: (watchlistId: string, actorId: string) => boolean;
} {
  const store = createWatchlistStore(world);

  return {
    isMember: (watchlistId, actorId) => {
      const list = store.find(watchlistId);
      return list !== undefined && store.member(list, actorId) !== undefined;
    },
    routes: [
      {
        method: "GET",
        path: "/v2/watchlists",
        handle: ({ query }) => {
          const page = query.integer("page", { min: 1 }) ?? 1;
          const size = query.integer("pageSize", { min: 1, max: 100 }) ?? 100;
          const actorId = query.text("actorId");
          const chosen = store
            .all()
            .filter((list) => actorId === undefined || store.member(list, actorId) !== undefined);
          const watchlists = chosen.slice((page - 1) * size, page * size).map(store.body);
          return { body: { watchlists, totalCount: chosen.length } };
        },
      },
      {
        method: "POST",
        path: "/v2/watchlists",
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
          return { body: store.body(list), applied: true };
        },
      },
      { method: "GET", path, handle: ({ params }) => ({ body: store.body(existing(params.watchlistId)) }) },
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
          const before = store.body(list);
          if (paths.includes("title")) list.title = title;
          if (paths.includes("description")) list.description = description;
          const after = store.body(list);
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
      ...memberRoutes(world, store, path, existing),
    ],
  };

  function existing(watchlistId: string | undefined): Watchlist {
    const list = store.find(watchlistId ?? "");
    if (!list) throw new Refusal(404, errorBody("Watchlist not found"));
    return list;
  }
}

// --- internal ---

const path = "/v2/watchlists/:watchlistId";

function errorBody(error: string): { error: string } {
  return { error };
}

function badRequest(message: string): Refusal {
  return new Refusal(400, errorBody(message));
}
