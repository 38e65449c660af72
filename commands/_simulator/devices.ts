import { Refusal, type Route } from "soarkit/simulator";

import { agentRoutes } from "./devices/agents.ts";
import { deviceOf, toDevice, toDevicePage, type Device } from "./devices/device.ts";
import type { User, UserStore } from "./users/user-store.ts";
import type { World } from "./world.ts";

export interface Devices {
  /** None for a user who is not one of the tenant's people. */
  of: (user: User) => Device[];
  routes: Route[];
}

/** `/v1/devices`, deprecated, and `/v1/agents`, which came after it: the same machines, one for each person. */
export function createDevices(world: World, users: UserStore): Devices {
  const devices = world.people.flatMap((person, index) => {
    const user = users.byId(person.actorId);
    return user ? [deviceOf(world, { person, index, user })] : [];
  });
  const byId = new Map(devices.map((device) => [device.deviceId, device]));
  const byUser = new Map(devices.map((device) => [device.user.userId, device]));

  function existing(id: string | undefined, what: string): Device {
    const device = byId.get(id ?? "");
    if (!device) throw new Refusal(404, { error: `${what} not found` });
    return device;
  }
  return {
    of: ({ userId }) => {
      const device = byUser.get(userId);
      return device ? [device] : [];
    },
    routes: [
      { method: "GET", path: "/v1/devices", handle: ({ query }) => ({ body: toDevicePage(devices, query) }) },
      {
        method: "GET",
        path: "/v1/devices/:deviceId",
        handle: ({ params }) => ({ body: toDevice(existing(params.deviceId, "device")) }),
      },
      ...agentRoutes(world, devices, (id) => existing(id, "agent")),
    ],
  };
}
