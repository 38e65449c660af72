import type { Json } from "../json.ts";
import { readFields } from "./fields.ts";
import type { Random } from "./random.ts";
import { Refusal } from "./route.ts";
import { isUnder } from "./router.ts";

/**
 * What goes wrong with a request:
 * - `status`: answered with `status`, and `Retry-After` where given; the vendor's state stays as it is.
 * - `delay`: handled only after `ms`.
 * - `reset`: the connection is reset before the request is handled, or, with `afterwards`, once it has taken effect.
 * - `truncate`: handled, but the answer's body stops half-way; as an HTTP message the answer is whole, unless it is a
 *   file that is made while it is sent: then the connection ends half-way.
 * - `slow`: handled, but the answer's body trickles in over `ms`.
 */
export interface Fault {
  /** `*` for any. @default "*" */
  method: string;
  /** Holds for all paths under it; see `isUnder`. @default "/" */
  path: string;
  kind: FaultKind;
  /** For `status`. @default 500 */
  status: number;
  /** Seconds, for `status`. */
  retryAfter?: number;
  /** For `status`: sent as it is, as `text/html`, instead of the vendor's JSON. */
  body?: string;
  /** Real milliseconds, for `delay` and `slow`. @default 10 000 */
  ms: number;
  /** For `reset`. @default false */
  afterwards: boolean;
  /** How many more requests it strikes. @default no end */
  times?: number;
  /** How likely it strikes a request, 0 to 1. @default 1 */
  probability: number;
}

const faultKinds = ["status", "delay", "reset", "truncate", "slow"] as const;
export type FaultKind = (typeof faultKinds)[number];

/** The faults that are set. */
export interface Faults {
  list(): readonly Fault[];
  /** Replaces all. */
  set(faults: readonly Fault[]): void;
  /** The first fault that strikes this request, counted as struck. */
  strike(method: string, path: string): Fault | undefined;
}

export function createFaults(given: readonly Fault[], random: Random): Faults {
  let faults = given.map((fault) => ({ ...fault }));
  return {
    list: () => faults,
    set: (next) => {
      faults = next.map((fault) => ({ ...fault }));
    },
    strike: (method, path) => {
      const struck = faults.find(
        (fault) =>
          (fault.method === "*" || fault.method === method) &&
          isUnder(path, fault.path) &&
          fault.times !== 0 &&
          (fault.probability === 1 || random.chance(fault.probability)),
      );
      if (struck?.times !== undefined) struck.times -= 1;
      return struck;
    },
  };
}

/** @throws Refusal 400 naming what is wrong */
export function readFault(value: Json): Fault {
  const fields = readFields(value, (error) => ({ error }));
  const path = fields.text("path") ?? "/";
  if (!/^\/[^?#]*$/.test(path)) throw new Refusal(400, { error: "path must begin with / and have no query" });
  const kind = fields.choice("kind", faultKinds);
  if (kind === undefined) throw new Refusal(400, { error: `kind must be one of ${faultKinds.join(", ")}` });
  const retryAfter = fields.integer("retryAfter", { min: 0 });
  const body = fields.text("body");
  const times = fields.integer("times", { min: 0 });
  return {
    method: fields.text("method")?.toUpperCase() ?? "*",
    path,
    kind,
    status: fields.integer("status", { min: 200, max: 599 }) ?? 500,
    ...(retryAfter !== undefined && { retryAfter }),
    ...(body !== undefined && { body }),
    ms: fields.integer("ms", { min: 0, max: 3_600_000 }) ?? 10_000,
    afterwards: fields.flag("afterwards") ?? false,
    ...(times !== undefined && { times }),
    probability: fields.number("probability", { min: 0, max: 1 }) ?? 1,
  };
}

/** How a fault is written on the command line. */
export const faultSyntax =
  "kind:method:path[:times]; kind is a status such as 503 or 429=30 (Retry-After in seconds), delay=MS, slow=MS, reset or " +
  "truncate; method * is any; path holds for all below it, * for one segment, $ at its end for itself alone";

/** @returns undefined for a text that is not written as `faultSyntax` says */
export function parseFault(text: string): Fault | undefined {
  const parts = /^([a-z0-9]+)(?:=(\d{1,7}))?:([A-Za-z]+|\*):(\/[^:?#]*)(?::(\d{1,9}))?$/.exec(text);
  if (!parts) return undefined;
  const [, word = "", number, method = "*", path = "/", times] = parts;
  const status = /^[2-5]\d\d$/.test(word) ? Number(word) : undefined;
  const kind = status === undefined ? faultKinds.find((name) => name === word && name !== "status") : "status";
  const takesNumber = kind === "status" || kind === "delay" || kind === "slow";
  if (kind === undefined || (number !== undefined && !takesNumber)) return undefined;
  return readFault({
    kind,
    method,
    path,
    ...(status !== undefined && { status }),
    ...(number !== undefined && (kind === "status" ? { retryAfter: Number(number) } : { ms: Number(number) })),
    ...(times !== undefined && { times: Number(times) }),
  });
}
