import type { Query } from "soarkit/simulator";

import type { Person } from "../people.ts";
import type { User } from "../users/user-store.ts";
import type { World } from "../world.ts";

/** The one managed device of a person. It is blocked as its user is. */
export interface Device {
  deviceId: string;
  number: number;
  /** At first that of its host. */
  name: string;
  hostname: string;
  user: User;
  externalReference: string | null;
  /** Its agent was deactivated by itself; else it is active as its user is. */
  isOff: boolean;
  /** `win`, `mac` or `linux`. */
  osName: string;
  osVersion: string;
  address: string;
  remoteAddress: string;
  serialNumber: string;
  machineId: string;
  /** What its agent complains of. */
  issues: readonly string[];
  /** Epoch milliseconds. */
  createdAt: number;
  modifiedAt: number;
  lastConnectedAt: number;
}

/** @param of.index the person's place among all people */
export function deviceOf(world: World, of: { person: Person; index: number; user: User }): Device {
  const { person, index, user } = of;
  const random = world.random("device", person.deviceUid);
  const [system = "", osVersion = ""] = person.operatingSystem.split(" ");
  // Who no longer works here has not connected for a while.
  const silentMs = user.active ? random.integer(0, 7_200_000) : random.integer(40, 90) * 86_400_000;
  const lastConnectedAt = world.clock.startedAt - silentMs;
  return {
    deviceId: person.deviceUid,
    number: 30_555 + index,
    name: person.deviceName,
    hostname: person.deviceName,
    user,
    externalReference: null,
    isOff: false,
    osName: systems[system] ?? "linux",
    osVersion,
    address: `${person.privateIp}:4242`,
    remoteAddress: person.ip,
    serialNumber: random.hex(10).toUpperCase(),
    machineId: random.uuid(),
    issues: random.chance(0.1) ? ["NOT_SENDING_SECURITY_EVENTS"] : [],
    createdAt: user.createdAt + 3_600_000,
    modifiedAt: lastConnectedAt,
    lastConnectedAt,
  };
}

/** One page of those that the query asks for. Incydr counts these pages from 1. */
export function toDevicePage(devices: readonly Device[], query: Query) {
  const page = query.integer("page", { min: 1 }) ?? 1;
  const size = query.integer("pageSize", { min: 1, max: 500 }) ?? 100;
  const active = query.flag("active");
  const blocked = query.flag("blocked");
  const key = query.choices("sortKey", ["name", "osHostname", "os", "lastConnected"])[0] ?? "name";
  const [direction = "ASC"] = query.choices("sortDirection", ["ASC", "DESC", "asc", "desc"]);
  const sign = direction.toLowerCase() === "desc" ? -1 : 1;
  const chosen = devices
    .filter(
      (device) =>
        (active === undefined || isActive(device) === active) &&
        (blocked === undefined || device.user.blocked === blocked),
    )
    .sort((a, b) => sign * compare(sortedBy(a, key), sortedBy(b, key)));
  return { devices: chosen.slice((page - 1) * size, page * size).map(toDevice), totalCount: chosen.length };
}

export function isActive({ user, isOff }: Device): boolean {
  return user.active && !isOff;
}

export function toDevice(device: Device) {
  const { user, name } = device;
  const [active, { blocked }] = [isActive(device), user];
  return {
    deviceId: device.deviceId,
    legacyDeviceId: String(device.number),
    name,
    osHostname: device.hostname,
    status: statusOf({ active, blocked }),
    active,
    blocked,
    alertState: 0,
    userId: user.userId,
    legacyUserId: String(user.number),
    orgId: user.org.uid,
    legacyOrgId: String(user.org.number),
    orgGuid: user.org.guid,
    externalReferenceInfo: device.externalReference,
    notes: null,
    lastConnected: new Date(device.lastConnectedAt).toISOString(),
    osName: device.osName,
    osVersion: device.osVersion,
    osArch: device.osName === "mac" ? "aarch64" : "x86-64",
    address: device.address,
    remoteAddress: device.remoteAddress,
    timeZone: "Europe/Amsterdam",
    version: "1525200006811",
    build: 811,
    creationDate: new Date(device.createdAt).toISOString(),
    modificationDate: new Date(device.modifiedAt).toISOString(),
    loginDate: new Date(device.createdAt).toISOString(),
  };
}

/** As the console words it, of users and of devices alike. */
export function statusOf({ active, blocked }: Pick<User, "active" | "blocked">): string {
  return `${active ? "Active" : "Deactivated"}${blocked ? ", Blocked" : ""}`;
}

// --- internal ---

const systems: Readonly<Record<string, string>> = { Windows: "win", macOS: "mac", Ubuntu: "linux" };

function sortedBy(device: Device, key: "name" | "osHostname" | "os" | "lastConnected"): string | number {
  if (key === "lastConnected") return device.lastConnectedAt;
  if (key === "os") return device.osName;
  return key === "osHostname" ? device.hostname : device.name;
}

function compare(a: string | number, b: string | number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
