import type { Device } from "../_api/devices.ts";

/** A device under `Code42.Device`. What Incydr does not say is left out. */
export interface DeviceContext {
  ID: string;
  Name?: string;
  Hostname?: string;
  UserID?: string;
  Username?: string;
  Active?: boolean;
  Blocked?: boolean;
  OrgGuid?: string;
  OSName?: string;
  OSVersion?: string;
  Address?: string;
  RemoteAddress?: string;
  LastConnectedAt?: string;
  CreatedAt?: string;
  ModifiedAt?: string;
}

/** The columns of a list of devices. */
export const deviceHeaders = [
  "Name",
  "Username",
  "OSName",
  "OSVersion",
  "Active",
  "Blocked",
  "LastConnectedAt",
  "UserID",
  "ID",
];

/** @param username of the user whose devices were asked for: a device itself only has the user's ID */
export function toDeviceContext(device: Device, username?: string): DeviceContext {
  const { active, blocked } = device;
  return {
    ID: device.deviceId,
    ...(device.name && { Name: device.name }),
    ...(device.osHostname && { Hostname: device.osHostname }),
    ...(device.userId && { UserID: device.userId }),
    ...(username && { Username: username }),
    ...(typeof active === "boolean" && { Active: active }),
    ...(typeof blocked === "boolean" && { Blocked: blocked }),
    ...(device.orgGuid && { OrgGuid: device.orgGuid }),
    ...(device.osName && { OSName: device.osName }),
    ...(device.osVersion && { OSVersion: device.osVersion }),
    ...(device.address && { Address: device.address }),
    ...(device.remoteAddress && { RemoteAddress: device.remoteAddress }),
    ...(device.lastConnected && { LastConnectedAt: device.lastConnected }),
    ...(device.creationDate && { CreatedAt: device.creationDate }),
    ...(device.modificationDate && { ModifiedAt: device.modificationDate }),
  };
}
