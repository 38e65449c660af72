import type { Handler } from "soarkit";
import { noCaseText, showCase } from "./_cases.ts";
import type { Code42 } from "./_manifest.gen.ts";

export const run: Handler<Code42, "code42-case-get"> = async ({ args, client, signal }) => {
  const found = await client.cases.get(args.casenumber, signal);
  return found ? showCase("Code42 Case", found) : { warnings: [noCaseText(args.casenumber)] };
};
