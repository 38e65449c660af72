import type { Route } from "soarkit/simulator";

import type { Person } from "../people.ts";
import type { World } from "../world.ts";

/** A group of the company's directory. Whole groups can be on a watchlist. */
export interface DirectoryGroup {
  groupId: string;
  name: string;
  /** It has gone from the directory; then nobody is a member through it. */
  isDeleted: boolean;
  /** By actor id. */
  members: ReadonlySet<string>;
}

/** Groups that follow from what people are, so that nobody's data depends on them. */
export function createDirectoryGroups(world: World): ReadonlyMap<string, DirectoryGroup> {
  const groups = rules.map(({ name, holds }, index): DirectoryGroup => {
    const members = new Set(holds ? world.people.filter(holds).map(({ actorId }) => actorId) : []);
    return { groupId: String(23 + index), name, isDeleted: !holds, members };
  });
  return new Map(groups.map((group) => [group.groupId, group]));
}

/** `/v1/directory-groups`: where their ids are found. */
export function directoryGroupRoutes(groups: ReadonlyMap<string, DirectoryGroup>): Route[] {
  return [
    {
      method: "GET",
      path: "/v1/directory-groups",
      handle: ({ query }) => {
        const page = query.integer("page", { min: 1 }) ?? 1;
        const size = query.integer("page_size", { min: 1, max: 1000 }) ?? 100;
        const name = query.text("name")?.toLowerCase() ?? "";
        const chosen = [...groups.values()].filter((group) => !group.isDeleted && named(group, name));
        const directoryGroups = chosen.slice((page - 1) * size, page * size).map(toBody);
        return { body: { directoryGroups, totalCount: chosen.length } };
      },
    },
  ];
}

// --- internal ---

/** The one that holds nobody has gone. */
const rules: readonly { name: string; holds?: (person: Person) => boolean }[] = [
  { name: "Research and development", holds: ({ department }) => department === "Engineering" },
  { name: "Corporate", holds: ({ division }) => division === "Corporate" },
  { name: "Managers", holds: ({ title }) => title.endsWith("Manager") },
  { name: "Former project" },
];

function named(group: DirectoryGroup, part: string): boolean {
  return group.name.toLowerCase().includes(part);
}

function toBody({ groupId, name }: DirectoryGroup): { groupId: string; name: string } {
  return { groupId, name };
}
