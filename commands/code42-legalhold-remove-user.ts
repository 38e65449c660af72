import { NotFoundError, tableToMarkdown, type Handler } from "soarkit";
import { assertActive, findMatter, resolveUser } from "./_legal-hold.ts";
import type { Code42 } from "./_manifest.gen.ts";
import { legalHoldHeaders, toLegalHoldContext } from "./_map/legal-hold.ts";

export const run: Handler<Code42, "code42-legalhold-remove-user"> = async ({ args, client, signal }) => {
  const { userId, username } = await resolveUser(client, args.username, signal);
  const { host, matter } = await findMatter(client, args.mattername, signal);
  assertActive(matter);
  // How Incydr refuses to remove one who is not in the matter is not published; a typing error must not pass for success.
  const custodian = await host.custodian(matter.matterId, userId, signal);
  if (!custodian) {
    throw new NotFoundError(
      `${username} is not in the legal hold matter ${matter.name}.`,
      `Run code42-legalhold-list-custodians mattername="${matter.name}" to see who is.`,
    );
  }
  await host.remove(matter.matterId, custodian, signal);
  const removed = toLegalHoldContext(matter, { userId, username });
  return {
    readable: tableToMarkdown("Code42 User Removed from Legal Hold Matter", [removed], {
      headers: legalHoldHeaders,
      removeNull: true,
    }),
    context: { "Code42.LegalHold": removed },
  };
};
