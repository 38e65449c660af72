import type { Handler } from "soarkit";
import { toContext } from "./_lodestar.ts";
import type { Lodestar } from "./_manifest.gen.ts";

export const run: Handler<Lodestar, "lodestar-ticket-wait"> = async ({ args, client, signal }) => {
  const ticket = await client.ticket(args.id, signal);
  if (ticket.state !== "closed") {
    return { poll: { everyMs: 10_000, timeoutMs: 3_600_000, args: { id: String(args.id) } } };
  }
  return { readable: `Ticket ${ticket.id} is closed.`, context: { "Lodestar.Ticket": toContext(ticket) }, raw: ticket };
};
