import { Refusal, type Route, type VendorAnswer, type VendorRequest } from "soarkit/simulator";

import type { World } from "../world.ts";

/** A route of the console host: whatever it answers stands under `data`, beside `metadata`. */
export function consoleRoute(
  world: World,
  method: string,
  path: string,
  answer: (request: VendorRequest) => { data: unknown; applied?: boolean },
): Route {
  return {
    method,
    path,
    handle: (request): VendorAnswer => {
      const { data, applied = false } = answer(request);
      const timestamp = new Date(world.clock.now()).toISOString();
      return { body: { metadata: { timestamp, params: {} }, data }, applied };
    },
  };
}

/** How the console host refuses: a list of what is wrong, outside of `data`. */
export function refusal(status: number, name: string, description: string): Refusal {
  return new Refusal(status, [{ name, description }]);
}

/** The body of a 400 that no name is documented for. */
export function systemError(description: string): { name: string; description: string }[] {
  return [{ name: "SYSTEM", description }];
}

export const userNotFound = () => refusal(404, "SYSTEM", "User not found");
export const orgNotFound = () => refusal(400, "SYSTEM", "Organization was not found");
