import type { FetchHandler, FetchItem } from "soarkit";
import type { Ticket } from "./_lodestar.ts";
import type { Lodestar } from "./_manifest.gen.ts";

/** Tickets have ascending numbers and never arrive late, so the highest number seen is cursor enough. */
export const run: FetchHandler<Lodestar> = async function* ({ client, lastRun, limit, signal }) {
  const after = typeof lastRun === "number" ? lastRun : 0;
  const items: FetchItem[] = [];
  let highest = after;
  for await (const ticket of client.tickets({ after }, signal)) {
    items.push({ id: String(ticket.id), state: ticket.state, incident: toIncident(ticket) });
    highest = ticket.id;
    if (items.length === limit) break;
  }
  yield { items, lastRun: highest };
};

function toIncident(ticket: Ticket) {
  return {
    name: `Lodestar ticket ${ticket.id}: ${ticket.title}`,
    occurred: ticket.createdAt,
    severity: 1 as const,
    rawJSON: JSON.stringify(ticket),
  };
}
