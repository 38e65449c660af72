import { readFields, type Query, type Route, type VendorRequest } from "soarkit/simulator";

import { statusOf } from "../devices/device.ts";
import type { OrgStore } from "../orgs/org-store.ts";
import { replaceRoles, roles, toRoleOfUser } from "../users/user-roles.ts";
import type { User, UserChange, UserStore } from "../users/user-store.ts";
import { administrator, type World } from "../world.ts";
import { consoleRoute, orgNotFound, refusal, systemError, userNotFound } from "./envelope.ts";

/**
 * The console host's users: the same as `/v1/users`, under other names. Here they are made, and blocked.
 * @param parts.isHeld as `createUsers` takes it
 */
export function consoleUserRoutes(parts: {
  world: World;
  users: UserStore;
  orgs: OrgStore;
  isHeld: (userId: string) => boolean;
}): Route[] {
  const { world, users, orgs, isHeld } = parts;

  function byUid(uid: string | undefined): User {
    const user = users.byId(uid ?? "");
    if (!user) throw userNotFound();
    return user;
  }
  function change(verb: string, changeOf: (user: User, request: VendorRequest) => UserChange): Route {
    return consoleRoute(world, "POST", `/api/v3/users/:uid/${verb}`, (request) => {
      const user = byUid(request.params.uid);
      return { data: null, applied: users.change(user, changeOf(user, request)) };
    });
  }
  /** The body is optional: of one that is missing, nothing is set. */
  function flag({ body }: VendorRequest, name: string): boolean {
    return body !== undefined && readFields(body, systemError).flag(name) === true;
  }

  return [
    consoleRoute(world, "GET", "/api/v1/User", ({ query }) => ({ data: list(users.all(), query, orgs) })),
    consoleRoute(world, "GET", "/api/v1/User/my", () => ({ data: toConsoleUser(byUid(administrator.userId)) })),
    consoleRoute(world, "GET", "/api/v1/User/:id", ({ params, query }) => {
      if (query.text("idType") === "uid") return { data: toConsoleUser(byUid(params.id)) };
      const user = users.byNumber(Number(params.id));
      if (!user) throw userNotFound();
      return { data: toConsoleUser(user) };
    }),
    consoleRoute(world, "POST", "/api/v1/User", ({ body }) => {
      const fields = readFields(body, systemError);
      const org = orgs.byUid(fields.text("orgUid") ?? "");
      if (!org) throw orgNotFound();
      const username = fields.text("username") ?? "";
      if (username === "") throw refusal(400, "USERNAME_REQUIRED", "A username is required");
      if (users.byUsername(username)) throw refusal(500, "USER_DUPLICATE", "The username is taken");
      const user = users.create({
        org,
        username,
        email: fields.nullableText("email") ?? username,
        firstName: fields.nullableText("firstName") ?? null,
        lastName: fields.nullableText("lastName") ?? null,
        notes: fields.nullableText("notes") ?? null,
      });
      return { data: toConsoleUser(user), applied: true };
    }),
    change("block", () => ({ blocked: true })),
    change("unblock", () => ({ blocked: false })),
    change("activate", (_, request) => ({ active: true, ...(flag(request, "unblock") && { blocked: false }) })),
    change("deactivate", ({ active, userId }, request) => {
      const held = "The user is under a legal hold";
      if (active && isHeld(userId)) throw refusal(400, "ACTIVE_LEGAL_HOLD", held);
      return { active: false, ...(flag(request, "block") && { blocked: true }) };
    }),
    change("move", (_, { body }) => {
      const org = orgs.byNumber(readFields(body, systemError).integer("orgId") ?? -1);
      if (!org) throw orgNotFound();
      return { org };
    }),
    consoleRoute(world, "GET", rolesPath, ({ params }) => {
      const { roleIds } = byUid(params.uid);
      return { data: roles.filter(({ roleId }) => roleIds.includes(roleId)).map(toRoleOfUser) };
    }),
    consoleRoute(world, "PUT", rolesPath, ({ params, body }) => {
      const user = byUid(params.uid);
      const wanted = readFields(body, systemError).texts("roleIds");
      if (!wanted) throw refusal(400, "SYSTEM", "roleIds is required");
      const { roleIds, body: data } = replaceRoles(user.roleIds, wanted);
      return { data, applied: users.change(user, { roleIds }) };
    }),
  ];
}

// --- internal ---

const rolesPath = "/api/v3/users/:uid/roles";

/** A username or email matches whole, in any letter case. */
function list(users: readonly User[], query: Query, orgs: OrgStore) {
  const page = query.integer("pgNum", { min: 1 }) ?? 1;
  const size = query.integer("pgSize", { min: 1, max: 500 }) ?? 500;
  const active = query.flag("active");
  const blocked = query.flag("blocked");
  const username = query.text("username")?.toLowerCase();
  const email = query.text("email")?.toLowerCase();
  const uid = query.text("orgUid");
  const org = uid === undefined ? undefined : orgs.byUid(uid);
  if (uid !== undefined && !org) throw orgNotFound();
  const chosen = users.filter(
    (user) =>
      (active === undefined || user.active === active) &&
      (blocked === undefined || user.blocked === blocked) &&
      (username === undefined || user.username.toLowerCase() === username) &&
      (email === undefined || user.email.toLowerCase() === email) &&
      (org === undefined || user.org === org),
  );
  return { totalCount: chosen.length, users: chosen.slice((page - 1) * size, page * size).map(toConsoleUser) };
}

/** What the gateway calls `userId` is `userUid` here, and `userId` is a number. */
function toConsoleUser(user: User) {
  const { org } = user;
  return {
    userId: user.number,
    userUid: user.userId,
    status: statusOf(user),
    username: user.username,
    email: user.email,
    firstName: user.firstName,
    lastName: user.lastName,
    quotaInBytes: -1,
    orgId: org.number,
    orgUid: org.uid,
    orgName: org.name,
    userExtRef: null,
    notes: user.notes,
    active: user.active,
    blocked: user.blocked,
    emailPromo: false,
    invited: false,
    orgType: "ENTERPRISE",
    usernameIsAnEmail: user.username.includes("@"),
    creationDate: new Date(user.createdAt).toISOString(),
    modificationDate: new Date(user.modifiedAt).toISOString(),
    passwordReset: false,
    localAuthenticationOnly: false,
    licenses: ["admin.securityTools"],
  };
}
