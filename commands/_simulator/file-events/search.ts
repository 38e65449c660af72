import { compileCriteria } from "./evaluate.ts";
import type { EventSource } from "./event-source.ts";
import { byInsertion, compareBy, firstInOrder, isByInsertion, merge, type Compare } from "./order.ts";
import { intersection, planOf, type Plan } from "./plan.ts";
import type { Criteria, EventQuery } from "./query.ts";
import { createRecent } from "./recent.ts";
import type { StoredEvent } from "./stored-event.ts";

export interface Search {
  /** A page of results, or undefined when the page token is unknown or stale. */
  page(query: EventQuery): EventPage | undefined;
  /** Every event that passes, in order of insertion. */
  matching(criteria: Criteria): Iterable<StoredEvent>;
  /** The event of that id, if it has been inserted by now. */
  find(id: string): StoredEvent | undefined;
  /** How many events have been looked at so far, by all searches. */
  examined(): number;
}

export interface EventPage {
  /** Of the whole query, on every page. */
  totalCount: number;
  events: StoredEvent[];
  /** The id of the page's last event, when there are more and the query asked for a token. */
  nextPgToken: string | null;
}

/**
 * Searches the sources together. Events are looked at one by one and let go, so that memory stays flat whatever the
 * query. A page in order of insertion ends where it is full; the events beyond it are counted once per query.
 * @param options.now epoch milliseconds
 * @param options.tokenLifetimeMs after which a page token is stale. @default Infinity
 */
export function createSearch(options: { sources: EventSource[]; now: () => number; tokenLifetimeMs?: number }): Search {
  const { sources, now, tokenLifetimeMs = Infinity } = options;
  const counted = createRecent<number>(1000);
  /** Page tokens, and when they were given out last. */
  const givenOut = createRecent<number>(10_000);
  let examined = 0;

  function* scan(plan: Plan, passes: Passes, descending: boolean, among = sources) {
    for (const event of candidates(among, plan, descending)) {
      examined += 1;
      if (passes(event)) yield event;
    }
  }
  function find(id: string): StoredEvent | undefined {
    return sources.map((source) => source.find(id)).find((event) => event !== undefined);
  }
  function isStale(token: string): boolean {
    return tokenLifetimeMs !== Infinity && now() - (givenOut.get(token) ?? -Infinity) > tokenLifetimeMs;
  }
  /** What asks for nothing but times of insertion is counted by calculating, anything else by looking once. */
  function total(criteria: Criteria, plan: Plan, passes: Passes): number {
    if (plan.exact) return sources.reduce((sum, source) => sum + source.count(plan), 0);
    const text = JSON.stringify(criteria);
    const timed = text.includes("WITHIN_THE_LAST") ? now() : 0;
    return sources.reduce((sum, source, index) => {
      const key = [text, timed, index, source.version()].join();
      const count = counted.get(key) ?? lengthOf(scan(plan, passes, false, [source]));
      counted.set(key, count);
      return sum + count;
    }, 0);
  }
  function* matching(criteria: Criteria): Generator<StoredEvent> {
    yield* scan(planOf(criteria, now()), compile(criteria, now()), false);
  }

  function page(query: EventQuery): EventPage | undefined {
    const { criteria, sort } = query;
    const plan = planOf(criteria, now());
    const passes = compile(criteria, now());
    const compare = isByInsertion(sort) ? insertionOrder(sort.descending) : compareBy(sort);

    const token = "token" in query.page ? query.page.token : undefined;
    const last = token === undefined || token === "" || isStale(token) ? undefined : find(token);
    if (token !== undefined && token !== "" && last === undefined) return undefined;

    const skipped = "number" in query.page ? (query.page.number - 1) * query.page.size : 0;
    const wanted = skipped + query.page.size + 1;
    const rest = isByInsertion(sort) && last ? { ...plan, inserted: beyond(last, plan, sort.descending) } : plan;
    let passed = 0;
    const found = scan(rest, passes, sort.descending).filter((event) => {
      passed += 1;
      return last === undefined || compare(event, last) > 0;
    });
    const first = isByInsertion(sort) ? found.take(wanted).toArray() : firstInOrder(found, wanted, compare);
    const sawAll = !isByInsertion(sort) || (last === undefined && first.length < wanted);

    const events = first.slice(skipped, wanted - 1);
    const nextPgToken = token !== undefined && first.length === wanted ? (events.at(-1)?.id ?? null) : null;
    if (nextPgToken !== null) givenOut.set(nextPgToken, now());
    return { totalCount: sawAll ? passed : total(criteria, plan, passes), events, nextPgToken };
  }

  return { page, matching, find, examined: () => examined };
}

// --- internal ---

type Passes = (event: StoredEvent) => boolean;

function compile(criteria: Criteria, now: number): Passes {
  const test = compileCriteria(criteria, now);
  return (event) => test((section) => event.read(section));
}

/** All events that may pass, in order of insertion. Where the query names ids, those alone are fetched. */
function candidates(sources: EventSource[], plan: Plan, descending: boolean): Iterable<StoredEvent> {
  const compare = insertionOrder(descending);
  if (plan.ids === undefined)
    return merge(
      sources.map((source) => source.scan(plan, descending)),
      compare,
    );
  const { from, to } = plan.inserted;
  return [...plan.ids]
    .flatMap((id) => sources.map((source) => source.find(id)))
    .filter((event) => event !== undefined)
    .filter(({ insertedMicros }) => insertedMicros >= from && insertedMicros <= to)
    .sort(compare);
}

function insertionOrder(descending: boolean): Compare {
  return descending ? (one, other) => byInsertion(other, one) : byInsertion;
}

/** The part of a plan that lies behind an event, the event's own time included. */
function beyond({ insertedMicros }: StoredEvent, plan: Plan, descending: boolean): Plan["inserted"] {
  const side = descending ? { from: -Infinity, to: insertedMicros } : { from: insertedMicros, to: Infinity };
  return intersection(plan.inserted, side);
}

function lengthOf(events: Iterable<StoredEvent>): number {
  let length = 0;
  const rest = events[Symbol.iterator]();
  while (rest.next().done !== true) length += 1;
  return length;
}
