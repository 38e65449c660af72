import { readFields, Refusal, type Json, type Route } from "soarkit/simulator";

import type { Org, OrgStore } from "./orgs/org-store.ts";
import type { UserStore } from "./users/user-store.ts";
import type { World } from "./world.ts";

/** `/v1/orgs`, whose list has no pages, and the tenant's own `/v1/customer`. */
export function createOrgs(parts: {
  world: World;
  orgs: OrgStore;
  users: UserStore;
  hasDevice: (userId: string) => boolean;
}): { routes: Route[] } {
  const { world, orgs, users, hasDevice } = parts;
  const path = `${base}/:orgGuid`;

  function existing({ orgGuid = "" }: Readonly<Record<string, string>>): Org {
    const org = orgs.byGuid(orgGuid);
    if (!org) throw new Refusal(404, notFound);
    return org;
  }
  function toBody(org: Org) {
    const members = users.all().filter((user) => user.org === org);
    return {
      orgGuid: org.guid,
      orgName: org.name,
      orgExtRef: org.extRef,
      notes: org.notes,
      parentOrgGuid: org.parent?.guid ?? null,
      active: org.active,
      creationDate: new Date(org.createdAt).toISOString(),
      modificationDate: new Date(org.modifiedAt).toISOString(),
      deactivationDate: org.deactivatedAt === null ? null : new Date(org.deactivatedAt).toISOString(),
      registrationKey: org.registrationKey,
      userCount: members.length,
      computerCount: members.filter(({ userId }) => hasDevice(userId)).length,
      orgCount: orgs.all().filter(({ parent }) => parent === org).length,
    };
  }
  function change(verb: "activate" | "deactivate"): Route {
    return {
      method: "POST",
      path: `${path}/${verb}`,
      handle: ({ params }) => ({
        status: 204,
        applied: orgs.change(existing(params), { active: verb === "activate" }),
      }),
    };
  }

  return {
    routes: [
      {
        method: "GET",
        path: "/v1/customer",
        handle: () => {
          const [{ name, registrationKey } = { name: "", registrationKey: "" }] = orgs.all();
          return { body: { name, registrationKey, tenantId: world.tenantId } };
        },
      },
      {
        method: "GET",
        path: base,
        handle: ({ query }) => {
          const active = query.flag("active");
          const chosen = orgs.all().filter((org) => active === undefined || org.active === active);
          return { body: { orgs: chosen.map(toBody), totalCount: chosen.length } };
        },
      },
      { method: "GET", path, handle: ({ params }) => ({ body: toBody(existing(params)) }) },
      {
        method: "POST",
        path: base,
        handle: ({ body }) => {
          const guid = fieldsOf(body).nullableText("parentOrgGuid");
          const parent = guid ? orgs.byGuid(guid) : orgs.all()[0];
          if (!parent) throw new Refusal(400, notFound);
          return { body: toBody(orgs.create({ ...readOrg(body), parent })), applied: true };
        },
      },
      {
        method: "PUT",
        path,
        handle: ({ params, body }) => {
          const org = existing(params);
          const applied = orgs.change(org, readOrg(body));
          return { body: toBody(org), applied };
        },
      },
      change("activate"),
      change("deactivate"),
    ],
  };
}

// --- internal ---

const base = "/v1/orgs";
const notFound = { error: "Organization was not found" };

function fieldsOf(body: Json | undefined) {
  return readFields(body, (error) => ({ error }));
}

/** A full replacement: what is absent becomes null. */
function readOrg(body: Json | undefined): Pick<Org, "name" | "extRef" | "notes"> {
  const fields = fieldsOf(body);
  const name = fields.text("orgName") ?? "";
  if (name === "") throw new Refusal(400, { error: "orgName is required" });
  return { name, extRef: fields.nullableText("orgExtRef") ?? null, notes: fields.nullableText("notes") ?? null };
}
