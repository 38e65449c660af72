import { isNotFound, type Handler, type Preview } from "soarkit";
import { noCase } from "./_cases.ts";
import type { Code42 } from "./_manifest.gen.ts";

export const run: Handler<Code42, "code42-case-delete"> = async ({ args, client, signal }) => {
  const number = args.casenumber;
  try {
    await client.cases.remove(number, signal);
  } catch (error) {
    throw isNotFound(error) ? noCase(number, error) : error;
  }
  return {
    readable: `Case ${number} was deleted for good.`,
    context: { "Code42.Case": { Number: number, Deleted: true } },
  };
};

export const preview: Preview<Code42, "code42-case-delete"> = async ({ args, client, signal }) => {
  const found = await client.cases.get(args.casenumber, signal);
  if (!found) throw noCase(args.casenumber);
  return `This deletes case ${found.number}, "${found.name}" (${found.status ?? "state unknown"}), for good.`;
};
