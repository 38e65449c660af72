import * as v from "valibot";
import { pageByNumber, type HttpClient } from "soarkit";
import { orAbsent } from "./absent.ts";
import { knownOfWatchlist } from "./known.ts";
import { number, text } from "./tolerant.ts";

const WatchlistSchema = v.looseObject({
  watchlistId: v.pipe(v.string(), v.nonEmpty()),
  listType: text,
  title: text,
  description: text,
  /** Empty for a list that was never used; version 1 of the API counts users, version 2 actors. */
  stats: v.nullish(v.looseObject({ includedActorsCount: number, includedUsersCount: number })),
});

export type Watchlist = v.InferOutput<typeof WatchlistSchema>;

/** Someone on a watchlist. Version 2 writes `actorId` and `actorname` (lower case), version 1 `userId`, `username`. */
const MemberSchema = v.pipe(
  v.looseObject({ actorId: text, actorname: text, actorName: text, userId: text, username: text, addedTime: text }),
  v.transform((member) => ({
    actorId: member.actorId ?? member.userId ?? undefined,
    name: member.actorname ?? member.actorName ?? member.username ?? undefined,
    addedTime: member.addedTime ?? undefined,
  })),
);

export type Member = v.InferOutput<typeof MemberSchema>;

/** `title` belongs to a list of the type CUSTOM, which needs one; `description` has at most 250 characters. */
export interface NewWatchlist {
  watchlistType: string;
  title?: string;
  description?: string;
}

export interface Watchlists {
  pages(signal: AbortSignal): AsyncIterable<Watchlist[]>;
  /** Undefined when there is no such watchlist. */
  get(id: string, signal: AbortSignal): Promise<Watchlist | undefined>;
  /** Those added one by one, without members by department or directory group. */
  includedActors(id: string, signal: AbortSignal): AsyncIterable<Member[]>;
  /** Undefined when the actor was not added to the watchlist. */
  includedActor(id: string, actorId: string, signal: AbortSignal): Promise<Member | undefined>;
  /** A new list, of a type (one of each; Incydr refuses a second) or custom, with a title of at most 50 characters. */
  create(list: NewWatchlist, signal: AbortSignal): Promise<Watchlist>;
  /** @throws ApiError with status 404 when there is no such watchlist */
  remove(id: string, signal: AbortSignal): Promise<void>;
  /** At most 100 actors. */
  addActors(id: string, actorIds: readonly string[], signal: AbortSignal): Promise<void>;
  /** At most 100 actors. */
  removeActors(id: string, actorIds: readonly string[], signal: AbortSignal): Promise<void>;
}

/** `/v2/watchlists` */
export function createWatchlists(http: HttpClient): Watchlists {
  const change = async (verb: "add" | "delete", id: string, actorIds: readonly string[], signal: AbortSignal) => {
    await http.send({
      method: "POST",
      path: `${pathOf(id)}/included-actors/${verb}`,
      body: { actorIds, watchlistId: id },
      repeatable: true,
      signal,
    });
  };
  return {
    pages: (signal) =>
      pageByNumber({
        first: 1,
        size: PAGE_SIZE,
        signal,
        fetchPage: async (page) => {
          const query = { page, pageSize: PAGE_SIZE };
          const answer = await http.send({
            method: "GET",
            path: "/v2/watchlists",
            query,
            answer: WatchlistsSchema,
            known: LIST_VALUES,
            signal,
          });
          return { items: answer.watchlists, totalCount: answer.totalCount };
        },
      }),

    get: (id, signal) =>
      orAbsent(http.send({ method: "GET", path: pathOf(id), answer: WatchlistSchema, known: VALUES, signal })),

    includedActors: (id, signal) =>
      pageByNumber({
        first: 1,
        size: PAGE_SIZE,
        signal,
        fetchPage: async (page) => {
          const answer = await http.send({
            method: "GET",
            path: `${pathOf(id)}/included-actors`,
            // Not `pageSize`, as the list of watchlists has it.
            query: { page, page_size: PAGE_SIZE },
            answer: MembersSchema,
            signal,
          });
          return { items: answer.includedActors ?? answer.includedUsers ?? [], totalCount: answer.totalCount };
        },
      }),

    includedActor: (id, actorId, signal) =>
      orAbsent(
        http.send({
          method: "GET",
          path: `${pathOf(id)}/included-actors/${encodeURIComponent(actorId)}`,
          answer: MemberSchema,
          signal,
        }),
      ),

    create: ({ watchlistType, title, description }, signal) =>
      http.send({
        method: "POST",
        path: "/v2/watchlists",
        body: { watchlistType, title, description },
        answer: WatchlistSchema,
        known: VALUES,
        signal,
      }),

    remove: async (id, signal) => {
      await http.send({ method: "DELETE", path: pathOf(id), signal });
    },

    addActors: (id, actorIds, signal) => change("add", id, actorIds, signal),
    removeActors: (id, actorIds, signal) => change("delete", id, actorIds, signal),
  };
}

// --- internal ---

const PAGE_SIZE = 100;

const VALUES = knownOfWatchlist("");
const LIST_VALUES = knownOfWatchlist("watchlists[]");

const WatchlistsSchema = v.looseObject({ watchlists: v.array(WatchlistSchema), totalCount: number });

const MembersSchema = v.looseObject({
  includedActors: v.nullish(v.array(MemberSchema)),
  includedUsers: v.nullish(v.array(MemberSchema)),
  totalCount: number,
});

function pathOf(id: string): string {
  return `/v2/watchlists/${encodeURIComponent(id)}`;
}
