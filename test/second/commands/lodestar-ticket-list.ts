import type { Handler } from "soarkit";
import { toContext, type Ticket } from "./_lodestar.ts";
import type { Lodestar } from "./_manifest.gen.ts";

export const run: Handler<Lodestar, "lodestar-ticket-list"> = async ({ args, client, signal }) => {
  const found: Ticket[] = [];
  for await (const ticket of client.tickets(args.state === undefined ? {} : { state: args.state }, signal)) {
    if (found.length >= args.limit) break;
    found.push(ticket);
  }
  return { context: { "Lodestar.Ticket": found.map(toContext) }, raw: found };
};
