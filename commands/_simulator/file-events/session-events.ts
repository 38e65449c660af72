import type { Counts, EventBatch, SessionFacts, World } from "../world.ts";
import { salts, type Activity, type SeverityLevel } from "./activity.ts";
import { drawDigits, drawIndex, mix, textKey } from "./draw.ts";
import { firstIndex, microsOfId, toEventId, type EventSource } from "./event-source.ts";
import { intersection, type Span } from "./plan.ts";
import { toScenario, type Scenario } from "./scenarios.ts";
import { createStoredEvent, type StoredEvent } from "./stored-event.ts";

/** Where the sessions are found whose events these are. */
export interface SessionPort {
  /** Those observed by now. Sessions and batches come, and stay as they are. */
  observed(): readonly SessionFacts[];
  find(sessionId: string): SessionFacts | undefined;
}

export interface SessionEvents extends EventSource {
  /** The events of one session that have been inserted by now, in order; undefined for an unknown session. */
  ofSession(sessionId: string): StoredEvent[] | undefined;
}

/**
 * The events that sessions consist of: of each severity as many as the session says, by its actor, within its time.
 * They follow from the session and their number in it; only their times are kept, and only until a session comes.
 */
export function createSessionEvents(world: World, sessions: SessionPort): SessionEvents {
  let known: { batches: number; entries: Entries } = { batches: 0, entries: { micros: [], places: [] } };

  function entries(): Entries {
    const observed = sessions.observed();
    const batches = observed.reduce((sum, facts) => sum + facts.batches.length, 0);
    if (batches !== known.batches) known = { batches, entries: index(world, observed) };
    return known.entries;
  }
  function rangeOf(span: Span): { first: number; end: number } {
    const { micros } = entries();
    // What is to be inserted later than now is not there yet.
    const { from, to } = intersection(span, { from: -Infinity, to: world.clock.now() * 1000 + 999 });
    const first = firstIndex(micros.length, (at) => (micros[at] ?? 0) >= from);
    return {
      first,
      end: Math.max(
        first,
        firstIndex(micros.length, (at) => (micros[at] ?? 0) > to),
      ),
    };
  }
  function* places({ first, end }: { first: number; end: number }, descending: boolean): Generator<Place> {
    const all = entries().places;
    for (let step = 0; step < end - first; step += 1) {
      const place = all[descending ? end - 1 - step : first + step];
      if (place !== undefined) yield place;
    }
  }

  return {
    *scan({ inserted, emails }, descending) {
      for (const place of places(rangeOf(inserted), descending)) {
        const email = place.batch.facts.person.email.toLowerCase();
        if (emails === undefined || emails.has(email)) yield eventAt(world, place);
      }
    },
    count: ({ inserted }) => {
      const { first, end } = rangeOf(inserted);
      return end - first;
    },
    find: (id) => {
      const micros = microsOfId(id) ?? NaN;
      for (const place of places(rangeOf({ from: micros, to: micros }), false)) {
        const event = eventAt(world, place);
        if (event.id === id) return event;
      }
      return undefined;
    },
    ofSession: (sessionId) => {
      const facts = sessions.find(sessionId);
      if (facts === undefined) return undefined;
      const latest = world.clock.now() * 1000 + 999;
      return placesOf(facts)
        .map((place) => eventAt(world, place))
        .filter(({ insertedMicros }) => insertedMicros <= latest)
        .sort(inOrder);
    },
  };
}

// --- internal ---

interface Batch {
  facts: SessionFacts;
  batch: EventBatch;
  key: number;
  scenario: Scenario;
}

/** One event: the n-th of a batch. */
interface Place {
  batch: Batch;
  nth: number;
}

/** All events by time: when each is inserted, and which it is. */
interface Entries {
  micros: number[];
  places: Place[];
}

function index(world: World, all: Iterable<SessionFacts>): Entries {
  const timed: { micros: number; place: Place }[] = [];
  for (const facts of all) {
    for (const place of placesOf(facts)) timed.push({ micros: timesOf(world, place).insertedMicros, place });
  }
  timed.sort(
    (one, other) => one.micros - other.micros || inOrder(eventAt(world, one.place), eventAt(world, other.place)),
  );
  return { micros: timed.map(({ micros }) => micros), places: timed.map(({ place }) => place) };
}

function placesOf(facts: SessionFacts): Place[] {
  const scenario = toScenario(facts.theme);
  return facts.batches.flatMap((batch, number) => {
    const shared = { facts, batch, scenario, key: mix(textKey(facts.sessionId), number) };
    return Array.from({ length: total(batch.counts) }, (_, nth) => ({ batch: shared, nth }));
  });
}

function total({ critical, high, moderate, low, noRisk }: Counts): number {
  return critical + high + moderate + low + noRisk;
}

/** The first events of a batch are its most severe ones. */
function severityOf({ critical, high, moderate, low }: Counts, nth: number): SeverityLevel {
  if (nth < critical) return 4;
  if (nth < critical + high) return 3;
  if (nth < critical + high + moderate) return 2;
  return nth < critical + high + moderate + low ? 1 : 0;
}

/**
 * Processing takes up to some minutes; what is observed late is also inserted late. What comes while the simulator runs
 * is inserted within the minute before it is there to be seen, so that a reader by time of insertion meets it.
 */
function timesOf(
  { clock }: World,
  { batch: { batch, key }, nth }: Place,
): { detectedAt: number; insertedMicros: number } {
  const { from, to, observedAt } = batch;
  const eventKey = mix(key, nth);
  const [waitMs, processingMs] = observedAt > clock.startedAt ? [60_000, 59_000] : [3_600_000, 149_000];
  const detectedAt = Math.min(observedAt, from + drawIndex(eventKey, salts.late, to - from + 1));
  const earliest = Math.max(detectedAt, observedAt - waitMs);
  const processed = (earliest + 1000) * 1000 + drawIndex(eventKey, salts.lag, processingMs * 1000);
  return { detectedAt, insertedMicros: Math.min(observedAt * 1000, processed) };
}

function eventAt(world: World, place: Place): StoredEvent {
  const { facts, batch, key, scenario } = place.batch;
  const times = timesOf(world, place);
  const activity: Activity = {
    id: toEventId({
      tenantId: world.tenantId,
      insertedMicros: times.insertedMicros,
      source: 1,
      number: drawDigits(key, salts.sequence, 19),
      minor: place.nth,
      onDevice: scenario.observer === "Endpoint",
    }),
    ...times,
    person: facts.person,
    scenario,
    severity: severityOf(batch.counts, place.nth),
    key: mix(key, place.nth),
  };
  return createStoredEvent(activity);
}

function inOrder(one: StoredEvent, other: StoredEvent): number {
  return one.insertedMicros - other.insertedMicros || (one.id < other.id ? -1 : 1);
}
