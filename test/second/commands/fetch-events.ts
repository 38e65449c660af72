import { parseSpan, type CollectedEvent, type EventsHandler } from "soarkit";
import type { Ticket } from "./_lodestar.ts";
import type { Lodestar } from "./_manifest.gen.ts";

/**
 * Tickets in the order of their times. One may turn up as late as the look-back allows: each run begins so much before
 * the latest time that was read.
 */
export const run: EventsHandler<Lodestar> = async function* ({ params, client, lastRun, range, known, limit, signal }) {
  const lookBackMs = parseSpan(params.tickets_look_back) ?? 0;
  let latest = typeof lastRun === "number" ? lastRun : 0;
  const from = range?.from ?? Math.max(0, latest - lookBackMs);
  const query = `since=${from}`;
  let left = limit;
  let read: CollectedEvent[] = [];

  async function* handOn() {
    const before = await known(read);
    const events = read.filter(({ id }) => !before.has(id)).slice(0, left);
    left -= events.length;
    read = [];
    latest = events.reduce((most, { at }) => Math.max(most, at), latest);
    if (events.length > 0) yield { events, lastRun: latest };
  }
  for await (const ticket of client.tickets({ since: from }, signal)) {
    const event = toEvent(ticket);
    if (range && event.at >= range.to) break;
    read.push(event);
    if (read.length < PAGE_SIZE) continue;
    yield* handOn();
    if (left === 0) return;
  }
  yield* handOn();
  const to = range?.to ?? latest;
  if (left > 0 && to > from) yield { events: [], lastRun: latest, covered: { from, to, query } };
};

const PAGE_SIZE = 10;

function toEvent(ticket: Ticket): CollectedEvent {
  return { id: String(ticket.id), at: Date.parse(ticket.createdAt), event: { ...ticket } };
}
