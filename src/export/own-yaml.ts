import { isDeepStrictEqual } from "node:util";
import {
  isAlias,
  isMap,
  isNode,
  isScalar,
  parseDocument,
  stringify,
  visit,
  type Document,
  type Pair,
  type Range,
  type YAMLMap,
} from "yaml";
import { ManifestError } from "../errors.ts";
import { isJsonObject, toJson, type Json, type JsonObject } from "../json.ts";
import { reindentQuoted } from "../manifest/reindent.ts";

/** What is put into a YAML text. */
export interface YamlAdditions {
  /** The file, for messages. */
  path?: string;
  /** Code in place of what stands at `script.script`. */
  script?: string;
  /** Keys for the root that are not there yet. */
  root?: Readonly<Record<string, string>>;
}

/**
 * A YAML text without its `x-soar` entries and with the additions. Everything else stays as it is written, comments,
 * quotes and anchors included; where that cannot be done (entries inside `{ … }`), the text is written anew, without
 * comments.
 * @throws ManifestError for what is no YAML
 */
export function toXsoarYaml(given: string, additions: YamlAdditions = {}): string {
  const { text, document } = read(given, additions.path);
  const wanted = withAdditions(stripped(jsonOf(document)), additions);
  const edited = edit(text, document, additions);
  if (edited !== undefined && isDeepStrictEqual(meaningOf(edited), wanted)) return edited;
  return stringify(wanted, { lineWidth: 120, aliasDuplicateObjects: false });
}

/** JSON without any `x-soar` key. */
export function stripped(value: Json): Json {
  if (Array.isArray(value)) return value.map(stripped);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]) => (key === ADDITIONS ? [] : [[key, stripped(member)]])),
  );
}

/**
 * The name of a playbook.
 * @throws ManifestError for what is no YAML
 */
export function playbookName(text: string, path?: string): string | undefined {
  const root = jsonOf(read(text, path).document);
  return isJsonObject(root) && typeof root.name === "string" ? root.name : undefined;
}

// --- internal ---

const ADDITIONS = "x-soar";

interface Edit {
  from: number;
  to: number;
  text: string;
}

/** The text, or what lenient parsers make of it, with the document that it is. */
function read(given: string, path?: string): { text: string; document: Document.Parsed } {
  const strict = parse(given);
  if (strict.errors.length === 0) return { text: given, document: strict };
  const text = reindentQuoted(given) ?? given;
  const document = parse(text);
  const [error] = document.errors;
  if (error === undefined) return { text, document };
  const { line, col } = error.linePos?.[0] ?? { line: 1, col: 1 };
  const place = path === undefined ? "" : `${path}: `;
  throw new ManifestError(`${place}This is no YAML, at ${line}:${col}: ${error.message}`, "Mend it there.", {
    cause: error,
  });
}

function parse(text: string): Document.Parsed {
  return parseDocument(text, { uniqueKeys: false, prettyErrors: false });
}

/** A manifest that was loaded has bounded aliases. */
function jsonOf(document: Document.Parsed): Json {
  return toJson(document.toJS({ maxAliasCount: -1 }));
}

/** Undefined for a text that lost an anchor, or else is no YAML any more. */
function meaningOf(text: string): Json | undefined {
  const document = parse(text);
  const anchors = new Set<string>();
  let isWhole = document.errors.length === 0;
  visit(document, {
    Node(_, node) {
      if (isAlias(node)) isWhole &&= anchors.has(node.source);
      else if (node.anchor !== undefined) anchors.add(node.anchor);
    },
  });
  return isWhole ? jsonOf(document) : undefined;
}

function withAdditions(root: Json, { script, root: keys = {} }: YamlAdditions): Json {
  if (!isJsonObject(root)) return root;
  const made: JsonObject = { ...root, ...keys };
  if (script !== undefined) made.script = { ...(isJsonObject(root.script) && root.script), script };
  return made;
}

/** The text with lines cut and added; undefined where it is not written in lines. */
function edit(text: string, document: Document.Parsed, { script, root = {} }: YamlAdditions): string | undefined {
  const edits: Edit[] = [];
  let isPossible = isMap(document.contents) && document.contents.flow !== true;
  visit(document, {
    Pair(_, pair) {
      if (!isKey(pair, ADDITIONS)) return undefined;
      const cut = cutOf(text, pair);
      if (cut === undefined) isPossible = false;
      else edits.push(cut);
      return visit.SKIP;
    },
  });
  if (script !== undefined) {
    const put = scriptEdit(text, document, script);
    if (put === undefined) isPossible = false;
    else edits.push(put);
  }
  if (!isPossible) return undefined;
  let made = text;
  for (const { from, to, text: put } of edits.toSorted((a, b) => b.from - a.from)) {
    made = made.slice(0, from) + put + made.slice(to);
  }
  const added = Object.entries(root).map(([key, value]) => stringify({ [key]: value }));
  return `${made.trimEnd()}\n${added.join("")}`;
}

/** The lines of a pair, with the comment right above them; undefined where the pair shares its first line. */
function cutOf(text: string, pair: Pair): Edit | undefined {
  const at = rangeOf(pair.key)?.[0];
  if (at === undefined) return undefined;
  let from = text.lastIndexOf("\n", at - 1) + 1;
  const indent = text.slice(from, at);
  if (indent.trim() !== "") return undefined;
  let to = endOfLine(text, lastOffset(pair.value) ?? at);
  for (;;) {
    const above = text.lastIndexOf("\n", from - 2) + 1;
    if (from === 0 || !text.slice(above, from).startsWith(`${indent}#`)) break;
    from = above;
  }
  const before = text.lastIndexOf("\n", from - 2) + 1;
  const after = endOfLine(text, to);
  // Of two blank lines, one is kept.
  const isBetweenBlanks = text.slice(before, from).trim() === "" && text.slice(to, after).trim() === "";
  if (isBetweenBlanks) to = after;
  return { from, to, text: "" };
}

/** Where the last line of a value begins to end: inside a map, that of its last value. */
function lastOffset(node: unknown): number | undefined {
  const range = rangeOf(node);
  if (range === undefined) return undefined;
  // A block's end may lie after the line break that ends it.
  return Math.max(range[0], range[1] - 1);
}

function endOfLine(text: string, offset: number): number {
  const end = text.indexOf("\n", offset);
  return end === -1 ? text.length : end + 1;
}

function scriptEdit(text: string, document: Document.Parsed, code: string): Edit | undefined {
  const section = isMap(document.contents) ? mapUnder(document.contents, "script") : undefined;
  const pair = section?.items.find((each) => isKey(each, "script"));
  const at = rangeOf(pair?.key)?.[0];
  const from = rangeOf(pair?.value)?.[0];
  const last = lastOffset(pair?.value);
  if (at === undefined || from === undefined || last === undefined || section?.flow === true) return undefined;
  const column = at - (text.lastIndexOf("\n", at - 1) + 1);
  const lines = code.split("\n").map((line) => (line === "" ? "" : `${" ".repeat(column + 2)}${line}`));
  return { from, to: endOfLine(text, last), text: `|-\n${lines.join("\n")}\n` };
}

function mapUnder(map: YAMLMap, key: string): YAMLMap | undefined {
  const value = map.items.find((pair) => isKey(pair, key))?.value;
  return isMap(value) ? value : undefined;
}

function isKey(pair: Pair, name: string): boolean {
  return isScalar(pair.key) && pair.key.value === name;
}

function rangeOf(node: unknown): Range | undefined {
  return isNode(node) ? (node.range ?? undefined) : undefined;
}
