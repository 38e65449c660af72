import { AssertionError, deepStrictEqual } from "node:assert/strict";
import type { Json, JsonObject } from "../json.ts";
import { EntryType, type Entry } from "../output/entry.ts";
import type { CommandOutcome } from "./run-command.ts";

/** What an entry of the War Room is to be. What is left out is not compared. */
export interface ExpectedEntry {
  /** The kind of entry: a word, or XSOAR's number. */
  type?: keyof typeof EntryType | number;
  /** The markdown that people see (`HumanReadable`). */
  readable?: string;
  /** What the vendor answered, or the text of a warning or an error (`Contents`). */
  contents?: Json;
  tags?: string[];
  note?: boolean;
  /** Name of the file. */
  file?: string;
}

/**
 * Asserts that this, and nothing else, is what the command added to the context.
 * @throws AssertionError with the differences, naming the command
 */
export function assertContext(outcome: CommandOutcome, expected: JsonObject): void {
  compare(outcome, outcome.context, expected, "added another context", assertContext);
}

/**
 * Asserts what one War Room entry is: the fields that `expected` names are compared literally.
 * @param at which entry, counted from 0. @default 0, the first
 * @throws AssertionError with the differences, naming the command
 */
export function assertEntry(outcome: CommandOutcome, expected: ExpectedEntry, at = 0): void {
  const entry = outcome.entries[at];
  const wanted = { ...expected, ...(typeof expected.type === "number" ? { type: wordOf(expected.type) } : {}) };
  const what = entry ? `made another entry ${String(at)}` : `made no entry ${String(at)}`;
  compare(outcome, entry && shownAs(entry, Object.keys(expected)), wanted, what, assertEntry);
}

// --- internal ---

function compare(
  { line, error }: CommandOutcome,
  actual: unknown,
  expected: unknown,
  what: string,
  stackStartFn: (outcome: CommandOutcome, expected: never) => void,
): void {
  try {
    deepStrictEqual(actual, expected);
  } catch (thrown) {
    if (!(thrown instanceof AssertionError)) throw thrown;
    const failed = error ? `It failed with ${error.code}: ${error.message}\n` : "";
    const message = `${line} ${what}.\n${failed}${thrown.message}`;
    throw new AssertionError({ message, actual, expected, operator: "deepStrictEqual", stackStartFn });
  }
}

/** The fields of an entry that are compared, under the names that `ExpectedEntry` gives them. */
function shownAs(entry: Entry, fields: string[]): Record<string, unknown> {
  const shown: Record<string, unknown> = {
    type: wordOf(entry.Type),
    readable: entry.HumanReadable,
    contents: entry.Contents,
    tags: entry.Tags ?? [],
    note: entry.Note ?? false,
    file: entry.File,
  };
  return Object.fromEntries(fields.map((field) => [field, shown[field]]));
}

/** The word for XSOAR's number of an entry type, so that a difference can be read. */
function wordOf(type: number): string | number {
  return Object.entries(EntryType).find(([, number]) => number === type)?.[0] ?? type;
}
