import type { Person } from "../people.ts";
import { administrator, type World } from "../world.ts";
import type { Org, OrgStore } from "../orgs/org-store.ts";
import { rolesOfEveryone } from "./user-roles.ts";

/** An account in the console: of a person whom the tenant watches, of its administrator, or one made by a request. */
export interface User {
  /** The console's `userId`, which the gateway writes as a text and calls `legacyUserId`. */
  number: number;
  /** The gateway's `userId`, the console's `userUid`; the same as the person's actor id. */
  userId: string;
  username: string;
  email: string;
  firstName: string | null;
  lastName: string | null;
  org: Org;
  notes: string | null;
  active: boolean;
  blocked: boolean;
  roleIds: readonly string[];
  /** Epoch milliseconds. */
  createdAt: number;
  modifiedAt: number;
}

/** What a request can change. */
export type UserChange = Partial<Pick<User, "org" | "active" | "blocked" | "roleIds">>;

/** The users as both generations of the API see them. */
export interface UserStore {
  all(): readonly User[];
  byId(userId: string): User | undefined;
  byNumber(number: number): User | undefined;
  /** In any letter case. */
  byUsername(username: string): User | undefined;
  create(given: Pick<User, "username" | "email" | "firstName" | "lastName" | "notes" | "org">): User;
  /** @returns whether that changed anything */
  change(user: User, change: UserChange): boolean;
}

export function createUserStore(world: World, orgs: OrgStore): UserStore {
  const { clock } = world;
  const users: User[] = [];
  const byId = new Map<string, User>();
  const byUsername = new Map<string, User>();

  function add(user: User): User {
    users.push(user);
    byId.set(user.userId, user);
    byUsername.set(user.username.toLowerCase(), user);
    return user;
  }
  for (const [index, person] of world.people.entries()) {
    add(userOf(person, { number: firstNumber + index, org: orgs.ofDepartment(person.department) }, clock.startedAt));
  }
  add(administratorOf(orgs.ofDepartment(""), clock.startedAt));
  const known = users.length;

  return {
    all: () => users,
    byId: (userId) => byId.get(userId),
    byNumber: (number) => users.find((user) => user.number === number),
    byUsername: (username) => byUsername.get(username.toLowerCase()),
    create: (given) => {
      const made = users.length - known;
      return add({
        ...given,
        number: firstMade + made,
        userId: String(1_190_000_000_000_800_000n + BigInt(made)),
        active: true,
        blocked: false,
        roleIds: rolesOfEveryone,
        createdAt: clock.now(),
        modifiedAt: clock.now(),
      });
    },
    change: (user, change) => {
      const { org, active, blocked, roleIds } = user;
      Object.assign(user, change);
      const same =
        user.org === org &&
        user.active === active &&
        user.blocked === blocked &&
        user.roleIds.join() === roleIds.join();
      if (!same) user.modifiedAt = clock.now();
      return !same;
    },
  };
}

// --- internal ---

const dayMs = 86_400_000;
const hourMs = 3_600_000;
const firstNumber = 20_417;
/** Above those of as many people as there can be. */
const firstMade = 40_000;

/** The directory was last read three days before the start, at noon. */
function userOf(person: Person, { number, org }: Pick<User, "number" | "org">, startedAt: number): User {
  const { actorId, email, firstName, lastName, active, startDate, parentActorId } = person;
  const since = startDate === null ? dayOf(startedAt - 1000 * dayMs) : Date.parse(startDate);
  return {
    number,
    userId: actorId,
    username: email,
    email,
    firstName,
    lastName,
    org,
    notes: parentActorId === null ? null : "Second account",
    active,
    blocked: false,
    roleIds: rolesOfEveryone,
    createdAt: since + 9 * hourMs,
    modifiedAt: dayOf(startedAt - 3 * dayMs) + 12 * hourMs,
  };
}

function administratorOf(org: Org, startedAt: number): User {
  const at = dayOf(startedAt - 2000 * dayMs) + 9 * hourMs;
  const { userId, email } = administrator;
  return {
    number: 20_400,
    userId,
    username: email,
    email,
    firstName: null,
    lastName: null,
    org,
    notes: null,
    active: true,
    blocked: false,
    roleIds: [...rolesOfEveryone, "customer-cloud-admin"],
    createdAt: at,
    modifiedAt: at,
  };
}

function dayOf(at: number): number {
  return Math.floor(at / dayMs) * dayMs;
}
