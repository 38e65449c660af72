import type { SoarError } from "../../errors.ts";

/** What one look at the way between a person and a working integration found. */
export interface Check {
  /** Where it belongs, such as `store` or `west: reachability`. */
  group: string;
  name: string;
  status: "ok" | "warning" | "failed" | "skipped";
  found: string;
  /** What to do about it. */
  remedy?: string;
  /** Of a failed one: the exit code of its kind of error. */
  exitCode?: SoarError["exitCode"];
  /** As it mostly is: shown in full only to those who ask for everything. */
  minor?: true;
}

/** Writes the findings of one group. */
export interface Notes {
  ok(name: string, found: string): Check;
  /** As it mostly is, such as a parameter at its default. */
  usual(name: string, found: string): Check;
  warning(name: string, found: string, remedy: string): Check;
  /** @default the exit code of what is the caller's to mend */
  failed(name: string, found: string, remedy: string, exitCode?: SoarError["exitCode"]): Check;
  /** What an error says, with its hint as the remedy. */
  error(name: string, error: SoarError): Check;
  /** Could not be made, or was not wanted. */
  skipped(name: string, why: string): Check;
}

export function notesOf(group: string): Notes {
  const failed: Notes["failed"] = (name, found, remedy, exitCode = CALLERS) => ({
    group,
    name,
    status: "failed",
    found,
    remedy,
    exitCode,
  });
  return {
    ok: (name, found) => ({ group, name, status: "ok", found }),
    usual: (name, found) => ({ group, name, status: "ok", found, minor: true }),
    warning: (name, found, remedy) => ({ group, name, status: "warning", found, remedy }),
    failed,
    error: (name, { message, hint, exitCode }) => failed(name, message, hint, exitCode),
    skipped: (name, why) => ({ group, name, status: "skipped", found: why }),
  };
}

/** What is said of a check that cannot be made before another one is ok. */
export function waitsFor(name: string): string {
  return `waits for ${name}`;
}

/** Bytes as people write them. */
export function shownBytes(bytes: number): string {
  const units = ["bytes", "kB", "MB", "GB", "TB"];
  const power = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  const amount = bytes / 1000 ** power;
  return `${power === 0 || amount >= 10 ? Math.round(amount) : amount.toFixed(1)} ${units[power] ?? ""}`;
}

/** A duration as people write it. */
export function shownMs(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 120) return `${minutes} min`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} days`;
}

export function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}

// --- internal ---

const CALLERS = 2;
