import * as v from "valibot";
import type { HttpClient } from "soarkit";
import { flag, text } from "./tolerant.ts";
import { unwrapped } from "./unwrapped.ts";

const UserSchema = v.looseObject({
  /** What the gateway calls `userId`. The console's own `userId` is a number. */
  userUid: v.pipe(v.string(), v.nonEmpty()),
  username: v.string(),
  email: text,
  orgUid: text,
  orgName: text,
  active: flag,
});

/** A user as the console host has it. */
export type ConsoleUser = v.InferOutput<typeof UserSchema>;

/** What the gateway cannot do with users. */
export interface ConsoleUsers {
  /** The user of exactly that name, in any case of letters. Undefined when there is none. */
  byUsername(username: string, signal: AbortSignal): Promise<ConsoleUser | undefined>;
  /**
   * Without a password: the user sets one, or signs in through the company.
   * @throws ApiError 500 with `USER_DUPLICATE` in its body when the username is taken
   */
  create(given: { orgUid: string; username: string; email: string }, signal: AbortSignal): Promise<ConsoleUser>;
  /** @param uid `userUid`, the gateway's `userId`. Of one who is blocked already it changes nothing. */
  block(uid: string, signal: AbortSignal): Promise<void>;
  unblock(uid: string, signal: AbortSignal): Promise<void>;
}

/** `/api/v1/User` and `/api/v3/users`, on the console host */
export function createConsoleUsers(http: HttpClient): ConsoleUsers {
  const change = async (verb: "block" | "unblock", uid: string, signal: AbortSignal) => {
    const path = `/api/v3/users/${encodeURIComponent(uid)}/${verb}`;
    await http.send({ method: "POST", path, repeatable: true, signal });
  };
  return {
    byUsername: async (username, signal) => {
      const query = { username };
      const { users } = await http.send({ method: "GET", path: USERS, query, answer: unwrapped(UsersSchema), signal });
      return users.find((user) => user.username.toLowerCase() === username.toLowerCase());
    },
    create: (body, signal) => http.send({ method: "POST", path: USERS, body, answer: unwrapped(UserSchema), signal }),
    block: (uid, signal) => change("block", uid, signal),
    unblock: (uid, signal) => change("unblock", uid, signal),
  };
}

// --- internal ---

const USERS = "/api/v1/User";

const UsersSchema = v.looseObject({ users: v.array(UserSchema) });
