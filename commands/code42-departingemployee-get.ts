import type { Handler } from "soarkit";
import { findEmployee } from "./_lists/read-list.ts";
import { showEmployees } from "./_lists/show.ts";
import { departingEmployees } from "./_lists/wanted-list.ts";
import type { Code42 } from "./_manifest.gen.ts";
import { toDepartingEmployee } from "./_map/employee.ts";

export const run: Handler<Code42, "code42-departingemployee-get"> = async ({ args, client, signal }) => {
  const found = await findEmployee(departingEmployees, args.username, { client, signal });
  if ("warning" in found) return { warnings: [found.warning] };
  const employee = toDepartingEmployee(found.actor);
  return {
    readable: showEmployees("Code42 Departing Employee", departingEmployees, employee),
    context: { "Code42.DepartingEmployee": employee },
    raw: found.actor,
  };
};
