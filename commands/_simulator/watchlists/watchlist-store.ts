import type { World } from "../world.ts";
import type { DirectoryGroup } from "./directory-groups.ts";

export const watchlistTypes = [
  "CONTRACT_EMPLOYEE",
  "DEPARTING_EMPLOYEE",
  "ELEVATED_ACCESS_PRIVILEGES",
  "FLIGHT_RISK",
  "HIGH_IMPACT_EMPLOYEE",
  "NEW_EMPLOYEE",
  "PERFORMANCE_CONCERNS",
  "POOR_SECURITY_PRACTICES",
  "SUSPICIOUS_SYSTEM_ACTIVITY",
  "CUSTOM",
] as const;
export type WatchlistType = (typeof watchlistTypes)[number];

/** A watchlist as the simulator keeps it: who was added when, in epoch microseconds. */
export interface Watchlist {
  watchlistId: string;
  listType: WatchlistType;
  title: string | null;
  description: string | null;
  /** By actor id. */
  included: Map<string, number>;
  /** By actor id. */
  excluded: Map<string, number>;
  /** By name. */
  departments: Map<string, number>;
  /** By group id. */
  groups: Map<string, number>;
  /** Whether anything was ever added: before, there are no statistics. */
  used: boolean;
}

export interface WatchlistStore {
  all(): Watchlist[];
  find(watchlistId: string): Watchlist | undefined;
  create(list: Pick<Watchlist, "listType" | "title" | "description">): Watchlist;
  remove(list: Watchlist): void;
  /** Everyone effectively on the list, and since when: added one by one, then by department or group; not the excluded. */
  members(list: Watchlist): [actorId: string, addedAt: number][];
  /** Since when somebody is effectively on the list; undefined when not. */
  memberSince(list: Watchlist, actorId: string): number | undefined;
}

/** The tenant begins with two lists: one for departing employees, and a custom one that was never used. */
export function createWatchlistStore(world: World, groups: ReadonlyMap<string, DirectoryGroup>): WatchlistStore {
  const lists = firstLists(world);
  let created = 0;

  function memberSince(list: Watchlist, actorId: string): number | undefined {
    if (list.excluded.has(actorId)) return undefined;
    const department = world.personById(actorId)?.department ?? "";
    return list.included.get(actorId) ?? list.departments.get(department) ?? byGroup(list, actorId);
  }
  function byGroup(list: Watchlist, actorId: string): number | undefined {
    for (const [groupId, at] of list.groups) if (groups.get(groupId)?.members.has(actorId)) return at;
    return undefined;
  }

  return {
    all: () => [...lists.values()],
    find: (watchlistId) => lists.get(watchlistId),
    create: (list) => {
      created += 1;
      const made = { ...emptyList(), ...list, watchlistId: world.random("watchlist", created).uuid() };
      lists.set(made.watchlistId, made);
      return made;
    },
    remove: ({ watchlistId }) => {
      lists.delete(watchlistId);
    },
    members: (list) => {
      const others = world.people.filter(({ actorId }) => !list.included.has(actorId));
      const ids = [...list.included.keys(), ...others.map(({ actorId }) => actorId)];
      return ids.flatMap((actorId): [string, number][] => {
        const at = memberSince(list, actorId);
        return at === undefined ? [] : [[actorId, at]];
      });
    },
    memberSince,
  };
}

/** As the watchlist service writes times: six fraction digits, or none for a whole second. */
export function isoMicroseconds(at: number): string {
  const seconds = new Date(Math.floor(at / 1_000_000) * 1000).toISOString().slice(0, 19);
  const fraction = at % 1_000_000;
  return fraction === 0 ? `${seconds}Z` : `${seconds}.${String(fraction).padStart(6, "0")}Z`;
}

// --- internal ---

function emptyList(): Pick<Watchlist, "included" | "excluded" | "departments" | "groups" | "used"> {
  return { included: new Map(), excluded: new Map(), departments: new Map(), groups: new Map(), used: false };
}

function firstLists(world: World): Map<string, Watchlist> {
  const start = world.clock.startedAt * 1000;
  const [someone] = world.people;
  const lists: Watchlist[] = [
    {
      watchlistId: "b7a6f8f2-1111-4000-8000-00000000d001",
      listType: "DEPARTING_EMPLOYEE",
      title: null,
      description: null,
      // 2 days, 2 hours and 29 minutes before the start, and nearly a minute earlier.
      included: new Map(someone ? [[someone.actorId, start - 181_799_876_544]] : []),
      excluded: new Map(),
      departments: new Map([["Legal", start - 181_740_000_000]]),
      groups: new Map(),
      used: true,
    },
    {
      watchlistId: "b7a6f8f2-1111-4000-8000-00000000d002",
      listType: "CUSTOM",
      title: "High Risk Employee",
      description: "Made by the integration",
      ...emptyList(),
    },
  ];
  return new Map(lists.map((list) => [list.watchlistId, list]));
}
