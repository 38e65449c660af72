import { isJsonObject, type Json, type JsonObject } from "../../../json.ts";
import type { RecordedAnswer, RecordedExchange, RecordedFault, RecordedRequest, Recording } from "../recording.ts";
import { meetAll, meetNamed } from "./meet.ts";
import { createNameBook } from "./name-book.ts";
import { createRenamer, type Renamer } from "./rename-text.ts";

/**
 * A recording without people: e-mail addresses, names, addresses and names of machines, user folders and phone numbers
 * are made-up ones. The same original is the same everywhere in the recording, so that it replays as it did.
 */
export function pseudonymise(recording: Recording): Recording {
  const book = createNameBook();
  for (const [made] of JSON.stringify(recording).matchAll(MADE_UP)) book.reserve(made);
  const { args, params, incident, context, exchanges } = recording;
  for (const part of [args, params, incident ?? {}, context ?? {}]) meetAll(part, book);
  for (const { request, answer } of exchanges) {
    for (const [name, values] of Object.entries(request.query ?? {})) {
      for (const value of values) meetNamed(name, value, book);
    }
    if (request.body !== undefined) meetAll(request.body, book);
    if ("body" in answer) meetAll(answer.body, book);
  }
  // The vendor's own address is nobody's, and integrations look at it.
  const vendors = new Set(Object.values(params).flatMap(hostOf));
  const renamer = createRenamer(book, (host) => vendors.has(host.toLowerCase()));
  // What is found on the way by its shape may stand, as a part of something else, before the place where it is found.
  rename(recording, renamer);
  return rename(recording, renamer);
}

// --- internal ---

/** What could be one of ours. */
const MADE_UP =
  /user\d+|host\d+|example\d*\.test|192\.0\.2\.\d+|198\.51\.100\.\d+|203\.0\.113\.\d+|198\.1[89]\.\d+\.\d+|2001:db8::[\da-f]+|00:00:5e:00:53:[\da-f]{2}|02:00:5e(?::[\da-f]{2}){3}|\+1-555-01\d+/g;

function hostOf(value: Json): string[] {
  const url = typeof value === "string" && value.includes("://") ? URL.parse(value) : null;
  return url && !/\.(local|internal|intranet|corp|lan|home|private)$/.test(url.hostname) ? [url.hostname] : [];
}

function rename(recording: Recording, renamer: Renamer): Recording {
  const { args, params, incident, context, exchanges } = recording;
  return {
    ...recording,
    args: object(args, renamer),
    params: object(params, renamer),
    ...(incident === undefined ? {} : { incident: object(incident, renamer) }),
    ...(context === undefined ? {} : { context: object(context, renamer) }),
    exchanges: exchanges.map((exchange): RecordedExchange => ({
      ...exchange,
      request: renameRequest(exchange.request, renamer),
      answer: renameAnswer(exchange.answer, renamer),
    })),
  };
}

function renameRequest({ method, path, query, body }: RecordedRequest, renamer: Renamer): RecordedRequest {
  return {
    method,
    path: renamer.text(path, true),
    ...(query === undefined ? {} : { query: renameQuery(query, renamer) }),
    ...(body === undefined ? {} : { body: json(body, renamer) }),
  };
}

function renameQuery(query: Record<string, string[]>, renamer: Renamer): Record<string, string[]> {
  const entries = Object.entries(query);
  return Object.fromEntries(entries.map(([name, values]) => [name, values.map((value) => renamer.text(value))]));
}

function renameAnswer(answer: RecordedAnswer | RecordedFault, renamer: Renamer): RecordedAnswer | RecordedFault {
  if ("fault" in answer) return answer;
  const { headers, body, base64 } = answer;
  return {
    ...answer,
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, name === "date" ? value : renamer.text(value)]),
    ),
    ...(body === undefined ? {} : { body: json(body, renamer) }),
    ...(base64 === undefined ? {} : { base64: renameBytes(base64, renamer) }),
  };
}

function renameBytes(base64: string, renamer: Renamer): string {
  try {
    const text = DECODER.decode(Buffer.from(base64, "base64"));
    return Buffer.from(renamer.text(text)).toString("base64");
  } catch {
    // No text: what is in it, nobody can tell here.
    return base64;
  }
}

const DECODER = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function object(value: JsonObject, renamer: Renamer): JsonObject {
  const entries = Object.entries(value);
  return Object.fromEntries(entries.map(([key, each]) => [renamer.key(key), json(each, renamer)]));
}

function json(value: Json, renamer: Renamer): Json {
  if (typeof value === "string") return renamer.text(value);
  if (Array.isArray(value)) return value.map((each) => json(each, renamer));
  return isJsonObject(value) ? object(value, renamer) : value;
}
