import { ApiError, tableToMarkdown, type Handler } from "soarkit";
import { assertActive, findMatter, resolveUser } from "./_legal-hold.ts";
import type { Code42 } from "./_manifest.gen.ts";
import { legalHoldHeaders, toLegalHoldContext } from "./_map/legal-hold.ts";

export const run: Handler<Code42, "code42-legalhold-add-user"> = async ({ args, client, signal }) => {
  const { userId, username } = await resolveUser(client, args.username, signal);
  const { host, matter } = await findMatter(client, args.mattername, signal);
  assertActive(matter);
  const warnings: string[] = [];
  try {
    await host.add(matter.matterId, userId, signal);
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 400) throw error;
    // Refused because it was done before? Then what was wanted is so.
    if (!(await host.custodian(matter.matterId, userId, signal))) throw error;
    warnings.push(`${username} was in the legal hold matter ${matter.name} already.`);
  }
  const added = toLegalHoldContext(matter, { userId, username });
  return {
    readable: tableToMarkdown("Code42 User Added to Legal Hold Matter", [added], {
      headers: legalHoldHeaders,
      removeNull: true,
    }),
    context: { "Code42.LegalHold": added },
    warnings,
  };
};
