import { parseHttpDate } from "./retry-after.ts";

/** Our clock, corrected by what the vendor's answers say about theirs. */
export interface VendorClock {
  /** Takes note of an answer's `Date` header. `sentAt` and `receivedAt` are our own clock's epoch milliseconds. */
  observe(dateHeader: string | undefined, sentAt: number, receivedAt: number): void;
  /** The vendor's time, in epoch milliseconds. */
  now(): number;
  /** How far the vendor's clock is ahead of ours, in milliseconds; undefined before an answer has told it. */
  offsetMs(): number | undefined;
}

/**
 * A vendor clock that starts out as `now`. `Date` has a resolution of one second and its journey takes part of the
 * request's time, so what it says is only trusted beyond that: a difference that could be rounding or the network is
 * none (correcting by it would make windows jitter), and an answer that took long says too little to be used at all.
 */
export function createVendorClock(now: () => number): VendorClock {
  let offsetMs: number | undefined;
  return {
    observe(dateHeader, sentAt, receivedAt) {
      const date = parseHttpDate(dateHeader ?? "");
      const tripMs = receivedAt - sentAt;
      if (date === undefined || tripMs < 0 || tripMs > LONGEST_TRIP_MS) return;
      const differenceMs = date + RESOLUTION_MS / 2 - (sentAt + tripMs / 2);
      offsetMs = Math.abs(differenceMs) > TOLERANCE_MS + tripMs / 2 ? Math.round(differenceMs) : 0;
    },
    now: () => now() + (offsetMs ?? 0),
    offsetMs: () => offsetMs,
  };
}

// --- internal ---

const RESOLUTION_MS = 1_000;
const TOLERANCE_MS = 3_000;
const LONGEST_TRIP_MS = 10_000;
