import { tableToMarkdown, type Handler } from "soarkit";
import { removeTags } from "./_lists/change-tags.ts";
import type { Code42 } from "./_manifest.gen.ts";

export const run: Handler<Code42, "code42-highriskemployee-remove-risk-tags"> = async ({ args, client, signal }) => {
  const { actor, missing } = await removeTags(args.username, args.risktags, { client, signal });
  const employee = { UserID: actor.actorId, Username: actor.name, RiskTags: args.risktags.join(",") };
  return {
    readable: tableToMarkdown("Code42 Risk Tags Removed", employee, { headers: ["Username", "RiskTags", "UserID"] }),
    context: { "Code42.HighRiskEmployee": employee },
    ...(missing.length > 0 && { warnings: [`${actor.name} did not have the risk tags ${missing.join(", ")}.`] }),
  };
};
