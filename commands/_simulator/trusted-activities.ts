import { Refusal, type Query, type Route } from "soarkit/simulator";

import { administrator, apiClient, type World } from "./world.ts";

/** A trusted activity as `GET /v2/trusted-activities` gives it. */
export interface TrustedActivity {
  activityId: string;
  type: (typeof types)[number];
  value: string;
  description: string | null;
  isHighValueSource: boolean;
  activityActionGroups: {
    name: "DEFAULT";
    activityActions: { type: string; providers: { name: string }[] }[];
  }[];
  principalType: "USER" | "API_KEY";
  updateTime: string;
  updatedByPrincipalId: string;
  updatedByPrincipalName: string;
}

/** `/v2/trusted-activities`, for reading. */
export function createTrustedActivities(world: World): { routes: Route[] } {
  const activities = firstActivities(world);
  return {
    routes: [
      {
        method: "GET",
        path: "/v2/trusted-activities",
        handle: ({ query }) => {
          const page = query.integer("page_num", { min: 1 }) ?? 1;
          const size = query.integer("page_size", { min: 1, max: 500 }) ?? 100;
          const [type] = query.choices("activity_type", types);
          const chosen = sorted(activities, query).filter((activity) => type === undefined || activity.type === type);
          const trustedActivities = chosen.slice((page - 1) * size, page * size);
          return { body: { trustedActivities, totalCount: chosen.length } };
        },
      },
      {
        method: "GET",
        path: "/v2/trusted-activities/:activityId",
        handle: ({ params }) => {
          const found = activities.find(({ activityId }) => activityId === params.activityId);
          if (!found) throw new Refusal(404, { error: "trusted activity not found" });
          return { body: found };
        },
      },
    ],
  };
}

// --- internal ---

const types = ["DOMAIN", "ACCOUNT_NAME", "URL_PATH", "SLACK", "GIT_REPOSITORY_URI"] as const;

const fields = {
  ACTIVITY_ID: "activityId",
  DESCRIPTION: "description",
  TYPE: "type",
  UPDATED_BY_PRINCIPAL_NAME: "updatedByPrincipalName",
  UPDATE_TIME: "updateTime",
  VALUE: "value",
} as const;

const sortKeys = ["ACTIVITY_ID", "DESCRIPTION", "TYPE", "UPDATED_BY_PRINCIPAL_NAME", "UPDATE_TIME", "VALUE"] as const;

function sorted(activities: readonly TrustedActivity[], query: Query): TrustedActivity[] {
  const [key = "ACTIVITY_ID"] = query.choices("sort_key", sortKeys);
  const [direction] = query.choices("sort_direction", ["asc", "desc"]);
  const field = fields[key];
  const sign = direction === "desc" ? -1 : 1;
  return activities.toSorted((one, other) => {
    const [left, right] = [one[field] ?? "", other[field] ?? ""];
    return left === right ? 0 : (left < right ? -1 : 1) * sign;
  });
}

function firstActivities(world: World): TrustedActivity[] {
  const dayMs = 86_400_000;
  const made = (
    activityId: string,
    type: TrustedActivity["type"],
    value: string,
    description: string | null,
    daysAgo: number,
  ): TrustedActivity => ({
    activityId,
    type,
    value,
    description,
    isHighValueSource: false,
    activityActionGroups: [],
    principalType: "USER",
    updateTime: new Date(world.clock.startedAt - daysAgo * dayMs).toISOString(),
    updatedByPrincipalId: administrator.userId,
    updatedByPrincipalName: administrator.email,
  });
  const doing = (...activityActions: { type: string; providers: { name: string }[] }[]) => [
    { name: "DEFAULT" as const, activityActions },
  ];
  return [
    {
      ...made("101", "DOMAIN", "acme.test", "Our own domain", 200),
      isHighValueSource: true,
      activityActionGroups: doing(
        { type: "FILE_UPLOAD", providers: [] },
        { type: "CLOUD_SYNC", providers: [{ name: "GOOGLE_DRIVE" }, { name: "ONE_DRIVE" }] },
        { type: "EMAIL", providers: [{ name: "OFFICE_365" }] },
      ),
    },
    made("102", "SLACK", "acme-team", null, 150),
    made("103", "URL_PATH", "github.test/acme", "Company repositories", 90),
    {
      ...made("104", "GIT_REPOSITORY_URI", "github.test:acme/ledger", null, 60),
      activityActionGroups: doing({ type: "GIT_PUSH", providers: [] }),
    },
    {
      ...made("105", "ACCOUNT_NAME", "Acme", "Corporate sync accounts", 30),
      activityActionGroups: doing({ type: "CLOUD_SYNC", providers: [{ name: "DROPBOX" }, { name: "ONE_DRIVE" }] }),
      principalType: "API_KEY",
      updatedByPrincipalId: apiClient.id,
      updatedByPrincipalName: apiClient.name,
    },
  ];
}
