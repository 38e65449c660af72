import type { Plan } from "./plan.ts";
import type { StoredEvent } from "./stored-event.ts";

/**
 * Where file events come from. Within a source, the order of insertion and that of ids are one and the same.
 */
export interface EventSource {
  /** All events within a plan, and perhaps some that are not, in order of insertion. */
  scan(plan: Plan, descending: boolean): Iterable<StoredEvent>;
  /** How many events were inserted within the plan's span; what else it says is not heeded. */
  count(plan: Plan): number;
  find(id: string): StoredEvent | undefined;
  /** The same number as long as the source has the same events. */
  version(): number;
}

/** The lowest index from 0 to `count` at which, and above which, the condition holds; `count` where it never does. */
export function firstIndex(count: number, holds: (index: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * An id that sorts as the event does: by the time of insertion, then by source, then by the event's number in it.
 */
export function toEventId(parts: {
  tenantId: string;
  insertedMicros: number;
  /** One digit. */
  source: number;
  /** At most 19 digits. */
  number: number | string;
  minor: number;
  onDevice: boolean;
}): string {
  const sequence = `${String(parts.insertedMicros).padStart(16, "0")}${String(parts.source)}00`;
  const number = String(parts.number).padStart(19, "0");
  return `0_${parts.tenantId}_${sequence}_${number}_${String(parts.minor)}${parts.onDevice ? "_EPS" : ""}`;
}

/** The time of insertion that an id made by `toEventId` tells; undefined for any other text. */
export function microsOfId(id: string): number | undefined {
  const digits = /^0_[0-9a-f-]{36}_(\d{16})\d{3}_/.exec(id)?.[1];
  return digits === undefined ? undefined : Number(digits);
}
