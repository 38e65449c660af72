import { contextKey } from "../context/context-key.ts";
import { toSoarError, UnexpectedError, type SoarError } from "../errors.ts";
import { isJsonObject, isUnsafeKey, type Json, type JsonObject } from "../json.ts";
import { EntryType, type Entry } from "./entry.ts";
import { indicatorKey } from "./indicators.ts";
import { copyJson } from "./plain-copy.ts";
import type { CommandResult } from "./result.ts";
import { tableToMarkdown } from "./table.ts";

/** Whose result an entry shows. */
export interface Origin {
  command: string;
  /** The instance's name. */
  instance: string;
  /** The integration's id. */
  brand: string;
  /** The manifest's `contextKeys`. */
  contextKeys: Readonly<Record<string, string[]>>;
}

/**
 * A handler's result as War Room entries: one for its readable, context and raw (left out when there are only warnings
 * or files to show), then one per warning. Files are streamed elsewhere: see `fileEntry`.
 * @throws UnexpectedError naming the command, when the result is no JSON or has an impossible context path
 */
export function toEntries(result: CommandResult, origin: Origin): Entry[] {
  const warnings = (result.warnings ?? []).map((text) => warningEntry(text, origin));
  const outputs = outputsOf(result, origin);
  const indicators = result.indicators ?? [];
  const isSilent = result.readable === undefined && result.raw === undefined && outputs.length === 0;
  const hasOthers = warnings.length > 0 || (result.files?.length ?? 0) > 0;
  if (isSilent && indicators.length === 0 && hasOthers) return warnings;

  const contents = result.raw === undefined ? contentsOf(outputs) : asJson(result.raw, "raw", origin);
  const entry: Entry = {
    Type: result.entryType ?? EntryType.note,
    ContentsFormat: typeof contents === "string" || typeof contents === "number" ? "text" : "json",
    Contents: contents,
    ModuleName: origin.instance,
    Brand: origin.brand,
  };
  const readable = result.readable ?? (outputs.length > 0 ? readableOf(outputs) : undefined);
  if (readable !== undefined) Object.assign(entry, { HumanReadable: readable, ReadableContentsFormat: "markdown" });
  const context = entryContext(outputs, result, origin);
  if (Object.keys(context).length > 0) entry.EntryContext = context;
  if (result.tags && result.tags.length > 0) entry.Tags = [...result.tags];
  if (result.note) entry.Note = true;
  return [entry, ...warnings];
}

/** An entry that fails a playbook's task: what is wrong and, below it, what to do. */
export function errorEntry(error: SoarError, origin?: Pick<Origin, "instance" | "brand">): Entry {
  const text = shorten(`${error.message}\n${error.hint}`.trim());
  return { Type: EntryType.error, ContentsFormat: "text", Contents: text, ...from(origin) };
}

/** An entry that tells of a doubt and lets a playbook go on. */
export function warningEntry(text: string, origin?: Pick<Origin, "instance" | "brand">): Entry {
  return { Type: EntryType.warning, ContentsFormat: "text", Contents: shorten(text), ...from(origin) };
}

// --- internal ---

type Outputs = [prefix: string, value: Json][];

/** What goes into the context: nothing for null and for an empty list, so that an empty search leaves old context be. */
function outputsOf(result: CommandResult, origin: Origin): Outputs {
  return Object.entries(result.context ?? {}).flatMap(([prefix, given]): Outputs => {
    const value = asJson(given, `context ${prefix}`, origin);
    requirePath(prefix, origin);
    return value === null || (Array.isArray(value) && value.length === 0) ? [] : [[prefix, value]];
  });
}

/** XSOAR takes the outputs as Contents when there is no raw answer; of several prefixes, each under its name. */
function contentsOf(outputs: Outputs): Json {
  const only = outputs.length === 1 ? outputs[0] : undefined;
  if (only) return only[1];
  return outputs.length === 0 ? null : Object.fromEntries(outputs);
}

function readableOf(outputs: Outputs): string {
  return outputs
    .map(([prefix, value]) => {
      if (typeof value !== "object") return String(value);
      const isObjects = isJsonObject(value) || (Array.isArray(value) && value.every(isJsonObject));
      const title = outputs.length === 1 ? "Results" : prefix;
      return tableToMarkdown(title, value, isObjects ? {} : { headers: prefix.slice(prefix.lastIndexOf(".") + 1) });
    })
    .join("\n");
}

function entryContext(outputs: Outputs, result: CommandResult, origin: Origin): JsonObject {
  const context: JsonObject = {};
  for (const indicator of result.indicators ?? []) {
    for (const [prefix, given] of Object.entries(indicator)) {
      requirePath(prefix, origin);
      const values = [asJson(given, `indicator ${prefix}`, origin)].flat();
      const key = indicatorKey(prefix);
      context[key] = [...[context[key] ?? []].flat(), ...values];
    }
  }
  for (const [prefix, value] of outputs) {
    const [key, written] = result.replace ? replacing(prefix, value, origin) : merging(prefix, value, origin);
    context[key] = written;
  }
  return context;
}

function merging(prefix: string, value: Json, origin: Origin): [string, Json] {
  const fields = Object.hasOwn(origin.contextKeys, prefix) ? origin.contextKeys[prefix] : undefined;
  return [fields && fields.length > 0 ? contextKey(prefix, fields) : prefix, value];
}

/** XSOAR's `replace_existing`: `A.B.C` is overwritten through `A.B(true): { C }`. */
function replacing(prefix: string, value: Json, origin: Origin): [string, Json] {
  const dot = prefix.lastIndexOf(".");
  if (dot < 0) {
    throw nonsense(
      origin,
      `wants to replace the context "${prefix}", which has no parent`,
      'Use a prefix such as "A.B".',
    );
  }
  return [`${prefix.slice(0, dot)}(true)`, { [prefix.slice(dot + 1)]: value }];
}

function requirePath(prefix: string, origin: Origin): void {
  const segments = prefix.split(".");
  if (segments.every((segment) => segment.trim() !== "" && !isUnsafeKey(segment))) return;
  throw nonsense(origin, `returned the context prefix "${prefix}"`, "A prefix is names joined by dots.");
}

function asJson(value: unknown, what: string, origin: Origin): Json {
  try {
    return copyJson(value);
  } catch (cause) {
    const why = toSoarError(cause).message.split("\n", 1).join("");
    throw nonsense(origin, `returned as ${what} what is no JSON (${why})`, "Return plain data without cycles.", cause);
  }
}

function nonsense(origin: Origin, what: string, remedy: string, cause?: unknown): UnexpectedError {
  const hint = `${remedy} This is a defect of the integration ${origin.brand}.`;
  return new UnexpectedError(`The handler of ${origin.command} ${what}.`, hint, { cause });
}

function from(origin: Pick<Origin, "instance" | "brand"> | undefined): Partial<Entry> {
  return origin ? { ModuleName: origin.instance, Brand: origin.brand } : {};
}

/** XSOAR's own limit and mark for long error texts: the beginning and the end are what helps. */
const LONGEST_TEXT = 50_000;

function shorten(text: string): string {
  if (text.length <= LONGEST_TEXT) return text;
  const half = LONGEST_TEXT / 2;
  return `${text.slice(0, half)}...This error body was truncated...${text.slice(-half)}`;
}
