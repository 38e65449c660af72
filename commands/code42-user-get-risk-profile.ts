import { tableToMarkdown, type Handler } from "soarkit";
import type { Code42 } from "./_manifest.gen.ts";
import { riskProfileHeaders, toRiskProfile } from "./_map/risk-profile.ts";
import { noUser } from "./_watchlists.ts";

export const run: Handler<Code42, "code42-user-get-risk-profile"> = async ({ args, client, signal }) => {
  const actor = await client.actors.parentByName(args.username, signal);
  if (!actor) {
    const { message, hint } = noUser(args.username);
    return { warnings: [`${message} ${hint}`] };
  }
  const profile = toRiskProfile(actor);
  return {
    readable: tableToMarkdown("Code42 User Risk Profile", profile, { headers: riskProfileHeaders }),
    context: { "Code42.UserRiskProfiles": profile },
    raw: actor,
  };
};
