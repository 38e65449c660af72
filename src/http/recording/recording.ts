import { isJsonObject, isUnsafeKey, type Json, type JsonObject } from "../../json.ts";

/** One run of a command and all that went over the wire for it. Secrets are not in it. */
export interface Recording {
  /** The version of this format. */
  soarkit: 1;
  /** The command's own name; `fetch-incidents` and `test-module` for those two. */
  command: string;
  /** As the caller gave them, without defaults; secret ones are stars. */
  args: Record<string, Json>;
  /** ISO-8601 UTC. In a replay the clock stands there. */
  recordedAt: string;
  /** The instance's parameters; secret ones are stars. */
  params: Record<string, Json>;
  /** The incident in which the command ran. */
  incident?: JsonObject;
  /** The context, where the command read it. */
  context?: JsonObject;
  /** In the order in which they were sent. */
  exchanges: RecordedExchange[];
}

/** One try of a request and what came of it. */
export interface RecordedExchange {
  /** ISO-8601 UTC. */
  at: string;
  /** Milliseconds until the answer was complete. */
  ms: number;
  request: RecordedRequest;
  answer: RecordedAnswer | RecordedFault;
}

export interface RecordedRequest {
  method: string;
  /** Without scheme, host and query. */
  path: string;
  query?: Record<string, string[]>;
  /** JSON as it is, a form as an object of its fields, anything else as text. */
  body?: Json;
}

export interface RecordedAnswer {
  status: number;
  /** Names in lower case. */
  headers: Record<string, string>;
  /** JSON as it is; other text as text, see `content-type`. */
  body?: Json;
  /** What is neither. */
  base64?: string;
  /** The body goes on, but was not kept. */
  truncated?: true;
}

/** The try failed on the network: the system's name of it, such as ECONNRESET. */
export interface RecordedFault {
  fault: string;
}

/** A recording and the file that it was read from. */
export interface RecordingFile {
  path: string;
  recording: Recording;
}

/** What is wrong with a value that should be a recording, by the places of it. */
export type ParsedRecording = { recording: Recording } | { faults: string[] };

/** Takes a value of unknown origin for a recording, or says everything that is wrong with it. */
export function parseRecording(value: unknown): ParsedRecording {
  const faults: string[] = [];
  const fault = (text: string) => {
    if (faults.length < MOST_FAULTS) faults.push(text);
  };
  if (isTooDeep(value, DEEPEST)) return { faults: [`it is nested deeper than ${DEEPEST} levels`] };
  // Parsed from JSON text and not too deep: what is left to check is its shape.
  const json = value as Json;
  if (!isJsonObject(json)) return { faults: ["it is no JSON object"] };
  if (json.soarkit !== 1) {
    return { faults: [`soarkit must be 1, the version of this format, not ${JSON.stringify(json.soarkit ?? null)}`] };
  }
  const recording: Recording = {
    soarkit: 1,
    command: text(json.command, "command", fault),
    args: safeObject(json.args, "args", fault),
    recordedAt: time(json.recordedAt, "recordedAt", fault),
    params: safeObject(json.params ?? {}, "params", fault),
    ...(json.incident === undefined ? {} : { incident: safeObject(json.incident, "incident", fault) }),
    ...(json.context === undefined ? {} : { context: safeObject(json.context, "context", fault) }),
    exchanges: [],
  };
  if (!Array.isArray(json.exchanges)) fault("exchanges must be a list");
  else recording.exchanges = json.exchanges.map((each, at) => exchange(each, `exchanges[${at}]`, fault));
  return faults.length === 0 ? { recording } : { faults };
}

// --- internal ---

const MOST_FAULTS = 20;
const DEEPEST = 200;

type Fault = (text: string) => void;

/** Without recursion, so that no depth is too much for the check itself. */
function isTooDeep(value: unknown, most: number): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > most) return true;
    level = level.flatMap((each): unknown[] => (typeof each === "object" && each !== null ? Object.values(each) : []));
  }
  return false;
}

function exchange(value: Json, at: string, fault: Fault): RecordedExchange {
  const given = object(value, at, fault);
  return {
    at: time(given.at, `${at}.at`, fault),
    ms: amount(given.ms, `${at}.ms`, fault),
    request: request(given.request, `${at}.request`, fault),
    answer: answer(given.answer, `${at}.answer`, fault),
  };
}

function request(value: Json | undefined, at: string, fault: Fault): RecordedRequest {
  const given = object(value, at, fault);
  const path = text(given.path, `${at}.path`, fault);
  if (path !== "" && !path.startsWith("/")) fault(`${at}.path must begin with a slash`);
  return {
    method: text(given.method, `${at}.method`, fault),
    path,
    ...(given.query === undefined ? {} : { query: lists(given.query, `${at}.query`, fault) }),
    ...(given.body === undefined ? {} : { body: given.body }),
  };
}

function answer(value: Json | undefined, at: string, fault: Fault): RecordedAnswer | RecordedFault {
  const given = object(value, at, fault);
  if (given.fault !== undefined) return { fault: text(given.fault, `${at}.fault`, fault) };
  const status = amount(given.status, `${at}.status`, fault);
  if (!Number.isInteger(status) || status < 100 || status > 599) fault(`${at}.status must be a status from 100 to 599`);
  if (given.truncated !== undefined && given.truncated !== true) fault(`${at}.truncated must be true, or left out`);
  if (given.body !== undefined && given.base64 !== undefined) fault(`${at} has both body and base64`);
  return {
    status,
    headers: texts(given.headers ?? {}, `${at}.headers`, fault),
    ...(given.body === undefined ? {} : { body: given.body }),
    ...(given.base64 === undefined ? {} : { base64: base64(given.base64, `${at}.base64`, fault) }),
    ...(given.truncated === true ? { truncated: true } : {}),
  };
}

function object(value: Json | undefined, at: string, fault: Fault): JsonObject {
  if (isJsonObject(value)) return value;
  fault(`${at} must be an object`);
  return {};
}

/** What becomes arguments, parameters or context of a handler. */
function safeObject(value: Json | undefined, at: string, fault: Fault): JsonObject {
  const given = object(value, at, fault);
  if (hasUnsafeKey(given)) fault(`${at} has a key that is not allowed (__proto__, constructor or prototype)`);
  return given;
}

function hasUnsafeKey(value: Json): boolean {
  if (Array.isArray(value)) return value.some(hasUnsafeKey);
  if (!isJsonObject(value)) return false;
  return Object.entries(value).some(([key, member]) => isUnsafeKey(key) || hasUnsafeKey(member));
}

function texts(value: Json, at: string, fault: Fault): Record<string, string> {
  const entries = Object.entries(object(value, at, fault));
  // fromEntries defines the keys, so that none of them reaches a prototype.
  return Object.fromEntries(entries.map(([key, each]) => [key.toLowerCase(), text(each, `${at}.${key}`, fault, true)]));
}

function lists(value: Json, at: string, fault: Fault): Record<string, string[]> {
  const entries = Object.entries(object(value, at, fault)).map(([key, each]): [string, string[]] => {
    if (Array.isArray(each)) return [key, each.map((member) => text(member, `${at}.${key}`, fault, true))];
    return [key, [text(each, `${at}.${key}`, fault, true)]];
  });
  return Object.fromEntries(entries);
}

function text(value: Json | undefined, at: string, fault: Fault, mayBeEmpty = false): string {
  if (typeof value === "string" && (mayBeEmpty || value !== "")) return value;
  fault(`${at} must be a text`);
  return "";
}

function time(value: Json | undefined, at: string, fault: Fault): string {
  const given = text(value, at, fault);
  if (given !== "" && Number.isNaN(Date.parse(given))) fault(`${at} must be a time such as 2026-03-01T12:00:00Z`);
  return given;
}

function amount(value: Json | undefined, at: string, fault: Fault): number {
  if (typeof value === "number" && value >= 0) return value;
  fault(`${at} must be a number, not below 0`);
  return 0;
}

function base64(value: Json, at: string, fault: Fault): string {
  if (typeof value === "string" && /^[A-Za-z0-9+/]*={0,2}$/.test(value)) return value;
  fault(`${at} must be base64`);
  return "";
}
