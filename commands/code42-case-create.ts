import type { Handler } from "soarkit";
import { checkLengths, refused, resolvePeople, showCase } from "./_cases.ts";
import type { Code42 } from "./_manifest.gen.ts";

export const run: Handler<Code42, "code42-case-create"> = async ({ args, client, signal }) => {
  checkLengths(args);
  const { name, description, findings } = args;
  const fields = { name, description, findings, ...(await resolvePeople(client, args, signal)) };
  try {
    return showCase("Code42 Case Created", await client.cases.create(fields, signal));
  } catch (error) {
    throw await refused(error, { fields, client, signal });
  }
};
