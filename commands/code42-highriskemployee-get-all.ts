import type { Handler } from "soarkit";
import { listEmployees } from "./_lists/list-employees.ts";
import { describeMore, showEmployees } from "./_lists/show.ts";
import { highRiskEmployees } from "./_lists/wanted-list.ts";
import type { Code42 } from "./_manifest.gen.ts";
import { toHighRiskEmployee } from "./_map/employee.ts";

export const run: Handler<Code42, "code42-highriskemployee-get-all"> = async (input) => {
  const { args, params, client, signal, now } = input;
  const list = highRiskEmployees(params.high_risk_watchlist);
  const filter = { type: args.filtertype, tags: args.risktags, results: args.results };
  const listed = await listEmployees(list, filter, { client, signal, now });
  const found = listed.employees.map(toHighRiskEmployee);
  return {
    readable: showEmployees("Code42 High Risk Employees", list, found, describeMore(listed)),
    context: { "Code42.HighRiskEmployee": found },
    raw: listed.employees,
    warnings: listed.warnings,
  };
};
