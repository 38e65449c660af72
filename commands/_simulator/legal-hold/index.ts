import type { Route } from "soarkit/simulator";

import type { World } from "../world.ts";
import { consoleRoutes } from "./console-routes.ts";
import { gatewayRoutes } from "./gateway-routes.ts";
import { createLegalHoldStore, type FindUser } from "./legal-hold-store.ts";

export interface LegalHold {
  routes: Route[];
  /** Whether somebody is a custodian of an active matter: then Incydr does not let them be deactivated. */
  isHeld: (userId: string) => boolean;
}

/**
 * Matters and their custodians, on the gateway and on the console host.
 * @param options.host `console` for a tenant of the older generation, whose gateway knows nothing of legal hold
 * @param options.user asked only when a request comes
 */
export function createLegalHold(world: World, options: { host: "gateway" | "console"; user: FindUser }): LegalHold {
  const { host, user } = options;
  const store = createLegalHoldStore(world);
  return {
    routes: [...(host === "gateway" ? gatewayRoutes(store, user) : []), ...consoleRoutes(world, store, user)],
    isHeld: (userId) =>
      store.matters().some(({ active, custodians }) => active && custodians.get(userId)?.active === true),
  };
}
