import { isJsonObject, type Json, type JsonObject } from "../json.ts";
import { code, codeBlock } from "./generate-docs-markdown.ts";
import type { Command } from "./manifest.ts";

/** A run of a command, to be shown. */
export interface CommandExample {
  /** The command's name, not an alias. */
  command: string;
  /** What is typed in a shell. */
  line: string;
  /** What a terminal shows of it. */
  readable: string;
  /** What it added to the context. */
  context: JsonObject;
  /** It was run in an incident. */
  isInIncident: boolean;
  /** The requests that it made to the vendor, in order, those for tokens left out. */
  requests: readonly ExampleRequest[];
}

export interface ExampleRequest {
  method: string;
  /** Without origin and query. */
  path: string;
  /** It asked for one page of several. */
  isPage: boolean;
}

/** The line, what a terminal shows, and what was added to the context. */
export function exampleParts({ line, readable, context, isInIncident }: CommandExample): string[] {
  const where = isInIncident ? `Example, run in an incident (${code("--incident ID")}):` : "Example:";
  const parts = [where, codeBlock("sh", line), codeBlock("text", readable)];
  if (Object.keys(context).length === 0) return parts;
  const cuts = new Map<string, number>();
  const shown = cutLists(context, "", cuts);
  // Prettier would fold lists as wide as its settings allow, which are not known here.
  parts.push(
    "This run added to the context:",
    `<!-- prettier-ignore -->\n${codeBlock("json", JSON.stringify(shown, null, 2))}`,
  );
  if (cuts.size > 0) {
    const counts = [...cuts].map(([path, count]) => `${code(path)} (${String(count)} in the run)`);
    parts.push(`Lists are cut to their beginning: ${counts.join(", ")}.`);
  }
  return parts;
}

/** How many requests the run made, which, and what makes them more. */
export function requestCost({ requests }: CommandExample, { polling }: Command): string {
  if (requests.length === 0) return "none";
  const kinds = new Map<string, ExampleRequest[]>();
  for (const request of requests) {
    const kind = `${request.method} ${template(request.path)}`;
    kinds.set(kind, [...(kinds.get(kind) ?? []), request]);
  }
  const parts = [...kinds].map(([kind, all]) => code(kind) + timesOf(all, polling));
  return `${String(requests.length)} in the example: ${parts.join(", ")}`;
}

// --- internal ---

/** What is left of a list: of objects, which may be large, and of plain values. */
const OBJECTS = 1;
const VALUES = 2;

function cutLists(value: Json, path: string, cuts: Map<string, number>): Json {
  if (Array.isArray(value)) {
    const shown = value.slice(0, value.some(isJsonObject) ? OBJECTS : VALUES);
    if (shown.length < value.length) cuts.set(path, Math.max(value.length, cuts.get(path) ?? 0));
    return shown.map((member) => cutLists(member, `${path}[]`, cuts));
  }
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value);
  return Object.fromEntries(
    entries.map(([key, member]) => [key, cutLists(member, path === "" ? key : `${path}.${key}`, cuts)]),
  );
}

function timesOf(all: readonly ExampleRequest[], polling: boolean): string {
  const isSame = new Set(all.map(({ path }) => path)).size < all.length;
  const isPaged = all.some(({ isPage }) => isPage);
  const why = isPaged ? "one for each page" : !isSame ? "one for each" : polling ? "until it is done" : "";
  const parts = [all.length === 1 ? "" : `${String(all.length)} times`, all.length === 1 && !isPaged ? "" : why];
  const said = parts.filter((part) => part !== "").join(", ");
  return said === "" ? "" : ` (${said})`;
}

/** The path with `{…}` for what names one thing: segments with a digit or an @, but no version such as `v2`. */
function template(path: string): string {
  const segments = path
    .split("/")
    .map((segment) => (/[\d@%]/u.test(segment) && !/^v\d+$/u.test(segment) ? "{…}" : segment));
  return segments.join("/");
}
