import type { Route } from "soarkit/simulator";

import { consoleOrgRoutes } from "./console/console-orgs.ts";
import { consoleUserRoutes } from "./console/console-users.ts";
import { createDevices } from "./devices.ts";
import { createOrgStore } from "./orgs/org-store.ts";
import { createOrgs } from "./orgs.ts";
import { createUserStore, type User } from "./users/user-store.ts";
import { createUsers } from "./users.ts";
import type { World } from "./world.ts";

export interface Accounts {
  routes: Route[];
  user(userId: string): User | undefined;
}

/**
 * Users with their organizations and devices, on the gateway and on the console host, over one store.
 * @param options.isHeld whether a user is under a legal hold, which keeps from deactivating them
 */
export function createAccounts(world: World, options: { isHeld: (userId: string) => boolean }): Accounts {
  const { isHeld } = options;
  const orgs = createOrgStore(world);
  const users = createUserStore(world, orgs);
  const devices = createDevices(world, users);
  return {
    user: (userId) => users.byId(userId),
    routes: [
      ...createUsers({ users, orgs, devicesOf: devices.of, isHeld }).routes,
      ...createOrgs({ world, orgs, users, hasDevice: (userId) => world.personById(userId) !== undefined }).routes,
      ...devices.routes,
      ...consoleUserRoutes({ world, users, orgs, isHeld }),
      ...consoleOrgRoutes(world, orgs),
    ],
  };
}
