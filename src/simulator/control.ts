import type { Json } from "../json.ts";
import type { Clock } from "./clock.ts";
import { readFault, type Faults } from "./faults.ts";
import { readFields } from "./fields.ts";
import type { Journal } from "./journal.ts";
import type { RateLimit } from "./rate-limit.ts";
import { Refusal, type Route, type VendorAnswer } from "./route.ts";

/** One thing that the vendor has, as the truth tells it. */
export interface Item {
  id: string;
  /** When the vendor could first give it away; epoch milliseconds. */
  at: number;
  /** It was closed already when it could first be found, so that no incident is to be made of it. */
  closed?: boolean;
  /** Of one that `change` has changed: how often, and a text that the vendor gives with it only since the last time. */
  changed?: { times: number; mark: string };
}

/** A kind of things that can be fetched or collected, such as `sessions`. */
export interface Stream {
  /** Everything that the vendor has by now. */
  truth(): Iterable<Item>;
  /**
   * Makes new things: seen by the vendor now, though they happened `lateMs` earlier.
   * @param unseenMs how long they lay at the vendor before they could be found: the time by which the stream is read
   * lies so much earlier than now, and is the same for all of them. Absent where nobody says
   */
  add(count: number, lateMs: number, unseenMs?: number): Item[];
  /** Something happens to so many of the things that are there, of the vendor's choice. Absent where nothing ever does. */
  change?(count: number): Item[];
}

/** Pieces of the JSON text `{"<name>":[…]}`; built while they are sent, so that a list of any length costs no memory. */
export function* listPieces(name: string, elements: Iterable<unknown>): Generator<string> {
  yield `{${JSON.stringify(name)}:`;
  yield* arrayPieces(elements);
  yield "}";
}

/** The operations that every simulator's control API has. */
export function controlRoutes(parts: {
  clock: Clock;
  faults: Faults;
  journal: Journal;
  rateLimit: RateLimit;
  streams: Readonly<Record<string, Stream>>;
}): Route[] {
  const { clock, faults, journal, rateLimit, streams } = parts;

  function stateOfClock(): VendorAnswer {
    return { body: { now: new Date(clock.now()).toISOString(), speed: clock.speed() } };
  }
  function streamNamed(name: string | undefined): [string, Stream] {
    const found = Object.entries(streams).find(([known]) => known === name);
    if (found) return found;
    throw new Refusal(400, controlError(`stream must be one of ${Object.keys(streams).join(", ")}`));
  }

  return [
    { method: "GET", path: "/journal", handle: () => ({ pieces: arrayPieces(journal.entries()) }) },
    {
      method: "GET",
      path: "/truth",
      handle: ({ query }) => {
        const name = query.text("stream");
        const chosen = name === undefined ? Object.entries(streams) : [streamNamed(name)];
        return { pieces: listPieces("items", everything(chosen)) };
      },
    },
    {
      method: "POST",
      path: "/items",
      handle: ({ body }) => {
        const fields = readFields(body, controlError);
        const [name, stream] = streamNamed(fields.text("stream"));
        const count = fields.integer("count", { min: 1, max: 100_000 }) ?? 1;
        const lateMs = fields.integer("lateMs", { min: 0, max: 366 * 86_400_000 }) ?? 0;
        const unseenMs = fields.integer("unseenMs", { min: 0, max: 366 * 86_400_000 });
        const items = stream.add(count, lateMs, unseenMs).map((item) => shown(name, item));
        return { body: { items }, applied: true };
      },
    },
    {
      method: "POST",
      path: "/changes",
      handle: ({ body }) => {
        const fields = readFields(body, controlError);
        const [name, stream] = streamNamed(fields.text("stream"));
        const count = fields.integer("count", { min: 1, max: 1_000 }) ?? 1;
        if (!stream.change) throw new Refusal(400, controlError(`nothing ever changes in the stream ${name}`));
        return { body: { items: stream.change(count).map((item) => shown(name, item)) }, applied: true };
      },
    },
    {
      method: "GET",
      path: "/streams",
      handle: () => {
        const changing = Object.keys(streams).filter((name) => streams[name]?.change !== undefined);
        return { body: { streams: Object.keys(streams), changing } };
      },
    },
    { method: "GET", path: "/clock", handle: stateOfClock },
    {
      method: "POST",
      path: "/clock",
      handle: ({ body }) => {
        const fields = readFields(body, controlError);
        const speed = fields.number("speed", { min: 0, max: 1_000_000 });
        const advanceMs = fields.integer("advanceMs", { min: 0, max: 100 * 366 * 86_400_000 });
        if (advanceMs !== undefined) clock.advance(advanceMs);
        if (speed !== undefined) clock.setSpeed(speed);
        return { ...stateOfClock(), applied: true };
      },
    },
    { method: "GET", path: "/faults", handle: () => ({ body: faults.list() }) },
    {
      method: "POST",
      path: "/faults",
      handle: ({ body }) => {
        if (!Array.isArray(body)) throw new Refusal(400, controlError("the body must be a list of faults"));
        faults.set(body.map((fault: Json) => readFault(fault)));
        return { body: faults.list() };
      },
    },
    {
      method: "POST",
      path: "/rate",
      handle: ({ body }) => {
        const fields = readFields(body, controlError);
        const requests = fields.integer("requests", { min: 0, max: 1_000_000_000 });
        if (requests !== undefined) rateLimit.setRequests(requests);
        rateLimit.retryAfter = fields.flag("retryAfter") ?? rateLimit.retryAfter;
        return { status: 204 };
      },
    },
  ];
}

/** The body of a refusal by the control API. */
function controlError(error: string): { error: string } {
  return { error };
}

// --- internal ---

function* everything(streams: [string, Stream][]): Generator {
  for (const [name, stream] of streams) {
    for (const item of stream.truth()) yield shown(name, item);
  }
}

function shown(stream: string, { id, at, closed, changed }: Item): object {
  const marks = { ...(closed === true && { closed }), ...(changed && { changed }) };
  return { stream, id, at: new Date(at).toISOString(), ...marks };
}

function* arrayPieces(elements: Iterable<unknown>): Generator<string> {
  let separator = "[";
  for (const element of elements) {
    yield separator + JSON.stringify(element);
    separator = ",";
  }
  yield separator === "[" ? "[]" : "]";
}
