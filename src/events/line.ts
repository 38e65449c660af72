import { ManifestError } from "../errors.ts";
import { JsonText, toObject, type JsonObject } from "../json.ts";
import type { CollectedEvent, SentEvent } from "./events.ts";

/** What the events of a stream carry beside their own keys. */
export interface LineOptions {
  eventType: string;
  vendor: string;
  product: string;
  /** What they say of where they come from, in front of everything else. */
  labels?: JsonObject;
  /** Replaces secrets in a text. */
  mask: (text: string) => string;
  /** Replaces secrets in every text of an object. */
  maskJson: (value: JsonObject) => JsonObject;
}

/**
 * The event as it is handed on: one line of JSON with `_time`, `_id`, `_vendor`, `_product` and `eventType` in front of
 * its own keys. A `_time` or `eventType` of its own wins; by `_id` receivers tell doubles, so that it is always ours.
 * @throws ManifestError for an event without an id, or whose time is none
 */
export function toSentEvent(event: CollectedEvent, options: LineOptions): SentEvent {
  const sent = toUnmasked(event, options);
  return options.mask(sent.line) === sent.line ? sent : toMasked(event, options);
}

/** The same of each. It looks for secrets in many lines at once: as a rule there are none, and one look is enough. */
export function toSentEvents(events: readonly CollectedEvent[], options: LineOptions): SentEvent[] {
  const sent = events.map((event) => toUnmasked(event, options));
  const together = sent.map(({ line }) => line).join("\n");
  // Where a secret goes over the end of a line, none is found line by line, and nothing is lost but time.
  return options.mask(together) === together ? sent : events.map((event) => toSentEvent(event, options));
}

// --- internal ---

function toUnmasked({ id, at, event }: CollectedEvent, options: LineOptions): SentEvent {
  // A handler may be JavaScript, which no compiler has looked at.
  if (typeof id !== "string" || id === "") throw badEvent(`an event whose id is ${JSON.stringify(id)}`);
  if (!isTime(at)) throw badEvent(`the event ${id} with the time ${String(at)}`);
  return { id, at, line: onOneLine(joined(ownKeys(id, at, options), event)) };
}

/** Replaced in the JSON itself, a secret could take quotes with it. */
function toMasked({ id, at, event }: CollectedEvent, options: LineOptions): SentEvent {
  const masked = options.maskJson({ ...ownKeys(id, at, options), ...toObject(event), _id: id });
  return { id, at, line: onOneLine(JSON.stringify(masked)) };
}

function ownKeys(id: string, at: number, { eventType, vendor, product, labels }: LineOptions) {
  const _time = new Date(at).toISOString();
  return { ...labels, _time, _id: id, _vendor: vendor, _product: product, eventType };
}

/** Two texts put together cost half of what an object of all the keys does, where none of the keys is in both. */
function joined(own: JsonObject & { _id: string }, event: JsonObject | JsonText): string {
  const keys = event instanceof JsonText ? event.keys : Object.keys(event);
  if (keys.some((key) => Object.hasOwn(own, key))) {
    return JSON.stringify({ ...own, ...toObject(event), _id: own._id });
  }
  if (keys.length === 0) return JSON.stringify(own);
  const rest = event instanceof JsonText ? event.json : JSON.stringify(event);
  return `${JSON.stringify(own).slice(0, -1)},${rest.slice(1)}`;
}

/** The last moment that a Date can tell. */
const LAST_TIME = 8.64e15;

function isTime(at: unknown): boolean {
  return typeof at === "number" && Number.isInteger(at) && Math.abs(at) <= LAST_TIME;
}

function badEvent(what: string): ManifestError {
  return new ManifestError(
    `fetch-events gave ${what}.`,
    "Each event needs an id (a text), and a time in whole epoch milliseconds.",
  );
}

/** JSON leaves these as they are, and some readers take them for line breaks. */
function onOneLine(line: string): string {
  if (!line.includes("\u2028") && !line.includes("\u2029")) return line;
  return line.replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");
}
