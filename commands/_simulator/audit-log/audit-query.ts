import { isJsonObject, readFields, Refusal, type Json } from "soarkit/simulator";

import type { Span } from "./audit-entries.ts";
import { actorKeys, actorTypes, type AuditEvent } from "./audit-event.ts";

/** Which entries are asked for. */
export interface AuditFilter {
  span: Span;
  passes: (event: AuditEvent) => boolean;
}

export interface AuditPage {
  /** From 0. */
  page: number;
  size: number;
}

/**
 * Reads the filters of a body; null means absent, and an entry must pass all that are given. Names and types are
 * compared without regard to case. How a type is named in `eventTypes` is not published: here `logged_in`,
 * `audit_log::logged_in` and `audit_log::logged_in/1` all do.
 * @param inclusive whether what happened exactly at a bound is within the range
 * @throws Refusal 400
 */
export function readAuditFilter(body: Json | undefined, inclusive: boolean): AuditFilter {
  const fields = readFields(body, errorBody);
  const wanted = (name: string): ReadonlySet<string> | undefined => {
    const values = fields.value(name) === null ? undefined : fields.texts(name);
    return values && new Set(values.map((value) => value.toLowerCase()));
  };
  const tests = [
    ...someOf(wanted("actorIds"), ({ actorId }) => [actorId]),
    ...someOf(wanted("actorNames"), ({ actorName }) => [actorName]),
    ...someOf(wanted("actorIpAddresses"), ({ actorIpAddress }) => (actorIpAddress ?? "").split(", ")),
    ...someOf(wanted("eventTypes"), ({ type$ }) => namesOfType(type$)),
    ...someOf(wanted("resourceIds"), resourcesOf),
    ...someOf(userTypes(wanted("userTypes")), ({ actorType }) => [actorType]),
  ];
  return {
    span: readSpan(fields.value("dateRange"), inclusive),
    passes: (event) => tests.every((test) => test(event)),
  };
}

/** @throws Refusal 400 */
export function readAuditPage(body: Json | undefined): AuditPage {
  const fields = readFields(body, errorBody);
  const number = (name: string, bounds: { min: number; max: number }) =>
    fields.value(name) === null ? undefined : fields.integer(name, bounds);
  return {
    page: number("page", { min: 0, max: 1_000_000 }) ?? 0,
    size: number("pageSize", { min: 1, max: 10_000 }) ?? 100,
  };
}

// --- internal ---

type Test = (event: AuditEvent) => boolean;

/** Those who ask with an empty list ask for anything. */
function someOf(wanted: ReadonlySet<string> | undefined, valuesOf: (event: AuditEvent) => string[]): Test[] {
  if (wanted === undefined || wanted.size === 0) return [];
  return [(event) => valuesOf(event).some((value) => wanted.has(value.toLowerCase()))];
}

function namesOfType(type: string): string[] {
  const [unversioned = type] = type.split("/");
  return [type, unversioned, unversioned.replace("audit_log::", "")];
}

/** What an entry is about: whatever it says beyond who did it, and when. */
function resourcesOf(event: AuditEvent): string[] {
  return Object.entries(event)
    .filter(([key]) => !actorKeys.some((known) => known === key))
    .flatMap(([, value]) => value)
    .map(String);
}

function userTypes(wanted: ReadonlySet<string> | undefined): ReadonlySet<string> | undefined {
  const unknown = [...(wanted ?? [])].find((type) => !actorTypes.some((known) => known.toLowerCase() === type));
  if (unknown === undefined) return wanted;
  throw new Refusal(400, errorBody(`userTypes must be of ${actorTypes.join(", ")}, got ${unknown}`));
}

/** Epoch seconds with a fraction; the vendor's own programs write the keys in either manner. */
function readSpan(range: Json | undefined, inclusive: boolean): Span {
  if (range === undefined || range === null) return { from: () => true, until: () => true };
  if (!isJsonObject(range)) throw new Refusal(400, errorBody("dateRange must be an object"));
  const start = seconds(range.startTime ?? range.start_time, "startTime") ?? -Infinity;
  const end = seconds(range.endTime ?? range.end_time, "endTime") ?? Infinity;
  return inclusive
    ? { from: (at) => at / 1000 >= start, until: (at) => at / 1000 <= end }
    : { from: (at) => at / 1000 > start, until: (at) => at / 1000 < end };
}

function seconds(value: Json | undefined, name: string): number | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === "number") return value;
  throw new Refusal(400, errorBody(`dateRange.${name} must be a number of seconds`));
}

function errorBody(error: string): { error: string } {
  return { error };
}
