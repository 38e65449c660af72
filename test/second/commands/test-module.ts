import type { TestHandler } from "soarkit";
import type { Lodestar } from "./_manifest.gen.ts";

export const run: TestHandler<Lodestar> = async ({ client, signal }) => {
  await client.tickets({}, signal).next();
};
