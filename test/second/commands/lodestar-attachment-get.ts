import { NotFoundError, isNotFound, type Handler } from "soarkit";
import type { Lodestar } from "./_manifest.gen.ts";

export const run: Handler<Lodestar, "lodestar-attachment-get"> = async ({ args, client, signal }) => {
  try {
    return { files: [await client.attachment(args.id, signal)] };
  } catch (cause) {
    if (!isNotFound(cause)) throw cause;
    throw new NotFoundError(`Ticket ${args.id} has no attachment.`, "`lodestar-ticket-list` shows the tickets.", {
      cause,
    });
  }
};
