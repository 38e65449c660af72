import { ArgumentError } from "soarkit";
import type { Employee } from "../_map/employee.ts";
import { dayOf } from "../_map/plain-date.ts";
import type { Access } from "./change-list.ts";
import { findExfiltration } from "./exfiltration.ts";
import { createLists, type Lists } from "./find-list.ts";
import { readActors } from "./read-actors.ts";
import { noListText, readMembers } from "./read-list.ts";
import { listOfType, type WantedList } from "./wanted-list.ts";

/** Whom of a list to give. */
export interface EmployeeFilter {
  type: "OPEN" | "LEAVING_TODAY" | "EXFILTRATION_24_HOURS" | "EXFILTRATION_30_DAYS";
  /** Only who is on the watchlists of all these types. */
  tags?: readonly string[] | undefined;
  /** At most so many. @default 50 */
  results?: number | undefined;
}

export interface ListedEmployees {
  employees: Employee[];
  /** Whether there are more than were asked for, as far as it was seen. */
  more: boolean;
  /** Of lists and actors that do not exist. */
  warnings: string[];
}

/**
 * The employees on a list, with their notes and end dates.
 * @throws ArgumentError when `results` is no number of employees
 */
export async function listEmployees(
  wanted: WantedList,
  filter: EmployeeFilter,
  { now, ...access }: Access & { now: () => number },
): Promise<ListedEmployees> {
  const { type, tags = [], results = 50 } = filter;
  checkResults(results);
  const lists = createLists(access.client, access.signal);
  const tagged = await readTagged(lists, tags, access);
  if ("warning" in tagged) return nobody(tagged.warning);
  const id = await lists.find(wanted);
  // Who else there is matters only where not everybody passes.
  const most = type === "OPEN" ? results : Infinity;
  const members = id === undefined ? undefined : await readMembers(id, { fits: tagged.has, most }, access);
  if (members === undefined) return nobody(noListText(wanted));

  const within = WITHIN[type];
  const active = within === undefined ? { employees: members, problems: [] } : await moving(members, within, access);
  const chosen = type === "LEAVING_TODAY" ? active.employees : active.employees.slice(0, results);
  const { employees, warnings } = await describe(chosen, access);
  const today = dayOf(now());
  const leaving = type === "LEAVING_TODAY" ? employees.filter(({ endDate }) => endDate === today) : employees;
  const more = (type === "LEAVING_TODAY" ? leaving : active.employees).length > results;
  return { employees: leaving.slice(0, results), more, warnings: [...active.problems, ...warnings] };
}

// --- internal ---

/** As many as a War Room can bear. */
const MOST_RESULTS = 10_000;

const WITHIN: Readonly<Record<EmployeeFilter["type"], string | undefined>> = {
  OPEN: undefined,
  LEAVING_TODAY: undefined,
  EXFILTRATION_24_HOURS: "P1D",
  EXFILTRATION_30_DAYS: "P30D",
};

function nobody(warning: string): ListedEmployees {
  return { employees: [], more: false, warnings: [warning] };
}

function checkResults(results: number): void {
  if (results >= 1 && results <= MOST_RESULTS) return;
  throw new ArgumentError(`results must be from 1 to 10,000, not ${results}.`, "Leave it out for 50 employees.");
}

/** Who has all the tags. Each tag's list is read once, and none after the first that nobody is on. */
async function readTagged(
  lists: Lists,
  tags: readonly string[],
  access: Access,
): Promise<{ has: (actorId: string) => boolean } | { warning: string }> {
  let has: (actorId: string) => boolean = () => true;
  for (const tag of new Set(tags)) {
    const wanted = listOfType(tag);
    const id = await lists.find(wanted);
    const members = id === undefined ? undefined : await readMembers(id, { fits: has, most: Infinity }, access);
    if (members === undefined) return { warning: noListText(wanted) };
    const ids = new Set(members.map(({ actorId }) => actorId));
    has = (actorId) => ids.has(actorId);
    if (ids.size === 0) break;
  }
  return { has };
}

async function moving(
  members: readonly Employee[],
  within: string,
  { client, signal }: Access,
): Promise<{ employees: Employee[]; problems: string[] }> {
  const names = members.flatMap(({ name }) => name ?? []);
  const { usernames, problems } = await findExfiltration(client, names, within, signal);
  return { employees: members.filter(({ name = "" }) => usernames.has(name.toLowerCase())), problems };
}

/** With notes and end dates. Of an actor who no longer exists, the list's own word stays. */
async function describe(
  members: readonly Employee[],
  { client, signal }: Access,
): Promise<{ employees: Employee[]; warnings: string[] }> {
  const ids = members.map(({ actorId }) => actorId);
  const actors = await readActors(client, ids, signal);
  const gone = members.filter(({ actorId }) => !actors.has(actorId));
  return {
    employees: members.map((member) => actors.get(member.actorId) ?? member),
    warnings: gone.map(({ actorId, name }) => `${name ?? actorId} is on the list, but no longer an actor in Incydr.`),
  };
}
