import type { Handler } from "soarkit";
import { findEmployee } from "./_lists/read-list.ts";
import { showEmployees } from "./_lists/show.ts";
import { highRiskEmployees } from "./_lists/wanted-list.ts";
import type { Code42 } from "./_manifest.gen.ts";
import { toHighRiskEmployee } from "./_map/employee.ts";

export const run: Handler<Code42, "code42-highriskemployee-get"> = async ({ args, params, client, signal }) => {
  const list = highRiskEmployees(params.high_risk_watchlist);
  const found = await findEmployee(list, args.username, { client, signal });
  if ("warning" in found) return { warnings: [found.warning] };
  const employee = toHighRiskEmployee(found.actor);
  return {
    readable: showEmployees("Code42 High Risk Employee", list, employee),
    context: { "Code42.HighRiskEmployee": employee },
    raw: found.actor,
  };
};
