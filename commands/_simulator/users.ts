import { readFields, Refusal, type Query, type Route } from "soarkit/simulator";

import { toDevicePage, type Device } from "./devices/device.ts";
import type { OrgStore } from "./orgs/org-store.ts";
import { replaceRoles, roles, toRole, toRoleOfUser } from "./users/user-roles.ts";
import type { User, UserChange, UserStore } from "./users/user-store.ts";

/**
 * `/v1/users`. It makes no users and blocks none: only the console host does. Statuses of calls whose answer is empty
 * are not published: 204 here; nor is the largest page: 500 here.
 * @param parts.isHeld whether the user is under a legal hold, which keeps from deactivating them
 */
export function createUsers(parts: {
  users: UserStore;
  orgs: OrgStore;
  devicesOf: (user: User) => Device[];
  isHeld: (userId: string) => boolean;
}): { routes: Route[] } {
  const { users, orgs, devicesOf, isHeld } = parts;
  const path = `${base}/:userId`;

  function existing({ userId = "" }: Readonly<Record<string, string>>): User {
    const user = users.byId(userId);
    if (!user) throw new Refusal(404, { error: "user not found" });
    return user;
  }
  function change(verb: string, changeOf: (user: User) => UserChange): Route {
    return {
      method: "POST",
      path: `${path}/${verb}`,
      handle: ({ params }) => {
        const user = existing(params);
        return { status: 204, applied: users.change(user, changeOf(user)) };
      },
    };
  }

  return {
    routes: [
      {
        method: "GET",
        path: base,
        handle: ({ query }) => {
          const { page, size } = pageOf(query);
          const chosen = filtered(users.all(), query);
          const shown = chosen.slice((page - 1) * size, page * size).map(toUser);
          return { body: { users: shown, totalCount: chosen.length } };
        },
      },
      { method: "GET", path, handle: ({ params }) => ({ body: toUser(existing(params)) }) },
      change("activate", () => ({ active: true })),
      change("deactivate", ({ userId, active }) => {
        if (active && isHeld(userId)) throw new Refusal(400, { error: "ACTIVE_LEGAL_HOLD" });
        return { active: false };
      }),
      {
        method: "POST",
        path: `${path}/move`,
        handle: ({ params, body }) => {
          const user = existing(params);
          const org = orgs.byGuid(readFields(body, (error) => ({ error })).text("orgGuid") ?? "");
          if (!org) throw new Refusal(400, { error: "Organization was not found" });
          return { status: 204, applied: users.change(user, { org }) };
        },
      },
      { method: "GET", path: `${base}/roles`, handle: () => ({ body: roles.map(toRole) }) },
      {
        method: "GET",
        path: `${base}/roles/:roleId`,
        handle: ({ params }) => {
          const role = roles.find(({ roleId }) => roleId === params.roleId);
          if (!role) throw new Refusal(404, { error: "role not found" });
          return { body: toRole(role) };
        },
      },
      {
        method: "GET",
        path: `${path}/roles`,
        handle: ({ params }) => {
          const { roleIds } = existing(params);
          return { body: { roles: roles.filter(({ roleId }) => roleIds.includes(roleId)).map(toRoleOfUser) } };
        },
      },
      {
        method: "PUT",
        path: `${path}/roles`,
        handle: ({ params, body: given }) => {
          const user = existing(params);
          const wanted = readFields(given, (error) => ({ error })).texts("roleIds");
          if (!wanted) throw new Refusal(400, { error: "roleIds is required" });
          const { roleIds, body } = replaceRoles(user.roleIds, wanted);
          return { body, applied: users.change(user, { roleIds }) };
        },
      },
      {
        method: "GET",
        path: `${path}/devices`,
        handle: ({ params, query }) => ({ body: toDevicePage(devicesOf(existing(params)), query) }),
      },
    ],
  };
}

/** As the gateway writes a user. There is no email: the username is one. */
export function toUser(user: User) {
  const { number, userId, username, firstName, lastName, org, notes, active, blocked } = user;
  return {
    legacyUserId: String(number),
    userId,
    username,
    firstName,
    lastName,
    legacyOrgId: String(org.number),
    orgId: org.uid,
    orgGuid: org.guid,
    orgName: org.name,
    notes,
    active,
    blocked,
    creationDate: new Date(user.createdAt).toISOString(),
    modificationDate: new Date(user.modifiedAt).toISOString(),
  };
}

// --- internal ---

const base = "/v1/users";

function pageOf(query: Query): { page: number; size: number } {
  return {
    page: query.integer("page", { min: 1 }) ?? 1,
    size: query.integer("pageSize", { min: 1, max: 500 }) ?? 100,
  };
}

/** A username matches whole, in any letter case; several are separated by commas. */
function filtered(users: readonly User[], query: Query): User[] {
  const active = query.flag("active");
  const blocked = query.flag("blocked");
  const names = new Set(query.list("username").flatMap((value) => value.toLowerCase().split(",")));
  return users.filter(
    (user) =>
      (active === undefined || user.active === active) &&
      (blocked === undefined || user.blocked === blocked) &&
      (names.size === 0 || names.has(user.username.toLowerCase())),
  );
}
