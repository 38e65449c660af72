import { isJsonObject, type Json } from "../../json.ts";
import { identifiersOf, withoutIdentifiers } from "./identifiers.ts";
import { keptHeaders, learnFromHeaders } from "./headers.ts";
import { MOST_BODY_BYTES, type RawExchange, type Take } from "./recorder.ts";
import type { RecordedAnswer, RecordedExchange, RecordedFault, RecordedRequest, Recording } from "./recording.ts";
import { recordIds } from "./record-ids.ts";
import { createRemover, type Remover } from "./remove-secrets.ts";
import { createSecretValues } from "./secret-values.ts";

/**
 * A take as it may be stored: without secrets. What a value is known by in one place (the header that it was sent in,
 * the name that it stood under) takes it out of all others.
 */
export function toRecording(take: Take): Recording {
  const values = createSecretValues();
  for (const { requestHeaders, headers = {} } of take.exchanges) learnFromHeaders(requestHeaders, headers, values);
  const remover = createRemover(take.mask, values, () => recordIds(answersOf(take)));
  const own = identifiersOf(take.params);
  // The first time through only finds what is secret; a page's token is told before it is sent, a login's after.
  clean(take, remover, own);
  return clean(take, remover, own);
}

// --- internal ---

function* answersOf({ exchanges }: Take): Generator<Json> {
  for (const { body } of exchanges) {
    const text = body === undefined ? undefined : textOf(body.bytes());
    const json = text === undefined ? undefined : parsed(text, true);
    if (json !== undefined) yield json;
  }
}

function clean(take: Take, remover: Remover, own: ReadonlySet<string>): Recording {
  const { command, args, params, incident, context, startedAt, exchanges } = take;
  return {
    soarkit: 1,
    command,
    args: remover.object(args),
    recordedAt: new Date(startedAt).toISOString(),
    params: remover.object(params),
    ...(incident === undefined ? {} : { incident: remover.object(incident) }),
    ...(context === undefined ? {} : { context: remover.object(context) }),
    exchanges: exchanges.map((exchange) => cleanExchange(exchange, remover, own)),
  };
}

function cleanExchange(exchange: RawExchange, remover: Remover, own: ReadonlySet<string>): RecordedExchange {
  const { at, endedAt = at } = exchange;
  return {
    at: new Date(at).toISOString(),
    ms: endedAt - at,
    request: withoutIdentifiers(cleanRequest(exchange.request, remover), own),
    answer: cleanAnswer(exchange, remover),
  };
}

function cleanRequest({ method, path, query, body }: RecordedRequest, remover: Remover): RecordedRequest {
  return {
    method,
    path: remover.text(path),
    ...(query === undefined ? {} : { query: cleanQuery(query, remover) }),
    ...(body === undefined ? {} : { body: remover.json(body) }),
  };
}

function cleanQuery(query: Record<string, string[]>, remover: Remover): Record<string, string[]> {
  const entries = Object.entries(query);
  return Object.fromEntries(
    entries.map(([name, values]) => [remover.text(name), values.map((value) => remover.named(name, value))]),
  );
}

function cleanAnswer(exchange: RawExchange, remover: Remover): RecordedAnswer | RecordedFault {
  const { status, headers = {}, body, fault } = exchange;
  if (fault !== undefined) return { fault };
  // Still under way when the command ended: nobody waited for it.
  if (status === undefined || body === undefined) return { fault: "ERR_CANCELED" };
  const bytes = body.bytes();
  const isCut = exchange.isCut === true || exchange.endedAt === undefined || bytes.length > MOST_BODY_BYTES;
  return {
    status,
    headers: keptHeaders(headers, remover),
    ...(isCut ? cutBody(bytes, remover) : wholeBody(bytes, headers, remover)),
  };
}

/** The end of what was kept may be the beginning of a secret, which nothing would know. */
const RAGGED_BYTES = 4 * 1024;

function cutBody(bytes: Buffer, remover: Remover): Partial<RecordedAnswer> {
  // The cut may have gone through a letter.
  const text = [0, 1, 2, 3].map((count) => textOf(bytes.subarray(0, bytes.length - count))).find(isText);
  const cleaned = text === undefined ? remover.bytes(bytes) : Buffer.from(remover.text(text));
  const length = Math.min(MOST_BODY_BYTES, Math.max(0, cleaned.length - RAGGED_BYTES));
  return { base64: cleaned.subarray(0, length).toString("base64"), truncated: true };
}

function wholeBody(bytes: Buffer, headers: Record<string, string>, remover: Remover): Partial<RecordedAnswer> {
  if (bytes.length === 0) return {};
  const text = textOf(bytes);
  if (text === undefined) return { base64: remover.bytes(bytes).toString("base64") };
  const isJson = (headers["content-type"] ?? "").includes("json");
  // A file is given back to the byte; what is only data may be laid out anew.
  const isFile = headers["content-disposition"] !== undefined;
  const json = isFile ? undefined : parsed(text, isJson);
  if (json !== undefined) return { body: remover.json(json) };
  const cleaned = cleanText(text, remover);
  return isJson ? { base64: Buffer.from(cleaned).toString("base64") } : { body: cleaned };
}

/** A file of JSON has names, too. */
function cleanText(text: string, remover: Remover): string {
  const cleaned = remover.json(text);
  return typeof cleaned === "string" ? cleaned : text;
}

/** Undefined for what is no UTF-8 text. A byte order mark stays. */
function textOf(bytes: Buffer): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return DECODER.decode(bytes);
  } catch {
    return undefined;
  }
}

function isText(text: string | undefined): text is string {
  return text !== undefined;
}

const DECODER = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Where nothing says that it is JSON, only lists and objects are taken for it. */
function parsed(text: string, isJson: boolean): Json | undefined {
  try {
    const value = JSON.parse(text) as Json;
    return isJson || Array.isArray(value) || isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
