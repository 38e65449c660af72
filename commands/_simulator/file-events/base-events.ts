import type { Person } from "../people.ts";
import type { World } from "../world.ts";
import { salts, type Activity } from "./activity.ts";
import { draw, drawIndex, mix, textKey } from "./draw.ts";
import { firstIndex, microsOfId, toEventId, type EventSource } from "./event-source.ts";
import { intersection, type Plan } from "./plan.ts";
import { drawScenario } from "./scenarios.ts";
import { createStoredEvent, type StoredEvent } from "./stored-event.ts";
import { createTimeline } from "./timeline.ts";

/**
 * The tenant's ordinary events, `count` of them within the world's window. Each follows from its number alone, so that
 * none is kept; which of them lie in a span of time, or are of one person, is calculated rather than searched.
 */
export function createBaseEvents(options: { world: World; count: number }): EventSource {
  const { world, count } = options;
  const worldKey = mix(world.random("file-events").integer(0, 2 ** 32 - 1));
  const timeline = createTimeline({ from: world.windowStart, to: world.clock.startedAt });
  const seats = seatsOf(world);

  function insertedMicros(index: number): number {
    // Never close enough to its neighbours to come before or with one of them.
    const nudge = 0.1 + 0.8 * draw(mix(worldKey, index), salts.sequence);
    return timeline.micros((index + nudge) / count);
  }
  /** Everyone in a round of seats has their turns, in another rotation each round. */
  function rotation(round: number): number {
    return drawIndex(mix(worldKey, round), salts.scenario, seats.length);
  }
  function seatAt(index: number): number {
    const round = Math.floor(index / seats.length);
    return ((index % seats.length) + rotation(round)) % seats.length;
  }
  function eventAt(index: number): StoredEvent {
    return createStoredEvent(activityAt(index));
  }
  function activityAt(index: number): Activity {
    const key = mix(worldKey, index);
    const micros = insertedMicros(index);
    const { scenario, severity } = drawScenario(key);
    const detectedAt = Math.floor(micros / 1000) - lagMs(key);
    return {
      id: toEventId({
        tenantId: world.tenantId,
        insertedMicros: micros,
        source: 0,
        number: index,
        minor: drawIndex(key, salts.device, 1000),
        onDevice: scenario.observer === "Endpoint",
      }),
      insertedMicros: micros,
      detectedAt: Math.max(world.windowStart, detectedAt),
      person: seats[seatAt(index)] ?? seats[0],
      scenario,
      severity,
      key,
    };
  }
  /** The numbers of the events inserted within a span: from the first, to before the last. */
  function rangeOf({ from, to }: { from: number; to: number }): { first: number; end: number } {
    const first = firstIndex(count, (index) => insertedMicros(index) >= from);
    return {
      first,
      end: Math.max(
        first,
        firstIndex(count, (index) => insertedMicros(index) > to),
      ),
    };
  }

  function* scan(plan: Plan, descending: boolean): Generator<StoredEvent> {
    // An event is inserted at most so long after it was detected, except that nothing is detected before the window.
    const late = { from: plan.detected.from, to: plan.detected.to + MAX_LAG_MS * 1000 };
    const { first, end } = rangeOf(intersection(plan.inserted, late));
    if (plan.emails === undefined) {
      for (let step = 0; step < end - first; step += 1) yield eventAt(descending ? end - 1 - step : first + step);
      return;
    }
    const { emails } = plan;
    const wanted = seats.flatMap((person, seat) => (emails.has(person.email.toLowerCase()) ? [seat] : []));
    const firstRound = Math.floor(first / seats.length);
    const rounds = wanted.length === 0 ? 0 : Math.ceil(end / seats.length) - firstRound;
    for (let step = 0; step < rounds; step += 1) {
      const round = descending ? firstRound + rounds - 1 - step : firstRound + step;
      const turned = rotation(round);
      const turns = wanted.map((seat) => round * seats.length + ((seat - turned + seats.length) % seats.length));
      turns.sort((one, other) => (descending ? other - one : one - other));
      for (const index of turns) {
        if (index >= first && index < end) yield eventAt(index);
      }
    }
  }

  return {
    scan,
    count: (plan) => {
      const { first, end } = rangeOf(plan.inserted);
      return end - first;
    },
    find: (id) => {
      const micros = microsOfId(id);
      if (micros === undefined) return undefined;
      const index = firstIndex(count, (candidate) => insertedMicros(candidate) >= micros);
      if (index === count) return undefined;
      const event = eventAt(index);
      return event.id === id ? event : undefined;
    },
    version: () => 0,
  };
}

// --- internal ---

/** How long after it was detected an event is inserted at most: the device was off the network. */
const MAX_LAG_MS = 12 * 3_600_000;

type Seats = readonly [Person, ...Person[]];

/** Some people are four times as busy as others: they have four seats in a round. The first is one of them. */
function seatsOf({ people }: World): Seats {
  const [first, ...rest] = people;
  if (first === undefined) throw new RangeError("A tenant without people has no file events.");
  const others = rest.flatMap((person) => {
    const busy = draw(textKey(person.actorId), 0) < 0.25;
    return busy ? [person, person, person, person] : [person];
  });
  return [first, first, first, first, ...others];
}

/** Mostly seconds to minutes; one device in a hundred was out of reach for hours. */
function lagMs(key: number): number {
  const most = draw(key, salts.late) < 0.01 ? MAX_LAG_MS : 300_000;
  return 3000 + drawIndex(key, salts.lag, most - 3000);
}
