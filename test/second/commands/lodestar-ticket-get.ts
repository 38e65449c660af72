import { isNotFound, type Handler } from "soarkit";
import { toContext } from "./_lodestar.ts";
import type { Lodestar } from "./_manifest.gen.ts";

export const run: Handler<Lodestar, "lodestar-ticket-get"> = async ({ args, client, signal }) => {
  try {
    const ticket = await client.ticket(args.id, signal);
    return { context: { "Lodestar.Ticket": toContext(ticket) }, raw: ticket };
  } catch (error) {
    if (isNotFound(error)) return { warnings: [`There is no ticket ${args.id}.`] };
    throw error;
  }
};
