import { labelOf, type Operation } from "./operation.ts";
import { crudOf, isAct, isAsk } from "./verbs.ts";
import { isPlural, singularOf, singularPhrase, wordsOf } from "./words.ts";

/** What an operation is about, and what it does to it. */
export interface Subject {
  /** The words of each noun, outermost first; the last one is what it is about. Singular. */
  nouns: Noun[];
  verb: string[];
  /** By what it is looked up, when not by its id: `email`. */
  by: string[];
  /** Words of version segments, which tell two paths apart that differ in nothing else. */
  version: string[];
}

export interface Noun {
  words: string[];
  /** A value follows it in the path, so what comes behind belongs to one such thing. */
  hasValue: boolean;
}

/** What a document's other operations say of one's path. */
export interface Surroundings {
  /** `METHOD /path` of every operation. */
  labels: ReadonlySet<string>;
  /** Paths below which another path goes on with a value. */
  collections: ReadonlySet<string>;
}

export function surroundingsOf(operations: readonly Operation[]): Surroundings {
  return {
    labels: new Set(operations.map(labelOf)),
    collections: new Set(
      operations.flatMap(({ path }) => [...path.matchAll(/\/\{/g)].map(({ index }) => path.slice(0, index))),
    ),
  };
}

/** @param many whether it answers a list of things */
export function subjectOf(operation: Operation, around: Surroundings, many: boolean, brand: string): Subject {
  const parsed = parsePath(operation.path, brand);
  const subject = verbed(operation, parsed, around, many);
  const named = byOperationId(operation, subject);
  const asked = operation.answer.kind === "file" && operation.method === "GET" ? asDownload(named) : named;
  return asked.nouns.length > 0 ? asked : { ...asked, nouns: nounsElsewhere(operation, asked.verb) };
}

/** The words of what a path's value belongs to, singular: `ticket` of `{id}` in `/tickets/{id}`; empty where none is named. */
export function ownerOf(path: string, name: string): string[] {
  const segments = path.split("/");
  const before = segments.slice(1, segments.indexOf(`{${name}}`)).filter((segment) => !segment.startsWith("{"));
  const words = before.filter((segment) => !isPrefix(segment)).map(wordsOf);
  const own = words.findLast((each) => each.length > 0 && each[0] !== "by") ?? [];
  return singularPhrase(own);
}

// --- internal ---

interface ParsedPath {
  nouns: Noun[];
  by: string[];
  version: string[];
  /** The last segment is a value: it is about one thing. */
  endsInValue: boolean;
}

function isPrefix(segment: string): boolean {
  return PREFIXES.has(segment.toLowerCase()) || VERSION.test(segment);
}

const VERSION = /^(?:v\d+(?:\.\d+)*(?:alpha|beta)?\d*|\d+(?:\.\d+)+)$/i;

const PREFIXES: ReadonlySet<string> = new Set(["api", "apis", "rest", "rpc", "json"]);

function parsePath(path: string, brand: string): ParsedPath {
  const segments = path.split("/").filter((segment) => segment !== "");
  const nouns: Noun[] = [];
  const version: string[] = [];
  let by: string[] = [];
  segments.forEach((segment, index) => {
    if (segment.startsWith("{")) {
      const last = nouns.at(-1);
      if (last !== undefined) last.hasValue = true;
      return;
    }
    const words = wordsOf(segment);
    const next = segments[index + 1];
    const value = next?.startsWith("{") ? wordsOf(next) : undefined;
    if (VERSION.test(segment)) version.push(words.join("-"));
    else if (words.length === 0 || PREFIXES.has(segment.toLowerCase()) || segment.toLowerCase() === brand) return;
    else if (nouns.length > 0 && value !== undefined && (words[0] === "by" || words.join() === value.join()))
      by = value;
    else nouns.push({ words: singularPhrase(words), hasValue: false });
  });
  return { nouns, by, version, endsInValue: segments.at(-1)?.startsWith("{") ?? false };
}

function verbed(operation: Operation, parsed: ParsedPath, around: Surroundings, many: boolean): Subject {
  const { method, path } = operation;
  const { endsInValue, ...subject } = parsed;
  if (endsInValue) return { ...subject, verb: [verbOfItem(operation, around, many)] };
  const segment = path.slice(path.lastIndexOf("/") + 1);
  const words = wordsOf(segment);
  const before = subject.nouns.slice(0, -1);
  if (isDone(operation, words, around)) return { ...subject, ...splitVerb(words, before, many) };
  const isCollection = around.collections.has(path) || isPlural(words.at(-1) ?? "");
  if (method === "GET") return { ...subject, verb: [many ? "list" : "get"] };
  if (method === "POST") return { ...subject, verb: ["create"] };
  if (method === "DELETE") return { ...subject, verb: isCollection ? ["delete", "all"] : ["delete"] };
  const isAll = isCollection && operation.body?.shape.kind === "list";
  return { ...subject, verb: isAll ? ["replace", "all"] : [updating(operation, around)] };
}

/** Whether the last segment says what is done, rather than what it is done to. */
function isDone({ method, path }: Operation, words: readonly string[], around: Surroundings): boolean {
  if (around.collections.has(path)) return false;
  const [first, ...rest] = words;
  if (rest.length > 0) return isAct(first) || isAsk(first) || crudOf(first) !== undefined || first === "bulk";
  if (isAsk(first)) return true;
  return isAct(first) && method !== "GET" && !around.labels.has(`GET ${path}`);
}

function splitVerb(words: readonly string[], before: Noun[], many: boolean): { nouns: Noun[]; verb: string[] } {
  const [first = "", ...rest] = words;
  if (first === "bulk") return { nouns: before, verb: [...words] };
  const crud = crudOf(first);
  const verb = crud === "get" && many ? "list" : (crud ?? first);
  // `mark-as-read`, `check-in`: all of it is the verb.
  const isPhrase = /^(?:as|in|out|on|off|all|up|down|by|to|from|for|and)$/.test(rest[0] ?? "");
  if (rest.length === 0 || isPhrase) return { nouns: before, verb: [verb, ...rest] };
  const noun = singularPhrase(rest);
  const isSame = before.at(-1)?.words.join() === noun.join();
  return { nouns: isSame ? before : [...before, { words: noun, hasValue: false }], verb: [verb] };
}

function verbOfItem(operation: Operation, around: Surroundings, many: boolean): string {
  switch (operation.method) {
    case "GET":
      return many ? "list" : "get";
    case "DELETE":
      return "delete";
    case "PUT":
      return operation.body === undefined ? "add" : updating(operation, around);
    default:
      return "update";
  }
}

/** Where a path has both, PATCH changes and PUT replaces. */
function updating({ method, path }: Operation, { labels }: Surroundings): string {
  return method === "PUT" && labels.has(`PATCH ${path}`) ? "replace" : "update";
}

/** `assignTicket` says it better than `ticket-assignee-update`, where all its other words are in the path. */
function byOperationId({ method, operationId }: Operation, subject: Subject): Subject {
  const [first = "", ...rest] = wordsOf(operationId ?? "");
  const words = rest.map(singularOf);
  const inPath = subject.nouns.flatMap((noun) => noun.words);
  const isBetter = method !== "GET" && isAct(first) && words.length > 0 && words.every((word) => inPath.includes(word));
  if (!isBetter || subject.verb.includes(first)) return subject;
  const nouns = subject.nouns.filter((noun) => noun.words.some((word) => words.includes(word)));
  return { ...subject, nouns, verb: [crudOf(first) ?? first] };
}

const CONTENTS: ReadonlySet<string> = new Set(["content", "file", "raw", "binary", "data", "body", "blob"]);

/** What answers a file is downloaded: `/reports/{id}/content`. */
function asDownload(subject: Subject): Subject {
  const isContent = subject.nouns.length > 1 && CONTENTS.has(subject.nouns.at(-1)?.words.join("") ?? "");
  const nouns = isContent ? subject.nouns.slice(0, -1) : subject.nouns;
  return { ...subject, nouns, verb: subject.verb[0] === "export" ? subject.verb : ["download"] };
}

/** The path names nothing: a tag, the operation id or what the path is given may. */
function nounsElsewhere({ tags, operationId, path }: Operation, verb: readonly string[]): Noun[] {
  const fromId = wordsOf(operationId ?? "").filter((word) => crudOf(word) === undefined && !verb.includes(word));
  const fromTag = wordsOf(tags[0] ?? "");
  const fromValue = wordsOf(/\{([^{}]+)\}[^{}]*$/.exec(path)?.[1] ?? "").filter((word) => word !== "id");
  const words = [fromTag, fromId, fromValue].find((found) => found.length > 0) ?? ["api"];
  return [{ words: singularPhrase(words), hasValue: false }];
}
