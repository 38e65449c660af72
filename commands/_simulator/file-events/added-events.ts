import type { World } from "../world.ts";
import { salts } from "./activity.ts";
import { drawFrom, drawIndex, mix, textKey } from "./draw.ts";
import { firstIndex, microsOfId, toEventId, type EventSource } from "./event-source.ts";
import { drawScenario } from "./scenarios.ts";
import { createStoredEvent, type StoredEvent } from "./stored-event.ts";

export interface AddedEvents extends EventSource {
  /**
   * Makes events that are there from now on, though they were detected `lateMs` earlier.
   * @param unseenMs how much earlier than now all of them were inserted, in one and the same microsecond
   */
  add(count: number, lateMs: number, unseenMs?: number): StoredEvent[];
}

/**
 * Events that come while the simulator runs.
 * @param disorderMs how much earlier than now the time of insertion may read: the service's processors do not finish
 * in the order of their clocks, so an event can turn up behind one that has been read already
 */
export function createAddedEvents(world: World, disorderMs: number): AddedEvents {
  const worldKey = textKey(world.random("added-events").hex(8));
  /** In order of insertion, then of number. */
  const kept: Added[] = [];
  let made = 0;

  function insertedAt(now: number): number {
    const key = mix(worldKey, made);
    return (now - drawIndex(key, salts.late, disorderMs + 1)) * 1000 + drawIndex(key, salts.lag, 1000);
  }
  function add(now: number, lateMs: number, insertedMicros: number): StoredEvent {
    const key = mix(worldKey, made);
    const detectedAt = Math.min(Math.floor(insertedMicros / 1000), now - lateMs);
    const added = { number: made, key, insertedMicros, seenAt: now, detectedAt };
    made += 1;
    kept.splice(indexAfter(insertedMicros), 0, added);
    return toEvent(world, added);
  }
  function indexFrom(micros: number): number {
    return firstIndex(kept.length, (index) => (kept[index]?.insertedMicros ?? 0) >= micros);
  }
  function indexAfter(micros: number): number {
    return firstIndex(kept.length, (index) => (kept[index]?.insertedMicros ?? 0) > micros);
  }

  return {
    add: (count, lateMs, unseenMs) => {
      const now = world.clock.now();
      const lag = drawIndex(mix(worldKey, made), salts.lag, 1000);
      const together = unseenMs === undefined ? undefined : (now - unseenMs) * 1000 + lag;
      return Array.from({ length: count }, () => add(now, lateMs, together ?? insertedAt(now)));
    },
    *scan({ inserted }, descending) {
      const found = kept.slice(indexFrom(inserted.from), indexAfter(inserted.to));
      for (const added of descending ? found.reverse() : found) yield toEvent(world, added);
    },
    count: ({ inserted }) => Math.max(0, indexAfter(inserted.to) - indexFrom(inserted.from)),
    find: (id) => {
      const micros = microsOfId(id) ?? NaN;
      return kept
        .slice(indexFrom(micros), indexAfter(micros))
        .map((added) => toEvent(world, added))
        .find((event) => event.id === id);
    },
    version: () => kept.length,
  };
}

// --- internal ---

interface Added {
  number: number;
  key: number;
  insertedMicros: number;
  seenAt: number;
  detectedAt: number;
}

function toEvent(world: World, { number, key, insertedMicros, seenAt, detectedAt }: Added): StoredEvent {
  const { scenario, severity } = drawScenario(key);
  return createStoredEvent({
    id: toEventId({
      tenantId: world.tenantId,
      insertedMicros,
      source: 2,
      number,
      minor: drawIndex(key, salts.device, 1000),
      onDevice: scenario.observer === "Endpoint",
    }),
    insertedMicros,
    seenAt,
    detectedAt,
    person: drawFrom(key, salts.sequence, world.people),
    scenario,
    severity,
    key,
  });
}
