import * as v from "valibot";
import type { CountedPage, HttpClient } from "soarkit";
import { flag, number, text } from "./tolerant.ts";

const DeviceSchema = v.looseObject({
  deviceId: v.pipe(v.string(), v.nonEmpty()),
  name: text,
  osHostname: text,
  userId: text,
  active: flag,
  blocked: flag,
  orgGuid: text,
  osName: text,
  osVersion: text,
  address: text,
  remoteAddress: text,
  lastConnected: text,
  creationDate: text,
  modificationDate: text,
});

/** A machine that Incydr's agent runs on. */
export type Device = v.InferOutput<typeof DeviceSchema>;

export interface DeviceFilter {
  /** Only this user's. */
  userId?: string | undefined;
  active?: boolean | undefined;
  blocked?: boolean | undefined;
}

export interface Devices {
  /** One page, counted from 1. @throws ApiError 404 when there is no such user */
  page(filter: DeviceFilter, page: { number: number; size: number }, signal: AbortSignal): Promise<CountedPage<Device>>;
}

/** `/v1/devices`: deprecated, but `/v1/agents`, which came after it, does not know who is blocked. */
export function createDevices(http: HttpClient): Devices {
  return {
    page: async ({ userId, active, blocked }, { number: page, size: pageSize }, signal) => {
      const path = userId === undefined ? "/v1/devices" : `/v1/users/${encodeURIComponent(userId)}/devices`;
      const query = { active, blocked, page, pageSize };
      const answer = await http.send({ method: "GET", path, query, answer: DevicesSchema, signal });
      return { items: answer.devices, totalCount: answer.totalCount };
    },
  };
}

// --- internal ---

const DevicesSchema = v.looseObject({ devices: v.array(DeviceSchema), totalCount: number });
