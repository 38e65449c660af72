import { UnexpectedError } from "../errors.ts";
import { isRecord } from "../json.ts";
import type { CommandResult } from "../output/result.ts";

/**
 * What a handler returned, as a result.
 * @throws UnexpectedError naming the command and every field that is not what it should be
 */
export function checkResult(value: unknown, command: string): CommandResult {
  if (isCommandResult(value)) return value;
  const what = isRecord(value) ? faultsOf(value).join(", ") : `${kindOf(value)} instead of a result`;
  throw new UnexpectedError(
    `The handler of ${command} returned ${what}.`,
    "This is a defect of the integration: its handler must return { readable, context, raw, … }.",
  );
}

// --- internal ---

function isCommandResult(value: unknown): value is CommandResult {
  return isRecord(value) && FIELDS.every((field) => isSound(value, field));
}

type Field = [name: string, expected: string, isValid: (value: unknown) => boolean];

const FIELDS: Field[] = [
  ["readable", "a text", (value) => typeof value === "string"],
  ["context", "an object", isRecord],
  ["warnings", "a list of texts", isTexts],
  ["files", "a list of { name, content }", (value) => Array.isArray(value) && value.every(isFile)],
  ["poll", "{ everyMs, timeoutMs, args }", isPoll],
  ["entryType", "a whole number", Number.isInteger],
  ["tags", "a list of texts", isTexts],
  ["indicators", "a list of objects", (value) => Array.isArray(value) && value.every(isRecord)],
];

function faultsOf(result: Record<string, unknown>): string[] {
  return FIELDS.filter((field) => !isSound(result, field)).map(
    ([name, expected]) => `as ${name} ${kindOf(result[name])} instead of ${expected}`,
  );
}

function isSound(result: Record<string, unknown>, [name, , isValid]: Field): boolean {
  return result[name] === undefined || isValid(result[name]);
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

function isFile(value: unknown): boolean {
  return (
    isRecord(value) &&
    typeof value.name === "string" &&
    typeof value.content === "object" &&
    value.content !== null &&
    Symbol.asyncIterator in value.content
  );
}

function isPoll(value: unknown): boolean {
  return (
    isRecord(value) &&
    isDuration(value.everyMs) &&
    isDuration(value.timeoutMs) &&
    isRecord(value.args) &&
    isTexts(Object.values(value.args))
  );
}

function isDuration(value: unknown): boolean {
  return typeof value === "number" && Number.isFinite(value) && value >= 0;
}

function kindOf(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
