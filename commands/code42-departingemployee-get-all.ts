import type { Handler } from "soarkit";
import { listEmployees } from "./_lists/list-employees.ts";
import { describeMore, showEmployees } from "./_lists/show.ts";
import { departingEmployees } from "./_lists/wanted-list.ts";
import type { Code42 } from "./_manifest.gen.ts";
import { toDepartingEmployee } from "./_map/employee.ts";

export const run: Handler<Code42, "code42-departingemployee-get-all"> = async ({ args, client, signal, now }) => {
  const filter = { type: args.filtertype, results: args.results };
  const listed = await listEmployees(departingEmployees, filter, { client, signal, now });
  const found = listed.employees.map(toDepartingEmployee);
  return {
    readable: showEmployees("Code42 Departing Employees", departingEmployees, found, describeMore(listed)),
    context: { "Code42.DepartingEmployee": found },
    raw: listed.employees,
    warnings: listed.warnings,
  };
};
