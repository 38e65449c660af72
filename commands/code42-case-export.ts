import { isNotFound, type Handler } from "soarkit";
import { noCaseText } from "./_cases.ts";
import type { Code42 } from "./_manifest.gen.ts";

export const run: Handler<Code42, "code42-case-export"> = async ({ args, client, signal }) => {
  try {
    const file = await client.cases.export(args.casenumber, args.format, signal);
    return { files: [file] };
  } catch (error) {
    if (isNotFound(error)) return { warnings: [noCaseText(args.casenumber)] };
    throw error;
  }
};
