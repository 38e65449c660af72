import type { Handler } from "soarkit";
import { addEmployee } from "./_lists/change-list.ts";
import { showEmployees } from "./_lists/show.ts";
import { departingEmployees } from "./_lists/wanted-list.ts";
import type { Code42 } from "./_manifest.gen.ts";
import { toDepartingEmployee } from "./_map/employee.ts";
import { checkDates } from "./_map/plain-date.ts";

export const run: Handler<Code42, "code42-departingemployee-add"> = async ({ args, client, signal }) => {
  const { username, departuredate, note } = args;
  checkDates({ departuredate });
  const change = { ...(departuredate && { endDate: departuredate }), ...(note && { notes: note }) };
  const actor = await addEmployee(departingEmployees, username, change, { client, signal });
  const employee = toDepartingEmployee(actor);
  return {
    readable: showEmployees("Code42 Departing Employee List User Added", departingEmployees, employee),
    context: { "Code42.DepartingEmployee": employee },
    raw: actor,
  };
};
