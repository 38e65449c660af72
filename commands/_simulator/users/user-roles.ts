/** What a user may do in the console. */
export interface Role {
  roleId: string;
  roleName: string;
  permissions: readonly { permission: string; description: string }[];
}

export const roles: readonly Role[] = [
  {
    roleId: "desktop-user",
    roleName: "Desktop User",
    permissions: [{ permission: "cpd.login", description: "Sign in to the app on a device" }],
  },
  {
    roleId: "agent-user",
    roleName: "Agent User",
    permissions: [{ permission: "cps.login", description: "Use the agent" }],
  },
  {
    roleId: "customer-cloud-admin",
    roleName: "Customer Cloud Admin",
    permissions: [
      { permission: "cpc.login", description: "Sign in to the console" },
      { permission: "users.write", description: "Change users" },
    ],
  },
  {
    roleId: "insider-risk-analyst",
    roleName: "Insider Risk Analyst",
    permissions: [{ permission: "sessions.read", description: "Read alerts" }],
  },
];

export const rolesOfEveryone: readonly string[] = ["desktop-user", "agent-user"];

const since = "2019-06-01T00:00:00.000Z";

/** As the list of roles has them. */
export function toRole({ roleId, roleName, permissions }: Role) {
  return { roleId, roleName, creationDate: since, modificationDate: since, permissions };
}

/** As a user's roles are listed: permissions by name alone. */
export function toRoleOfUser({ roleId, roleName, permissions }: Role) {
  const permissionIds = permissions.map(({ permission }) => permission);
  return { roleId, roleName, creationDate: since, modificationDate: since, permissionIds };
}

/** How a full replacement of a user's roles is answered; ids that are no role's are ignored. */
export function replaceRoles(before: readonly string[], wanted: readonly string[]) {
  const known = new Set(roles.map(({ roleId }) => roleId));
  const roleIds = [...new Set(wanted)].filter((id) => known.has(id));
  return {
    roleIds,
    body: {
      processedReplacementRoleIds: roleIds,
      newlyAssignedRolesIds: roleIds.filter((id) => !before.includes(id)),
      unassignedRolesIds: before.filter((id) => !roleIds.includes(id)),
      ignoredRolesIds: wanted.filter((id) => !known.has(id)),
    },
  };
}
