import type { Handler } from "soarkit";
import { removeEmployee } from "./_lists/change-list.ts";
import { showEmployees } from "./_lists/show.ts";
import { highRiskEmployees } from "./_lists/wanted-list.ts";
import type { Code42 } from "./_manifest.gen.ts";

export const run: Handler<Code42, "code42-highriskemployee-remove"> = async ({ args, params, client, signal }) => {
  const list = highRiskEmployees(params.high_risk_watchlist);
  const { actorId, name } = await removeEmployee(list, args.username, { client, signal });
  const employee = { UserID: actorId, Username: name };
  return {
    readable: showEmployees("Code42 High Risk Employee List User Removed", list, employee),
    context: { "Code42.HighRiskEmployee": employee },
  };
};
