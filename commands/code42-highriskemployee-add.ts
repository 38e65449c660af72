import type { Handler } from "soarkit";
import { addEmployee } from "./_lists/change-list.ts";
import { showEmployees } from "./_lists/show.ts";
import { highRiskEmployees } from "./_lists/wanted-list.ts";
import type { Code42 } from "./_manifest.gen.ts";
import { toHighRiskEmployee } from "./_map/employee.ts";

export const run: Handler<Code42, "code42-highriskemployee-add"> = async ({ args, params, client, signal }) => {
  const list = highRiskEmployees(params.high_risk_watchlist);
  const change = args.note ? { notes: args.note } : {};
  const actor = await addEmployee(list, args.username, change, { client, signal });
  const employee = toHighRiskEmployee(actor);
  return {
    readable: showEmployees("Code42 High Risk Employee List User Added", list, employee),
    context: { "Code42.HighRiskEmployee": employee },
    raw: actor,
  };
};
