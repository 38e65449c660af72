import type { Handler } from "soarkit";
import type { Lodestar } from "./_manifest.gen.ts";

export const run: Handler<Lodestar, "lodestar-ticket-delete"> = async ({ args, client, signal }) => {
  await client.delete(args.id, signal);
  return { readable: `Ticket ${args.id} is deleted.` };
};
