import type { User } from "../users/user-store.ts";
import { administrator, type World } from "../world.ts";

/** A legal dispute, and with it the duty to keep some people's data. Times in epoch milliseconds. */
export interface Matter {
  matterId: string;
  name: string;
  description: string;
  notes: string | null;
  active: boolean;
  createdAt: number;
  changedAt: number;
  policyId: string;
  /** Made by a person in the console; else by an API client. */
  byPerson: boolean;
  /** By user id. One who was removed stays here, inactive. */
  custodians: Map<string, Membership>;
}

export interface Membership {
  membershipId: string;
  userId: string;
  active: boolean;
  createdAt: number;
}

/** What is kept of custodians' data. */
export interface Policy {
  policyId: string;
  name: string;
  createdAt: number;
}

/** Who has an id; undefined when nobody has. */
export type FindUser = (userId: string) => Pick<User, "username" | "email" | "firstName" | "lastName"> | undefined;

export interface LegalHoldStore {
  /** The newest first. */
  matters(): Matter[];
  matter(matterId: string): Matter | undefined;
  create(matter: Pick<Matter, "name" | "description" | "notes" | "policyId">): Matter;
  /** @returns whether that changed it */
  setActive(matter: Matter, active: boolean): boolean;
  policies(): Policy[];
  createPolicy(name: string): Policy;
  /** Makes somebody a custodian, anew where they were removed before. */
  add(matter: Matter, userId: string): Membership;
  remove(membership: Membership): void;
}

/**
 * The tenant begins with three matters whose names contain each other; the name of the one that comes first begins with
 * the name of the second. The newest of them holds somebody; the oldest is closed.
 */
export function createLegalHoldStore(world: World): LegalHoldStore {
  const { clock } = world;
  const matters = firstMatters(clock.startedAt);
  const policies: Policy[] = [
    { policyId: firstPolicy, name: "Keep everything", createdAt: clock.startedAt - 400 * dayMs },
  ];
  let created = 0;
  function nextId(kind: bigint): string {
    created += 1;
    return String(kind + 1_000n + BigInt(created));
  }

  return {
    matters: () => matters,
    matter: (wanted) => matters.find(({ matterId }) => matterId === wanted),
    create: (given) => {
      const at = clock.now();
      const facts = { active: true, createdAt: at, changedAt: at, byPerson: false, custodians: new Map() };
      const matter = { ...given, ...facts, matterId: nextId(matterIds) };
      matters.unshift(matter);
      return matter;
    },
    setActive: (matter, active) => {
      if (matter.active === active) return false;
      matter.active = active;
      matter.changedAt = clock.now();
      return true;
    },
    policies: () => policies,
    createPolicy: (name) => {
      const policy = { policyId: nextId(policyIds), name, createdAt: clock.now() };
      policies.push(policy);
      return policy;
    },
    add: (matter, userId) => {
      const membership = { membershipId: nextId(membershipIds), userId, active: true, createdAt: clock.now() };
      matter.custodians.set(userId, membership);
      return membership;
    },
    remove: (membership) => {
      membership.active = false;
    },
  };
}

/** Who made a matter or a policy, in the two ways in which the current API writes it. */
export function creatorOf(byPerson: boolean) {
  return byPerson
    ? { user: { userId: administrator.userId, username: administrator.email }, principal: null }
    : { user: null, principal: { type: "API_KEY", principalId: "key-0000", displayName: "soar" } };
}

// --- internal ---

const dayMs = 86_400_000;
const hourMs = 3_600_000;
const matterIds = 1_221_000_000_000_000_000n;
const policyIds = 1_223_000_000_000_000_000n;
const membershipIds = 1_222_000_000_000_000_000n;
const firstPolicy = "1221000000000000009";

function firstMatters(startedAt: number): Matter[] {
  const matter = (number: bigint, name: string, ageMs: number): Matter => ({
    matterId: String(matterIds + number),
    name,
    description: "",
    notes: null,
    active: true,
    createdAt: startedAt - ageMs,
    changedAt: startedAt - ageMs,
    policyId: firstPolicy,
    byPerson: false,
    custodians: new Map(),
  });
  const held: Membership = {
    membershipId: String(membershipIds + 1n),
    userId: "1190000000000000104",
    active: true,
    createdAt: startedAt - 4 * hourMs,
  };
  return [
    { ...matter(2n, "Ledger dispute 2", 5 * hourMs), byPerson: true, custodians: new Map([[held.userId, held]]) },
    matter(1n, "Ledger dispute", 25 * hourMs),
    { ...matter(3n, "Old ledger dispute", 500 * dayMs), active: false, changedAt: startedAt - 90 * dayMs },
  ];
}
