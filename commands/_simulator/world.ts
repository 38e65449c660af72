import { createRandom, type Clock, type Random } from "soarkit/simulator";

import { createPeople, type Person } from "./people.ts";
import type { Theme } from "./themes.ts";

/** What every resource of the simulated tenant has in common. It does not change while the simulator runs. */
export interface World {
  tenantId: string;
  clock: Clock;
  /** The data lies within the 30 days before `clock.startedAt`; this is where it begins, epoch milliseconds. */
  windowStart: number;
  people: readonly Person[];
  personById(actorId: string): Person | undefined;
  /** In any letter case. */
  personByEmail(email: string): Person | undefined;
  /** A random stream of the thing's own, repeatable from the seed. */
  random(...name: (string | number)[]): Random;
}

/** How many events there are of each severity. */
export interface Counts {
  critical: number;
  high: number;
  moderate: number;
  low: number;
  noRisk: number;
}

/**
 * What of a session its file events follow from. Of a batch's events, each severity has as many as `counts` says; all
 * of them belong to `person`, happened within `from` and `to`, and were inserted no later than `observedAt`.
 */
export interface SessionFacts {
  sessionId: string;
  person: Person;
  theme: Theme;
  /** The first belongs to the session's first observation; more follow when new data arrives. */
  batches: readonly EventBatch[];
}

/** Events of one session that were observed together. Times in epoch milliseconds. */
export interface EventBatch {
  from: number;
  to: number;
  observedAt: number;
  counts: Counts;
}

/** Who administers the tenant: wrote the notes, made the rules. */
export const administrator = { userId: "1190000000000000900", email: "admin@acme.test" };

/** The API client whose credentials the simulator gives out, as what it did is signed. */
export const apiClient = { id: "key-0000", name: "soar" };

/** The session of Incydr's published examples. Its first event is the exemplary one. */
export const exemplarySessionId = "5c0e9c54-77b1-4f0a-9d30-1f5f0c6d2a11";

export const windowMs = 30 * 86_400_000;

export function createWorld(options: { seed: number; clock: Clock; users: number }): World {
  const { seed, clock } = options;
  const people = createPeople(seed, options.users, clock.startedAt);
  const byId = new Map(people.map((person) => [person.actorId, person]));
  const byEmail = new Map(people.map((person) => [person.email, person]));
  return {
    tenantId: "7f10aa52-0000-4000-8000-00000000a001",
    clock,
    windowStart: clock.startedAt - windowMs,
    people,
    personById: (actorId) => byId.get(actorId),
    personByEmail: (email) => byEmail.get(email.toLowerCase()),
    random: (...name) => createRandom(seed, ...name),
  };
}
