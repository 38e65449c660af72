import { NotFoundError, type Handler } from "soarkit";
import type { Custodian } from "./_api/legal-hold.ts";
import { findMatter, closedText, resolveUser, type FoundMatter } from "./_legal-hold.ts";
import { showList } from "./_listing.ts";
import type { Code42 } from "./_manifest.gen.ts";
import { legalHoldHeaders, toLegalHoldContext } from "./_map/legal-hold.ts";

export const run: Handler<Code42, "code42-legalhold-list-custodians"> = async ({ args, client, progress, signal }) => {
  try {
    const user = args.username ? await resolveUser(client, args.username, signal) : undefined;
    const found = await findMatter(client, args.mattername, signal);
    const custodians = user
      ? await one(found, user, signal)
      : await all(found, (count) => progress(count, undefined, "custodians"), signal);
    const shown = custodians.map((custodian) => toLegalHoldContext(found.matter, custodian));
    return {
      readable: showList("Code42 Legal Hold Custodians", shown, { headers: legalHoldHeaders }),
      context: { "Code42.LegalHold": shown },
      raw: custodians,
      ...(!found.matter.active && { warnings: [closedText(found.matter)] }),
    };
  } catch (error) {
    // Reading what does not exist is no failure.
    if (error instanceof NotFoundError) return { warnings: [`${error.message} ${error.hint}`] };
    throw error;
  }
};

// --- internal ---

async function one(
  { host, matter }: FoundMatter,
  { userId, username }: { userId: string; username: string },
  signal: AbortSignal,
): Promise<Custodian[]> {
  const custodian = await host.custodian(matter.matterId, userId, signal);
  return custodian ? [{ ...custodian, username }] : [];
}

async function all(
  { host, matter }: FoundMatter,
  seen: (count: number) => void,
  signal: AbortSignal,
): Promise<Custodian[]> {
  const custodians: Custodian[] = [];
  for await (const page of host.custodians(matter.matterId, signal)) {
    custodians.push(...page);
    seen(custodians.length);
  }
  return custodians;
}
