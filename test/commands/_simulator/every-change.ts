import { knownIds } from "./every-route.ts";

export type Call = [method: string, path: string, body?: unknown];

const { sessionId: exemplary, eventId: exemplaryEvent, agentId: agent, orgGuid: org, ruleId: trial } = knownIds;
const departing = knownIds.watchlistId;
const custom = "b7a6f8f2-1111-4000-8000-00000000d002";
const matter = `/v1/legal-hold/matters/${knownIds.matterId}`;
const people = ["1190000000000000101", "1190000000000000102", "1190000000000000103"];
const lastOne = "1190000000000000104";

/** What changes the tenant, and what is refused; `/_control` is the control API. */
export const changes: Call[] = [
  ["POST", "/_control/items", { stream: "sessions", count: 2, lateMs: 3_600_000 }],
  ["POST", "/_control/items", { stream: "file-events", count: 3, lateMs: 60_000 }],
  ["POST", "/_control/items", { stream: "audit-logs", count: 2 }],
  ["POST", "/_control/items", { stream: "sessions", count: 2, unseenMs: 3_600_000 }],
  ["POST", "/_control/items", { stream: "file-events", count: 3, lateMs: 60_000, unseenMs: 30_000 }],
  ["POST", "/_control/items", { stream: "audit-logs", count: 2, unseenMs: 7000 }],
  ["POST", "/_control/items", { stream: "dreams" }],
  ["POST", "/_control/sessions", { count: 2, severity: "HIGH", alerts: 2 }],
  ["POST", "/_control/sessions", { observedAgoMs: -90_000, beginAgoMs: 0 }],
  ["POST", "/_control/sessions", { severity: "WORST" }],
  ["POST", `/_control/sessions/${exemplary}/data`, { severity: 2, alerts: 1 }],
  ["POST", `/_control/sessions/${exemplary}/data`, { severity: 9 }],
  ["POST", "/_control/clock", { advanceMs: 61_000 }],
  ["POST", "/_control/faults", [{ path: "/v1/cases", kind: "status", status: 503, times: 1 }]],
  ["POST", "/v1/sessions/change-state", { ids: [exemplary], newState: "IN_PROGRESS" }],
  ["POST", "/v1/sessions/change-state", { ids: [exemplary], newState: "CLOSED" }],
  ["POST", "/v1/sessions/change-state", { ids: [exemplary, "none"], newState: "OPEN" }],
  ["POST", "/v1/sessions/change-states?state=OPEN", { newState: "CLOSED_FP" }],
  ["POST", `/v1/sessions/${exemplary}/add-note`, { noteContent: "looked at" }],
  ["POST", `/v1/sessions/${exemplary}/add-note`, { noteContent: "" }],
  ...people.flatMap((actorId): Call[] => [
    ["POST", `/v2/watchlists/${departing}/included-actors/add`, { actorIds: [actorId], watchlistId: departing }],
    ["POST", `/v2/watchlists/${departing}/included-actors/delete`, { actorIds: [actorId], watchlistId: departing }],
    ["PATCH", `/v1/actors/actor/id/${actorId}`, { notes: "leaves in March" }],
    ["PATCH", `/v1/user-risk-profiles/${actorId}?paths=notes`, { notes: "stays" }],
    ["POST", `/v1/watchlists/${custom}/excluded-users/add`, { userIds: [actorId] }],
    ["POST", `${matter}/custodians`, { userId: actorId }],
    ["POST", `${matter}/custodians/remove`, { userId: actorId }],
    ["POST", `/v1/users/${actorId}/deactivate`],
    ["POST", `/v1/users/${actorId}/activate`],
  ]),
  ["POST", "/api/v1/User", { orgUid: "1190000000000000033", username: "new@acme.test" }],
  ["POST", "/api/v1/User", { orgUid: "1190000000000000034", username: "newer@acme.test" }],
  ["POST", "/api/v3/users/1190000000000800000/block"],
  ["POST", `/api/v3/users/${people[0]}/block`],
  ["POST", `/api/v3/users/${people[0]}/unblock`],
  ["POST", "/v1/orgs", { orgName: "Platform" }],
  ["POST", `/v1/users/${people[1]}/move`, { orgGuid: "c1a2f0de-0000-4000-8000-000000000037" }],
  ["PUT", `/v1/users/${people[2]}/roles`, { roleIds: ["agent-user"] }],
  ["POST", "/v2/watchlists", { watchlistType: "CUSTOM", title: "One", description: "" }],
  ["POST", "/v2/watchlists", { watchlistType: "CONTRACT_EMPLOYEE" }],
  ["POST", "/v2/watchlists", { watchlistType: "NOTHING" }],
  ["DELETE", `/v2/watchlists/${departing}`],
  ["POST", `/v2/watchlists/${custom}/included-directory-groups/add`, { groupIds: ["23"] }],
  ["POST", "/v1/legal-hold/matters", { name: "Merger", policyId: "1221000000000000009" }],
  ["POST", "/v1/legal-hold/policies", { name: "Mail" }],
  ["POST", `${matter}/deactivate`],
  ["POST", `${matter}/reactivate`],
  ["POST", "/api/v1/LegalHoldMembership", { legalHoldUid: "1221000000000000001", userUid: "1190000000000000900" }],
  ["POST", "/api/v1/LegalHoldMembershipDeactivation", { legalHoldMembershipUid: "1222000000000000001" }],
  ["POST", "/v1/cases", { name: "Case one", subject: people[0] }],
  ["POST", "/v1/cases", { name: "Case two", description: "d" }],
  ["PUT", "/v1/cases/18", { name: "Case three", status: "CLOSED" }],
  ["DELETE", "/v1/cases/18"],
  ["POST", "/v1/cases/16/fileevent", { events: [exemplaryEvent] }],
  ["DELETE", `/v1/cases/16/fileevent/${exemplaryEvent}`],
  ["POST", `/v1/cases/16/fileevent/${exemplaryEvent}`],
  ["DELETE", `/v1/cases/16/fileevent/${exemplaryEvent}`],
  ...["disable", "enable"].flatMap((verb): Call[] => [
    ["POST", `/v2/alert-rules/${trial}/enable`],
    ["POST", `/v2/alert-rules/${trial}/disable`],
    ["POST", `/v2/alert-rules/${verb}`, ["r-0042"]],
  ]),
  ["DELETE", `/v2/alert-rules/${trial}/users`],
  ...[["v1", "users", "userIds"] as const, ["v2", "actors", "actorIds"] as const].flatMap(
    ([version, who, ids]): Call[] => {
      const path = `/${version}/watchlists/${custom}`;
      return [
        ["PATCH", `${path}?paths=title`, { title: `Called anew in ${version}` }],
        ...["add", "delete"].flatMap((verb): Call[] => [
          ["POST", `${path}/included-${who}/${verb}`, { [ids]: people }],
          ["POST", `${path}/excluded-${who}/${verb}`, { [ids]: people.slice(1) }],
          ["POST", `${path}/included-departments/${verb}`, { departments: ["Legal"] }],
          ["POST", `${path}/included-directory-groups/${verb}`, { groupIds: ["24"] }],
        ]),
      ];
    },
  ),
  ["POST", "/v1/watchlists", { watchlistType: "DEPARTING_EMPLOYEE" }],
  ["DELETE", `/v1/watchlists/${custom}`],
  ["PUT", `/v1/orgs/${org}`, { orgName: "Development", notes: "Was Engineering" }],
  ["POST", `/v1/orgs/${org}/deactivate`],
  ["POST", `/v1/orgs/${org}/activate`],
  ...["deactivate", "activate"].map((verb): Call => ["POST", `/api/v3/users/${lastOne}/${verb}`]),
  ["POST", `/api/v3/users/${lastOne}/move`, { orgId: 33 }],
  ["PUT", `/api/v3/users/${lastOne}/roles`, { roleIds: [] }],
  ...["add", "delete"].map((verb): Call => [
    "POST",
    `/v1/user-risk-profiles/${lastOne}/${verb}-cloud-aliases`,
    { cloudAliases: ["at@home.test"] },
  ]),
  ...["deactivate", "activate"].map((verb): Call => ["POST", `/v1/agents/${verb}`, { agentIds: [agent] }]),
  ["PUT", `/v1/agents/${agent}`, { name: "Laptop", externalReference: "7" }],
];
