import * as v from "valibot";
import type { CountedPage, HttpClient } from "soarkit";
import { orAbsent } from "./absent.ts";
import { flag, number, text } from "./tolerant.ts";

const UserSchema = v.looseObject({
  /** The uid. What the console host calls `userId` is `legacyUserId` here. */
  userId: v.pipe(v.string(), v.nonEmpty()),
  username: v.string(),
  legacyUserId: text,
  firstName: text,
  lastName: text,
  orgId: text,
  orgGuid: text,
  orgName: text,
  notes: text,
  active: flag,
  blocked: flag,
  creationDate: text,
  modificationDate: text,
});

/** Someone with an account in the console. There is no email: the username is one, usually. */
export type User = v.InferOutput<typeof UserSchema>;

export interface Users {
  /** The user of exactly that name, in any case of letters. Undefined when there is none. */
  byUsername(username: string, signal: AbortSignal): Promise<User | undefined>;
  /** @param id the uid; undefined when there is no such user */
  get(id: string, signal: AbortSignal): Promise<User | undefined>;
  /** One page, counted from 1, of those who are active, blocked, or not, as the filter says; of all without one. */
  page(filter: UserFilter, page: { number: number; size: number }, signal: AbortSignal): Promise<CountedPage<User>>;
  /** Of one who is active already it changes nothing. */
  activate(id: string, signal: AbortSignal): Promise<void>;
  /** Incydr refuses it with 400 `ACTIVE_LEGAL_HOLD` while the user is under a legal hold. */
  deactivate(id: string, signal: AbortSignal): Promise<void>;
}

export interface UserFilter {
  active?: boolean | undefined;
  blocked?: boolean | undefined;
}

/** `/v1/users` */
export function createUsers(http: HttpClient): Users {
  const list = (query: Query, signal: AbortSignal) =>
    http.send({ method: "GET", path: "/v1/users", query, answer: UsersSchema, signal });
  const change = async (verb: "activate" | "deactivate", id: string, signal: AbortSignal) => {
    await http.send({ method: "POST", path: `${pathOf(id)}/${verb}`, repeatable: true, signal });
  };
  return {
    byUsername: async (username, signal) => {
      const { users } = await list({ username, page: 1, pageSize: 100 }, signal);
      // A comma in the filter is a list to Incydr, and what a filter gives is never taken for a match unseen.
      return users.find((user) => user.username.toLowerCase() === username.toLowerCase());
    },
    get: (id, signal) => orAbsent(http.send({ method: "GET", path: pathOf(id), answer: UserSchema, signal })),
    page: async ({ active, blocked }, { number: page, size: pageSize }, signal) => {
      const answer = await list({ active, blocked, page, pageSize }, signal);
      return { items: answer.users, totalCount: answer.totalCount };
    },
    activate: (id, signal) => change("activate", id, signal),
    deactivate: (id, signal) => change("deactivate", id, signal),
  };
}

// --- internal ---

type Query = Readonly<Record<string, string | number | boolean | undefined>>;

const UsersSchema = v.looseObject({ users: v.array(UserSchema), totalCount: number });

function pathOf(id: string): string {
  return `/v1/users/${encodeURIComponent(id)}`;
}
