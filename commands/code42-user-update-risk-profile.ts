import { tableToMarkdown, type Handler } from "soarkit";
import type { Code42 } from "./_manifest.gen.ts";
import { riskProfileHeaders, toProfileChange, toRiskProfile, unchanged } from "./_map/risk-profile.ts";
import { resolveActor, updateActor } from "./_watchlists.ts";

export const run: Handler<Code42, "code42-user-update-risk-profile"> = async ({ args, client, signal }) => {
  const { username, ...given } = args;
  const change = toProfileChange(given);
  const actor = await resolveActor(client, username, signal);
  const updated = await updateActor(client, actor, change, signal);
  const refused = unchanged(change, updated);
  const profile = { ...toRiskProfile(updated), Success: refused.length === 0 };
  return {
    readable: tableToMarkdown("Code42 User Risk Profile Updated", profile, {
      headers: [...riskProfileHeaders, "Success"],
    }),
    context: { "Code42.UpdatedUserRiskProfiles": profile },
    raw: updated,
    ...(refused.length > 0 && { warnings: [`Incydr did not take over ${refused.join(", ")} as given.`] }),
  };
};
