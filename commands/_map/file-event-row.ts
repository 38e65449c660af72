/**
 * A file event on one line. The keys are also the columns of the incident field `code42fileevents`, so they are
 * machine names: lower case, no separators.
 */
export interface FileEventRow {
  id?: string;
  timestamp?: string;
  action?: string;
  observer?: string;
  filename?: string;
  directory?: string;
  size?: number;
  category?: string;
  sha256?: string;
  user?: string;
  source?: string;
  destination?: string;
  riskscore?: number;
  severity?: string;
  indicators?: string;
  trusted?: boolean;
}

/** Drops what is missing or of the wrong kind. */
export function rowOf(given: Partial<Record<keyof FileEventRow, unknown>>): FileEventRow {
  const texts = TEXTS.flatMap((key) => {
    const value = asText(given[key]);
    return value === undefined ? [] : [[key, value] as const];
  });
  return {
    ...Object.fromEntries(texts),
    ...(typeof given.size === "number" && { size: given.size }),
    ...(typeof given.riskscore === "number" && { riskscore: given.riskscore }),
    ...(typeof given.trusted === "boolean" && { trusted: given.trusted }),
  };
}

/** The first of the values that says something, as text; lists are joined. */
export function firstText(...values: unknown[]): string | undefined {
  return values.map(asText).find((text) => text !== undefined);
}

// --- internal ---

const TEXTS = [
  "id",
  "timestamp",
  "action",
  "observer",
  "filename",
  "directory",
  "category",
  "sha256",
  "user",
  "source",
  "destination",
  "severity",
  "indicators",
] as const;

function asText(value: unknown): string | undefined {
  if (Array.isArray(value)) {
    const texts = value.map(asText).filter((text) => text !== undefined);
    return texts.length === 0 ? undefined : texts.join(", ");
  }
  return typeof value === "string" && value !== "" ? value : undefined;
}
