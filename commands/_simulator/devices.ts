import { Refusal, type Query, type Route } from "soarkit/simulator";

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
      {
        method: "GET",
        path: "/v1/agents",
        handle: ({ query }) => ({ body: toAgentPage(devices, query, world.clock.now()) }),
      },
      {
        method: "GET",
        path: "/v1/agents/:agentId",
        handle: ({ params }) => ({ body: toAgent(existing(params.agentId, "agent")) }),
      },
    ],
  };
}

// --- internal ---

/** In the order of their names, unless the query says which. */
function toAgentPage(devices: readonly Device[], query: Query, now: number) {
  const page = query.integer("page", { min: 1 }) ?? 1;
  const size = query.integer("pageSize", { min: 1, max: 500 }) ?? 500;
  const key = query.choices("srtKey", ["NAME", "USER_ID", "LAST_CONNECTED"])[0] ?? "NAME";
  const [direction = "ASC"] = query.choices("srtDir", ["ASC", "DESC"]);
  const sign = direction === "DESC" ? -1 : 1;
  const chosen = filteredAgents(devices, query, now).sort((a, b) => sign * compare(a, b, key));
  return { agents: chosen.slice((page - 1) * size, page * size).map(toAgent), totalCount: chosen.length };
}

function filteredAgents(devices: readonly Device[], query: Query, now: number): Device[] {
  const userId = query.text("userId");
  const type = query.text("agentType");
  const active = query.flag("active");
  const healthy = query.flag("agentHealthy");
  const serialNumber = query.text("serialNumber");
  const issues = query.list("anyOfAgentHealthIssueTypes");
  const systems = query.choices("anyOfAgentOsTypes", ["LINUX", "MAC", "WIN"]);
  const daysSince = (at: number) => (now - at) / 86_400_000;
  const connected = query.integer("connectedInLastDays", { min: 0 }) ?? Infinity;
  const silent = query.integer("notConnectedInLastDays", { min: 0 }) ?? -Infinity;
  const changed = query.integer("agentHealthModifiedInLastDays", { min: 0 }) ?? Infinity;
  return devices.filter(
    (device) =>
      (userId === undefined || device.user.userId === userId) &&
      (type === undefined || type === agentType) &&
      (active === undefined || device.user.active === active) &&
      (healthy === undefined || (device.issues.length === 0) === healthy) &&
      (serialNumber === undefined || device.serialNumber === serialNumber) &&
      (issues.length === 0 || device.issues.some((issue) => issues.includes(issue))) &&
      (systems.length === 0 || systems.some((system) => system.toLowerCase() === device.osName)) &&
      daysSince(device.lastConnectedAt) <= connected &&
      daysSince(device.lastConnectedAt) > silent &&
      daysSince(device.modifiedAt) <= changed,
  );
}

function compare(a: Device, b: Device, key: "NAME" | "USER_ID" | "LAST_CONNECTED"): number {
  if (key === "LAST_CONNECTED") return a.lastConnectedAt - b.lastConnectedAt;
  const [one, other] = key === "NAME" ? [a.name, b.name] : [a.user.userId, b.user.userId];
  return one < other ? -1 : one > other ? 1 : 0;
}

const agentType = "COMBINED";

function toAgent(device: Device) {
  const modificationDate = new Date(device.modifiedAt).toISOString();
  return {
    agentId: device.deviceId,
    name: device.name,
    userId: device.user.userId,
    osHostname: device.name,
    osName: device.osName,
    machineId: device.machineId,
    serialNumber: device.serialNumber,
    active: device.user.active,
    agentType,
    agentHealthIssueTypes: device.issues,
    agentHealthModificationDate: modificationDate,
    appVersion: "1.14.2",
    productVersion: "11.2.0",
    lastConnected: new Date(device.lastConnectedAt).toISOString(),
    externalReference: null,
    creationDate: new Date(device.createdAt).toISOString(),
    modificationDate,
  };
}
