import { readSettings } from "../../../commands/_simulator/knobs.ts";
import { createResources } from "../../../commands/_simulator/resources.ts";
import { createWorld } from "../../../commands/_simulator/world.ts";
import { createClock, type Route } from "../../../src/simulator/index.ts";

/** Every route of the tenant. */
export function everyRoute(): Route[] {
  const clock = createClock({ startAt: "2026-01-05T11:00:00.000Z", now: () => 0 });
  return createResources(createWorld({ seed: 1, clock, users: 4 }), readSettings({})).routes;
}

/** Those that can change the tenant: all that do not read, but for those that ask with a body, and the sign-in. */
export function writingRoutes(): Route[] {
  return everyRoute().filter(({ method, path, open }) => method !== "GET" && open !== true && !asking.includes(path));
}

/** For each name in a route's path, that of one of the tenant's first things, when it starts at the examples' time. */
export const knownIds = {
  activityId: "101",
  actorId: "1190000000000000102",
  agentId: "1190000000000000555",
  categoryId: "3b080561-03f3-4363-b393-7be36c3fd28a",
  contentId: "xfc-0001",
  deviceId: "1190000000000000555",
  entry: "1190000000000000101",
  eventId: "0_7f10aa52-0000-4000-8000-00000000a001_1767607425976040100_0000781301831434240_305_EPS",
  id: "20417",
  legalHoldUid: "1221000000000000001",
  matterId: "1221000000000000002",
  name: "user1.quill@acme.test",
  number: "17",
  orgGuid: "c1a2f0de-0000-4000-8000-000000000031",
  policyId: "1221000000000000009",
  roleId: "agent-user",
  ruleId: "e3fc26d8-9110-4eb2-92b8-0a00c023b4d7",
  searchId: "8789963e-629f-4542-99fa-d2c43a1dd68e",
  sessionId: "5c0e9c54-77b1-4f0a-9d30-1f5f0c6d2a11",
  sha256: "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae",
  subcategoryId: "90666f47-8f88-4173-a7b7-eea60d7cc1a9",
  uid: "1190000000000000103",
  userId: "1190000000000000101",
  watchlistId: "b7a6f8f2-1111-4000-8000-00000000d001",
};

/** @throws Error for a name that no thing is known for */
export function knownId(name: string): string {
  const found = Object.entries(knownIds).find(([known]) => known === name);
  if (found) return found[1];
  throw new Error(`name a ${name} in every-route.ts`);
}

/** Everything that is there to be read, of the first things where it is about one. */
export function everyRead(): string[] {
  return everyRoute()
    .filter(({ method }) => method === "GET")
    .map(({ path }) => filled(path, knownId));
}

/** What routes want to be asked with, each in full. */
export const rightBodies: readonly unknown[] = [
  { ids: [knownIds.sessionId], newState: "CLOSED" },
  { continuationToken: null, newState: "OPEN" },
  { noteContent: "Looked at" },
  ["r-0042"],
  { notes: null, startDate: "2024-03-01", endDate: "2026-02-28" },
  { notes: "Leaves", startDate: { year: 2024, month: 3, day: 1 }, endDate: null },
  { watchlistType: "CUSTOM", title: "One", description: null },
  { actorIds: ["1190000000000000101"], watchlistId: knownIds.watchlistId },
  { userIds: ["1190000000000000101"], departments: ["Legal"], groupIds: ["23"] },
  { name: "Merger", policyId: "1221000000000000009", description: "", notes: null, userId: "1190000000000000101" },
  { legalHoldUid: "1221000000000000001", userUid: "1190000000000000102" },
  { legalHoldMembershipUid: "1222000000000000001" },
  { orgName: "Platform", orgExtRef: null, notes: null, parentOrgGuid: knownIds.orgGuid, orgGuid: knownIds.orgGuid },
  { roleIds: ["agent-user"], block: true, unblock: true, orgId: 31 },
  {
    orgUid: "1190000000000000031",
    username: "new@acme.test",
    email: null,
    firstName: "New",
    lastName: null,
    notes: "",
  },
  { name: "A case", status: "OPEN", assignee: knownIds.userId, description: "d", findings: "f", subject: null },
  { events: [knownIds.eventId] },
  {
    groupClause: "AND",
    groups: [
      { filterClause: "OR", filters: [{ term: "risk.trusted", operator: "IS", value: true }] },
      { filterClause: "AND", filters: [{ term: "event.inserted", operator: "WITHIN_THE_LAST", value: "P1D" }] },
      {
        subgroupClause: "OR",
        subgroups: [{ filters: [{ term: "risk.score", operator: "GREATER_THAN", value: "3" }] }],
      },
      { filters: [{ term: "file.name", operator: "IS_ANY", value: ["*.py"] }] },
      { filters: [{ term: "@timestamp", operator: "ON_OR_AFTER", value: "2026-01-05T10:00:00.000Z" }] },
    ],
    pgNum: 1,
    pgSize: 10,
    pgToken: "",
    srtDir: "asc",
    srtKey: "event.id",
    groupingTerm: "file.name",
    size: 10,
  },
  {
    actorIds: null,
    actorIpAddresses: ["192.0.2.8"],
    actorNames: null,
    eventTypes: ["logged_in"],
    userTypes: ["USER"],
    resourceIds: null,
    dateRange: { startTime: 1_767_607_200, endTime: null },
    page: 0,
    pageSize: 10,
  },
];

/** A route's path with something in the place of each name. */
export function filled(path: string, valueOf: (name: string) => string): string {
  return path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(valueOf(name)));
}

// --- internal ---

const asking = [
  "/v2/file-events",
  "/v2/file-events/grouping",
  "/v2/file-events/export",
  "/v1/audit/search-audit-log",
  "/v1/audit/search-results-count",
  "/v1/audit/export",
];
