import type { Route } from "soarkit/simulator";

import type { Org, OrgStore } from "../orgs/org-store.ts";
import type { World } from "../world.ts";
import { consoleRoute } from "./envelope.ts";

/** The console host's organizations, and what it says of the tenant. */
export function consoleOrgRoutes(world: World, orgs: OrgStore): Route[] {
  return [
    consoleRoute(world, "GET", "/api/v1/Org", ({ query }) => {
      const page = query.integer("pgNum", { min: 1 }) ?? 1;
      const size = query.integer("pgSize", { min: 1, max: 500 }) ?? 500;
      const all = orgs.all();
      return { data: { totalCount: all.length, orgs: all.slice((page - 1) * size, page * size).map(toConsoleOrg) } };
    }),
    consoleRoute(world, "GET", "/api/v3/customer/my", () => ({
      data: { tenantUid: world.tenantId, name: orgs.all()[0]?.name },
    })),
  ];
}

// --- internal ---

function toConsoleOrg(org: Org) {
  return {
    orgId: org.number,
    orgUid: org.uid,
    orgName: org.name,
    orgExtRef: org.extRef,
    notes: org.notes,
    status: org.active ? "Active" : "Deactivated",
    active: org.active,
    blocked: false,
    parentOrgId: org.parent?.number ?? null,
    parentOrgUid: org.parent?.uid ?? null,
    type: "ENTERPRISE",
    registrationKey: org.registrationKey,
    creationDate: new Date(org.createdAt).toISOString(),
    modificationDate: new Date(org.modifiedAt).toISOString(),
    deactivationDate: org.deactivatedAt === null ? null : new Date(org.deactivatedAt).toISOString(),
  };
}
