import { readFields, Refusal, type Query, type Route } from "soarkit/simulator";

import type { World } from "../world.ts";
import { isActive, type Device } from "./device.ts";

/** `/v1/agents`. @param existing the device of an agent's id. @throws Refusal 404 */
export function agentRoutes(
  world: World,
  devices: readonly Device[],
  existing: (agentId: string | undefined) => Device,
): Route[] {
  const { clock } = world;
  function change(device: Device, after: Pick<Device, "name" | "externalReference" | "isOff">): boolean {
    const { name, externalReference, isOff } = device;
    if (after.name === name && after.externalReference === externalReference && after.isOff === isOff) return false;
    Object.assign(device, after, { modifiedAt: clock.now() });
    return true;
  }
  /** All or none: an unknown id leaves the others as they are. */
  function switching(verb: "activate" | "deactivate"): Route {
    return {
      method: "POST",
      path: `${base}/${verb}`,
      handle: ({ body }) => {
        const ids = readFields(body, errorBody).texts("agentIds");
        if (!ids) throw new Refusal(400, errorBody("agentIds is required"));
        const isOff = verb === "deactivate";
        const changed = [...new Set(ids)].map(existing).filter((device) => {
          const { name, externalReference } = device;
          return change(device, { name, externalReference, isOff });
        });
        return { status: 204, applied: changed.length > 0 };
      },
    };
  }

  return [
    { method: "GET", path: base, handle: ({ query }) => ({ body: toAgentPage(devices, query, clock.now()) }) },
    { method: "GET", path: `${base}/:agentId`, handle: ({ params }) => ({ body: toAgent(existing(params.agentId)) }) },
    {
      method: "PUT",
      path: `${base}/:agentId`,
      handle: ({ params, body }) => {
        const device = existing(params.agentId);
        const fields = readFields(body, errorBody);
        const externalReference = fields.nullableText("externalReference") ?? null;
        const name = fields.nullableText("name") ?? device.name;
        return { status: 204, applied: change(device, { name, externalReference, isOff: device.isOff }) };
      },
    },
    switching("activate"),
    switching("deactivate"),
  ];
}

// --- internal ---

const base = "/v1/agents";

function errorBody(error: string): { error: string } {
  return { error };
}

/** In the order of their names, unless the query says which. */
function toAgentPage(devices: readonly Device[], query: Query, now: number) {
  const page = query.integer("page", { min: 1 }) ?? 1;
  const size = query.integer("pageSize", { min: 1, max: 500 }) ?? 500;
  const key = query.choices("srtKey", ["NAME", "USER_ID", "LAST_CONNECTED"])[0] ?? "NAME";
  const [direction = "ASC"] = query.choices("srtDir", ["ASC", "DESC", "asc", "desc"]);
  const sign = direction.toLowerCase() === "desc" ? -1 : 1;
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
      (active === undefined || isActive(device) === active) &&
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
    osHostname: device.hostname,
    osName: device.osName,
    machineId: device.machineId,
    serialNumber: device.serialNumber,
    active: isActive(device),
    agentType,
    agentHealthIssueTypes: device.issues,
    agentHealthModificationDate: modificationDate,
    appVersion: "1.14.2",
    productVersion: "11.2.0",
    lastConnected: new Date(device.lastConnectedAt).toISOString(),
    externalReference: device.externalReference,
    creationDate: new Date(device.createdAt).toISOString(),
    modificationDate,
  };
}
