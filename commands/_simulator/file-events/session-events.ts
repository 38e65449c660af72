import { exemplarySessionId, type Counts, type EventBatch, type SessionFacts, type World } from "../world.ts";
import { salts, type Activity, type SeverityLevel } from "./activity.ts";
import { drawIndex, mix, textKey } from "./draw.ts";
import { firstIndex, microsOfId, toEventId, type EventSource } from "./event-source.ts";
import { byInsertion } from "./order.ts";
import { always, type Span } from "./plan.ts";
import { toScenario } from "./scenarios.ts";
import { createStoredEvent, type StoredEvent } from "./stored-event.ts";

export interface SessionEvents extends EventSource {
  /** The events of one session that have been inserted by now, in order. */
  ofSession(facts: SessionFacts): StoredEvent[];
}

/**
 * The events that sessions consist of: of each severity as many as the session says, by its actor, within its time.
 * They follow from the session and their number in it; only their times are kept.
 * @param observed the sessions observed by now; sessions and batches come, and stay as they are
 */
export function createSessionEvents(world: World, observed: () => readonly SessionFacts[]): SessionEvents {
  let known = index(world, []);

  function entries(): Entries {
    const sessions = observed();
    const batches = sessions.reduce((sum, { batches }) => sum + batches.length, 0);
    if (batches !== known.batches.length) known = index(world, sessions);
    return known;
  }
  /** What is to be inserted later than now is not there yet. */
  function latest(): number {
    return world.clock.now() * 1000 + 999;
  }
  function rangeOf({ from, to }: Span): { first: number; end: number } {
    const { micros } = entries();
    const last = Math.min(to, latest());
    const first = firstIndex(micros.length, (at) => (micros[at] ?? 0) >= from);
    return {
      first,
      end: Math.max(
        first,
        firstIndex(micros.length, (at) => (micros[at] ?? 0) > last),
      ),
    };
  }
  function* places({ first, end }: { first: number; end: number }, descending: boolean): Generator<Place> {
    const { batches, batchOf, nths } = entries();
    for (let step = 0; step < end - first; step += 1) {
      const at = descending ? end - 1 - step : first + step;
      const batch = batches[batchOf[at] ?? -1];
      const nth = nths[at];
      if (batch !== undefined && nth !== undefined) yield { batch, nth };
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
    version: () => rangeOf(always).end,
    ofSession: (facts) =>
      batchesOf(facts)
        .flatMap((batch) => Array.from({ length: batch.size }, (_, nth) => eventAt(world, { batch, nth })))
        .filter(({ insertedMicros }) => insertedMicros <= latest())
        .sort(byInsertion),
  };
}

// --- internal ---

/** More than a batch has events; with the 32 bits of its key before it, still a whole number. */
const MOST_IN_BATCH = 2 ** 20;

interface Batch {
  facts: SessionFacts;
  batch: EventBatch;
  key: number;
  size: number;
}

/** One event: the n-th of a batch. */
interface Place {
  batch: Batch;
  nth: number;
}

/** All events by time: when each is inserted, and which it is of which of the batches. */
interface Entries {
  batches: Batch[];
  micros: Float64Array;
  batchOf: Uint32Array;
  nths: Uint32Array;
}

function index(world: World, sessions: readonly SessionFacts[]): Entries {
  const batches = sessions.flatMap(batchesOf);
  const count = batches.reduce((sum, { size }) => sum + size, 0);
  const [micros, batchOf, nths] = [new Float64Array(count), new Uint32Array(count), new Uint32Array(count)];
  let at = 0;
  for (const [number, batch] of batches.entries()) {
    for (let nth = 0; nth < batch.size; nth += 1, at += 1) {
      micros[at] = timesOf(world, { batch, nth }).insertedMicros;
      batchOf[at] = number;
      nths[at] = nth;
    }
  }
  const order = new Uint32Array(count).map((_, place) => place);
  // Few come in the same microsecond. They are in the order of their numbers, as their ids are.
  order.sort((one, other) => {
    const apart = (micros[one] ?? 0) - (micros[other] ?? 0);
    return apart === 0 ? numberAt(one) - numberAt(other) : apart;
  });
  function numberAt(place: number): number {
    const batch = batches[batchOf[place] ?? -1];
    return batch === undefined ? NaN : numberOf({ batch, nth: nths[place] ?? 0 });
  }
  return {
    batches,
    micros: Float64Array.from(order, (place) => micros[place] ?? 0),
    batchOf: Uint32Array.from(order, (place) => batchOf[place] ?? 0),
    nths: Uint32Array.from(order, (place) => nths[place] ?? 0),
  };
}

function batchesOf(facts: SessionFacts): Batch[] {
  return facts.batches.map((batch, number) => ({
    facts,
    batch,
    key: mix(textKey(facts.sessionId), number),
    size: total(batch.counts),
  }));
}

function total({ critical, high, moderate, low, noRisk }: Counts): number {
  return critical + high + moderate + low + noRisk;
}

/** Tells an event from all others of sessions. */
function numberOf({ batch, nth }: Place): number {
  return batch.key * MOST_IN_BATCH + nth;
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
  const [waitMs, processingMs] = observedAt > clock.startedAt ? [60_000, 60_000] : [3_600_000, 150_000];
  const detectedAt = Math.min(observedAt, from + drawIndex(eventKey, salts.late, to - from + 1));
  const earliest = Math.max(detectedAt, observedAt - waitMs);
  const latest = Math.min(observedAt, earliest + processingMs);
  return {
    detectedAt,
    insertedMicros: earliest * 1000 + drawIndex(eventKey, salts.lag, (latest - earliest) * 1000 + 1),
  };
}

function eventAt(world: World, place: Place): StoredEvent {
  const { facts, batch, key } = place.batch;
  const scenario = toScenario(facts.theme);
  const times = timesOf(world, place);
  const activity: Activity = {
    id: toEventId({
      tenantId: world.tenantId,
      insertedMicros: times.insertedMicros,
      source: 1,
      number: numberOf(place),
      minor: drawIndex(key, salts.device, 1000),
      onDevice: scenario.observer === "Endpoint",
    }),
    ...times,
    seenAt: batch.observedAt,
    person: facts.person,
    scenario,
    severity: severityOf(batch.counts, place.nth),
    key: mix(key, place.nth),
    isExemplary: facts.sessionId === exemplarySessionId && batch === facts.batches[0] && place.nth === 0,
  };
  return createStoredEvent(activity);
}
