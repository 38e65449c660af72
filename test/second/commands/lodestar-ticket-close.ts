import type { Handler } from "soarkit";
import { toContext } from "./_lodestar.ts";
import type { Lodestar } from "./_manifest.gen.ts";

export const run: Handler<Lodestar, "lodestar-ticket-close"> = async ({ args, client, signal }) => {
  const ticket = await client.close(args.id, signal);
  return { readable: `Ticket ${ticket.id} is closed.`, context: { "Lodestar.Ticket": toContext(ticket) }, raw: ticket };
};
