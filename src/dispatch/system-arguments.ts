import type { Json } from "../json.ts";
import type { Command } from "../manifest/manifest.ts";
import type { Choice } from "./resolve.ts";

/** What XSOAR's own arguments say about one call; every command takes them. */
export interface CallOptions extends Choice {
  /** `key=path::key2=path2` over the Contents. */
  extendContext?: string;
  /** Write no context but that of `extendContext`. */
  ignoreOutputs: boolean;
  /** Show Contents instead of the readable. */
  rawResponse: boolean;
  retryCount: number;
  retryIntervalMs: number;
  /** Overrides the command's own time limit, and that of polling. */
  timeoutMs?: number;
  /** `none` keeps indicators from being extracted from the entries. */
  autoExtract?: "none" | "inline" | "outOfBand";
  /** Add what the handler logs as an entry. */
  debugMode: boolean;
}

/**
 * Takes the system arguments out of what was given. An argument that the command itself declares under such a name is
 * the command's. Empty values count as not given. Each fault is a sentence.
 */
export function takeSystemArguments(
  given: Record<string, Json>,
  command: Command,
): { options: CallOptions; rest: Record<string, Json>; faults: string[] } {
  const options: CallOptions = { ...DEFAULTS };
  if (!Object.keys(given).some((name) => READERS.has(name))) return { options, rest: given, faults: [] };
  const rest: Record<string, Json> = {};
  const faults: string[] = [];
  for (const [name, value] of Object.entries(given)) {
    const read = READERS.get(name);
    if (!read || command.arguments.some((argument) => argument.name === name)) {
      Object.defineProperty(rest, name, { value, enumerable: true, writable: true, configurable: true });
    } else if (!isEmpty(value)) {
      const fault = read(value, options);
      if (fault !== undefined) faults.push(`${name} must be ${fault}, got ${JSON.stringify(value).slice(0, 100)}.`);
    }
  }
  return { options, rest, faults };
}

/** Whether XSOAR itself takes an argument of that name with every command. */
export function isSystemArgument(name: string): boolean {
  return READERS.has(name);
}

// --- internal ---

const DEFAULTS: CallOptions = {
  ignoreOutputs: false,
  rawResponse: false,
  debugMode: false,
  retryCount: 0,
  // What XSOAR's playbook editor proposes.
  retryIntervalMs: 30_000,
};

const MOST_RETRIES = 100;
const LONGEST_SECONDS = 7 * 24 * 3600;

/** Puts the value where it belongs, or gives what it must be. */
type Reader = (value: Json, options: CallOptions) => string | undefined;

const READERS = new Map<string, Reader>([
  ["using", names((options, list) => (options.using = list))],
  ["using-brand", names((options, list) => (options.usingBrand = list))],
  ["using-category", names((options, list) => (options.usingCategory = list))],
  ["extend-context", text((options, spec) => (options.extendContext = spec))],
  ["ignore-outputs", flag((options, on) => (options.ignoreOutputs = on))],
  ["raw-response", flag((options, on) => (options.rawResponse = on))],
  ["debug-mode", flag((options, on) => (options.debugMode = on))],
  ["retry-count", retryCount],
  ["retry-interval", seconds((options, ms) => (options.retryIntervalMs = ms))],
  ["execution-timeout", seconds((options, ms) => (options.timeoutMs = ms))],
  ["auto-extract", autoExtract],
]);

function names(put: (options: CallOptions, list: string[]) => void): Reader {
  return (value, options) => {
    const list = typeof value === "string" ? value.split(",").map((name) => name.trim()) : value;
    if (!Array.isArray(list) || !list.every((name) => typeof name === "string")) return "a name or a list of names";
    put(
      options,
      list.filter((name) => name !== ""),
    );
    return undefined;
  };
}

function text(put: (options: CallOptions, value: string) => void): Reader {
  return (value, options) => {
    if (typeof value !== "string") return "a text";
    put(options, value);
    return undefined;
  };
}

function flag(put: (options: CallOptions, on: boolean) => void): Reader {
  return (value, options) => {
    const word = typeof value === "string" ? value.toLowerCase() : JSON.stringify(value);
    if (!["true", "yes", "false", "no"].includes(word)) return "true or false";
    put(options, word === "true" || word === "yes");
    return undefined;
  };
}

function seconds(put: (options: CallOptions, ms: number) => void): Reader {
  return (value, options) => {
    const number = numberOf(value);
    if (!(number > 0 && number <= LONGEST_SECONDS)) return `seconds above 0, at most ${LONGEST_SECONDS}`;
    put(options, number * 1000);
    return undefined;
  };
}

function retryCount(value: Json, options: CallOptions): string | undefined {
  const count = numberOf(value);
  if (!Number.isInteger(count) || count < 0 || count > MOST_RETRIES) return `a whole number from 0 to ${MOST_RETRIES}`;
  options.retryCount = count;
  return undefined;
}

function autoExtract(value: Json, options: CallOptions): string | undefined {
  if (value !== "none" && value !== "inline" && value !== "outOfBand") return "none, inline or outOfBand";
  options.autoExtract = value;
  return undefined;
}

function numberOf(value: Json): number {
  if (typeof value === "number") return value;
  return typeof value === "string" && /^\s*\d+(\.\d+)?\s*$/.test(value) ? Number(value) : Number.NaN;
}

/** Null, "", [] and {}: XSOAR's ways to say that nothing is given. */
function isEmpty(value: Json): boolean {
  if (value === null || value === "") return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}
