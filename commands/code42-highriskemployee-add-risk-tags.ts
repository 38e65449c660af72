import { tableToMarkdown, type Handler } from "soarkit";
import { addTags } from "./_lists/change-tags.ts";
import type { Code42 } from "./_manifest.gen.ts";

export const run: Handler<Code42, "code42-highriskemployee-add-risk-tags"> = async ({ args, client, signal }) => {
  const { actorId, name } = await addTags(args.username, args.risktags, { client, signal });
  const employee = { UserID: actorId, Username: name, RiskTags: args.risktags.join(",") };
  return {
    readable: tableToMarkdown("Code42 Risk Tags Added", employee, { headers: ["Username", "RiskTags", "UserID"] }),
    context: { "Code42.HighRiskEmployee": employee },
  };
};
