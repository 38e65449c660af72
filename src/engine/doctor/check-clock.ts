import { notesOf, shownMs, type Check } from "./check.ts";

/** How far this machine's clock is from the vendor's, as the `Date` of its answers tells. Undefined: none told. */
export function checkClock(group: string, offsetMs: number | undefined): Check {
  const notes = notesOf(group);
  if (offsetMs === undefined) return notes.skipped("clock", "no answer of the vendor has told its time");
  if (offsetMs === 0) return notes.ok("clock", "as the vendor's, as far as its answers tell");
  const apart = `${shownMs(Math.abs(offsetMs))} ${offsetMs > 0 ? "behind" : "ahead of"} the vendor's`;
  if (Math.abs(offsetMs) <= MOST_MS) return notes.ok("clock", apart);
  return notes.warning(
    "clock",
    `${apart}; fetching reckons with it, but tokens and certificates are judged by this machine's clock`,
    "Set this machine's clock by a time server (NTP).",
  );
}

// --- internal ---

const MOST_MS = 60_000;
