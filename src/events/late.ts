import type { Range } from "../incidents/fetch.ts";
import { clipped, createUnion, holds, merged } from "./coverage.ts";
import type { CollectedEvent, EventStore, StreamKey } from "./events.ts";

/** How many events came late, and how late the latest was. */
export interface Late {
  count: number;
  mostMs: number;
}

/** Tells which events turned up after a range that holds their time had been read. */
export interface LateWatch {
  /** Of a page that is not committed yet; `now` by the vendor's clock. */
  of: (events: readonly CollectedEvent[], now: number) => Promise<Late>;
  /** To be told of every range that has been read meanwhile. */
  cover: (range: Range) => void;
}

/** Reads what was covered day by day, as it is needed, and remembers some days. */
export function createLateWatch(store: Pick<EventStore, "coverage" | "known">, key: StreamKey): LateWatch {
  const days = new Map<number, Range[]>();

  async function coveredOn(day: number): Promise<Range[]> {
    const before = days.get(day);
    if (before) return before;
    const whole = { from: day * DAY_MS, to: (day + 1) * DAY_MS };
    const union = createUnion();
    for await (const { covered } of store.coverage(key, whole)) if (covered) union.add(covered);
    const read = clipped(union.ranges(), whole);
    for (const [oldest] of days) {
      if (days.size < MOST_DAYS) break;
      days.delete(oldest);
    }
    days.set(day, read);
    return read;
  }

  return {
    async of(events, now) {
      const late: CollectedEvent[] = [];
      for (const [day, ofDay] of Map.groupBy(events, ({ at }) => Math.floor(at / DAY_MS))) {
        const covered = await coveredOn(day);
        if (covered.length > 0) late.push(...ofDay.filter(({ at }) => holds(covered, at)));
      }
      // What goes by a mark that is known is news of something that came in time.
      const marks = late.flatMap(({ marks: own = [], at }) => own.map((id) => ({ id, at })));
      const seen = marks.length === 0 ? new Set<string>() : await store.known(key, marks);
      const isNews = ({ marks: own = [] }: CollectedEvent) => own.some((mark) => seen.has(mark));
      let [count, mostMs] = [0, 0];
      for (const event of late) {
        if (isNews(event)) continue;
        count += 1;
        mostMs = Math.max(mostMs, now - event.at);
      }
      return { count, mostMs };
    },
    cover(range) {
      for (const [day, covered] of days) {
        const whole = { from: day * DAY_MS, to: (day + 1) * DAY_MS };
        days.set(day, merged([...covered, ...clipped([range], whole)]));
      }
    },
  };
}

// --- internal ---

const DAY_MS = 86_400_000;

/** Days remembered; a backlog reads one after the other. */
const MOST_DAYS = 64;
