import type { World } from "../world.ts";
import { isoMicroseconds, type Watchlist } from "./watchlist-store.ts";

/** Someone on a watchlist, as one version of the API writes it. */
export type Member = { addedTime: string } & (
  { actorId: string; actorname: string } | { userId: string; username: string }
);

/** What tells one version of the API from the other. The lists behind them are the same, and so are the ids. */
export interface Version {
  /** Of all paths. */
  base: string;
  /** What people are called in paths (`included-actors`), keys (`actorIds`, `includedActors`) and refusals (`Actor`). */
  one: "actor" | "user";
  member(world: World, id: string, addedAt: number): Member;
  stats(list: Pick<Watchlist, "included" | "excluded" | "departments" | "groups">): Record<string, number>;
}

/** `/v2/watchlists`, the current one. */
export const version2: Version = {
  base: "/v2/watchlists",
  one: "actor",
  // All lower case, unlike every other name.
  member: (world, id, at) => ({ actorId: id, actorname: nameOf(world, id), addedTime: isoMicroseconds(at) }),
  stats: ({ included, excluded, departments, groups }) => ({
    includedActorsCount: included.size,
    excludedActorsCount: excluded.size,
    includedDepartmentsCount: departments.size,
    excludedDepartmentsCount: 0,
    includedDirectoryGroupsCount: groups.size,
    excludedDirectoryGroupsCount: 0,
  }),
};

/** `/v1/watchlists`, deprecated. */
export const version1: Version = {
  base: "/v1/watchlists",
  one: "user",
  member: (world, id, at) => ({ userId: id, username: nameOf(world, id), addedTime: isoMicroseconds(at) }),
  stats: ({ included, excluded, departments, groups }) => ({
    includedUsersCount: included.size,
    excludedUsersCount: excluded.size,
    includedDepartmentsCount: departments.size,
    includedDirectoryGroupsCount: groups.size,
  }),
};

// --- internal ---

function nameOf(world: World, id: string): string {
  return world.personById(id)?.email ?? "";
}
