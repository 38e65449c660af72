import { isJsonObject, ParameterError, type Json, type JsonObject } from "soarkit";

/** What the collector remembers of a stream from page to page. All times are epoch milliseconds. */
export interface Cursor {
  /** Where the very first run began: nothing earlier is wanted. */
  floor: number;
  /** Whatever could still turn up lies after it. */
  since: number;
  /** The sweep that is under way. */
  sweep?: Sweep;
}

/** One reading of everything from `since` to its own beginning, window by window. */
export interface Sweep {
  /** When it began, by the vendor's clock. */
  startedAt: number;
  to: number;
  /** Up to where it has been read. */
  reached: number;
  /** How wide a window is to be. */
  widthMs: number;
  /** The window of which some pages have been read, and where its next one is had. */
  window?: { to: number; next: string };
}

/**
 * The cursor that the last page left; undefined before the first.
 * @throws ParameterError for a cursor that another version wrote
 */
export function readCursor(lastRun: Json): Cursor | undefined {
  if (lastRun === null || (isJsonObject(lastRun) && Object.keys(lastRun).length === 0)) return undefined;
  const { version, floor, since, sweep } = isJsonObject(lastRun) ? lastRun : {};
  const read = sweep === undefined ? undefined : readSweep(sweep);
  const isWhole = version === VERSION && typeof floor === "number" && typeof since === "number";
  if (isWhole && sweep === undefined) return { floor, since };
  if (isWhole && read !== undefined) return { floor, since, sweep: read };
  throw new ParameterError(
    `The state of the event collector is not of version ${VERSION}, so this integration cannot go on from it.`,
    "Update the integration to the version that wrote it, or give the instance a new name to collect anew.",
  );
}

export function writeCursor({ floor, since, sweep }: Cursor): JsonObject {
  if (sweep === undefined) return { version: VERSION, floor, since };
  const { window, ...rest } = sweep;
  return { version: VERSION, floor, since, sweep: { ...rest, ...(window && { window: { ...window } }) } };
}

// --- internal ---

const VERSION = 1;

function readSweep(value: Json): Sweep | undefined {
  if (!isJsonObject(value)) return undefined;
  const { startedAt, to, reached, widthMs, window } = value;
  const isWhole =
    typeof startedAt === "number" &&
    typeof to === "number" &&
    typeof reached === "number" &&
    typeof widthMs === "number";
  if (!isWhole) return undefined;
  if (window === undefined) return { startedAt, to, reached, widthMs };
  if (!isJsonObject(window) || typeof window.to !== "number" || typeof window.next !== "string") return undefined;
  return { startedAt, to, reached, widthMs, window: { to: window.to, next: window.next } };
}
