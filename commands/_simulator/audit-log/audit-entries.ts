import { draw, mix, textKey } from "../file-events/draw.ts";
import { firstIndex } from "../file-events/event-source.ts";
import { createTimeline } from "../file-events/timeline.ts";
import type { World } from "../world.ts";
import { drawAuditEvent, exemplaryEvents, type AuditEvent } from "./audit-event.ts";

/** An entry of the log, made when it is asked for. */
export interface AuditEntry {
  /** For the truth alone; the vendor gives none. */
  id: string;
  /** Its timestamp, epoch milliseconds. */
  at: number;
  /** When it could be found first, epoch milliseconds. */
  seenAt: number;
  event(): AuditEvent;
}

export interface AuditEntries {
  /** Those whose time passes both tests, in order of time. As time goes on, `from` begins and `until` ceases to hold. */
  within(span: Span, descending: boolean): Iterable<AuditEntry>;
  /** Makes entries that can be found from now on, though they happened `lateMs` earlier; all at the same time. */
  add(count: number, lateMs: number): AuditEntry[];
}

export interface Span {
  from: (at: number) => boolean;
  until: (at: number) => boolean;
}

/**
 * The entries of the 30 days before the start, the two of the vendor's documents the last of them, and those added
 * since. Each follows from its number, so that only those added are kept.
 * @param options.count how many there are at the start
 * @param options.doubles how many of a hundred are followed by one that is the same in everything
 */
export function createAuditEntries(options: { world: World; count: number; doubles: number }): AuditEntries {
  const { world } = options;
  const worldKey = textKey(world.random("audit-log").hex(8));
  const examples = exemplaryEvents(world.clock.startedAt).slice(0, options.count);
  const ordinary = options.count - examples.length;
  const timeline = createTimeline({ from: world.windowStart, to: world.clock.startedAt - HOUR_MS });
  /** In order of time, then of number. */
  let added: AuditEntry[] = [];
  let made = 0;

  /** Every second one can be the double of the one before. */
  function originalOf(number: number, key: number): number {
    return number % 2 === 1 && draw(mix(key, number), DOUBLE) < (options.doubles * 2) / 100 ? number - 1 : number;
  }
  function ordinaryAt(index: number): AuditEntry {
    const original = originalOf(index, worldKey);
    const at = Math.floor(timeline.micros((original + 0.5) / ordinary) / 1000);
    return entry(`audit-${index}`, at, at, mix(worldKey, original));
  }
  function entry(id: string, at: number, seenAt: number, key: number): AuditEntry {
    return { id, at, seenAt, event: () => drawAuditEvent(world, key, at) };
  }
  function firstAt(index: number): AuditEntry | undefined {
    if (index < ordinary) return ordinaryAt(index);
    const example = examples[index - ordinary];
    if (example === undefined) return undefined;
    const { at, ...event } = example;
    return { id: `audit-${index}`, at, seenAt: at, event: () => event };
  }
  function* inSpan(count: number, entryAt: (index: number) => AuditEntry | undefined, span: Span, descending: boolean) {
    const holds = (test: (at: number) => boolean) => (index: number) => test(entryAt(index)?.at ?? Infinity);
    const first = firstIndex(count, holds(span.from));
    const end = firstIndex(
      count,
      holds((at) => !span.until(at)),
    );
    for (let step = 0; step < end - first; step += 1) {
      const found = entryAt(descending ? end - 1 - step : first + step);
      if (found !== undefined) yield found;
    }
  }

  return {
    within: (span, descending) =>
      merge(
        inSpan(options.count, firstAt, span, descending),
        inSpan(added.length, (index) => added[index], span, descending),
        descending,
      ),
    add: (count, lateMs) => {
      const now = world.clock.now();
      const key = mix(worldKey, made + 1);
      const fresh = Array.from({ length: count }, (_, nth) => {
        made += 1;
        return entry(`added-${made}`, now - lateMs, now, mix(key, originalOf(nth, key)));
      });
      const place = firstIndex(added.length, (index) => (added[index]?.at ?? Infinity) > now - lateMs);
      added = [...added.slice(0, place), ...fresh, ...added.slice(place)];
      return fresh;
    },
  };
}

// --- internal ---

const HOUR_MS = 3_600_000;
const DOUBLE = 9;

/** Joins two lists that are each in order of time. */
function* merge(one: Iterable<AuditEntry>, other: Iterable<AuditEntry>, descending: boolean): Generator<AuditEntry> {
  const [left, right] = [one[Symbol.iterator](), other[Symbol.iterator]()];
  let [first, second] = [left.next(), right.next()];
  while (first.done !== true || second.done !== true) {
    const takeLeft =
      second.done === true ||
      (first.done !== true && (descending ? first.value.at > second.value.at : first.value.at <= second.value.at));
    if (takeLeft && first.done !== true) {
      yield first.value;
      first = left.next();
    } else if (second.done !== true) {
      yield second.value;
      second = right.next();
    }
  }
}
