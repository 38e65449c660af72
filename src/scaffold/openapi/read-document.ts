import { isNode, isScalar, parseDocument, visit, type Document } from "yaml";
import { ArgumentError } from "../../errors.ts";
import { isRecord, type Json, type JsonObject } from "../../json.ts";

/**
 * The tree that an OpenAPI document's text stands for, JSON or YAML, with YAML's aliases written out. Nothing but the
 * text is read: no file, no network.
 * @param path for messages
 * @throws ArgumentError with every fault that can be told at once
 */
export function readDocument(text: string, path: string): JsonObject {
  const faults: string[] = [];
  const tree = copy(parse(text, path), faults);
  if (faults.length > 0) refuse(path, faults, "Mend the document, or take out what is not needed.");
  if (isRecord(tree) && !Array.isArray(tree)) return tree;
  return refuse(path, ["it is no object"], "An OpenAPI document begins with openapi: 3.1.0, or swagger: '2.0'.");
}

/** Throws all faults of a document as one error. */
export function refuse(path: string, faults: readonly string[], hint: string): never {
  const shown = [...new Set(faults)];
  const rest = shown.length > MOST_SHOWN ? `\n  and ${String(shown.length - MOST_SHOWN)} more` : "";
  const lines = shown.slice(0, MOST_SHOWN).map((fault) => `\n  ${fault}`);
  throw new ArgumentError(`${path} cannot be used:${lines.join("")}${rest}`, hint);
}

// --- internal ---

const MOST_SHOWN = 30;
/** The largest public documents are half as large. JSON is parsed in no time, YAML at a megabyte a second. */
const MOST_JSON = 40_000_000;
const MOST_YAML = 6_000_000;
const MOST_NODES = 3_000_000;
const DEEPEST = 150;
const MOST_ALIASES = 1000;
/** Brackets open at once: the YAML parser descends by recursion, and gets slow long before its stack is full. */
const MOST_OPEN = 300;

function parse(text: string, path: string): unknown {
  const plain = text.replace(/^\uFEFF/, "");
  const isJson = /^\s*\{/.test(plain);
  const most = isJson ? MOST_JSON : MOST_YAML;
  if (plain.length > most) {
    const smaller = isJson ? "Cut out what is not needed." : "Turn it into JSON, which may be larger.";
    refuse(path, [`it has more than ${String(most)} characters`], smaller);
  }
  return isJson ? parseJson(plain, path) : parseYaml(plain, path);
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new ArgumentError(`${path} is no JSON: ${cause instanceof Error ? cause.message : String(cause)}`, MEND, {
      cause,
    });
  }
}

const MEND = "Mend the text at that place.";

function parseYaml(text: string, path: string): unknown {
  refuseBrackets(text, path);
  // Duplicate keys are looked for below, in linear time.
  const document = parseDocument(text, { uniqueKeys: false, merge: true });
  const faults = document.errors.map(({ message }) => `it is no YAML: ${message.split("\n")[0] ?? ""}`);
  if (faults.length === 0) faults.push(...duplicateKeys(document, text));
  if (faults.length > 0) refuse(path, faults, MEND);
  try {
    return document.toJS({ maxAliasCount: MOST_ALIASES }) as unknown;
  } catch (cause) {
    throw new ArgumentError(
      `${path} cannot be used: its aliases expand without end, or name no anchor.`,
      "Use $ref for what occurs more than once.",
      { cause },
    );
  }
}

function refuseBrackets(text: string, path: string): void {
  let open = 0;
  for (const { 0: mark } of text.matchAll(/[[\]{}]/g)) {
    if (mark === "[" || mark === "{") open += 1;
    else if (open > 0) open -= 1;
    if (open > MOST_OPEN) refuse(path, ["it is nested too deeply"], "Move nested schemas to components, with $ref.");
  }
}

function duplicateKeys(document: Document.Parsed, text: string): string[] {
  const faults: string[] = [];
  visit(document, {
    Map(_, map) {
      const seen = new Set<unknown>();
      for (const { key } of map.items) {
        const at = isNode(key) ? key.range?.[0] : undefined;
        if (!isScalar(key)) faults.push(`line ${lineOf(text, at)}: a key is no text`);
        else if (seen.has(key.value)) faults.push(`line ${lineOf(text, at)}: "${String(key.value)}" stands twice`);
        else seen.add(key.value);
        // Each costs a look through the text.
        if (faults.length >= MOST_SHOWN) return visit.BREAK;
      }
      return undefined;
    },
  });
  return faults;
}

function lineOf(text: string, offset = 0): string {
  return String(text.slice(0, offset).split("\n").length);
}

/** A copy of plain JSON, aliases written out, so that nothing is shared and nothing is cyclic. */
function copy(root: unknown, faults: string[]): Json {
  let nodes = 0;
  const visited = (value: unknown, depth: number, at: string): Json => {
    nodes += 1;
    if (nodes > MOST_NODES || depth > DEEPEST) {
      const why = depth > DEEPEST ? `it is nested more than ${String(DEEPEST)} levels deep` : "it has too many parts";
      if (!faults.includes(why)) faults.push(why);
      return null;
    }
    if (typeof value === "string" || typeof value === "boolean") return value;
    if (typeof value === "number") return Number.isFinite(value) ? value : null;
    if (Array.isArray(value)) return value.map((item, index) => visited(item, depth + 1, `${at}/${String(index)}`));
    if (!isRecord(value)) return null;
    const object: JsonObject = {};
    for (const [key, member] of Object.entries(value)) {
      if (key === "__proto__") faults.push(`#${at} has the key __proto__, which is refused`);
      else object[key] = visited(member, depth + 1, `${at}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`);
    }
    return object;
  };
  return visited(root, 0, "");
}
