import { ArgumentError, type Handler } from "soarkit";
import { removeEmployee } from "./_lists/change-list.ts";
import { showEmployees } from "./_lists/show.ts";
import { departingEmployees } from "./_lists/wanted-list.ts";
import type { Code42 } from "./_manifest.gen.ts";

export const run: Handler<Code42, "code42-departingemployee-remove"> = async ({ args, client, signal }) => {
  // The documented command calls it optional; there is nobody to remove without it.
  if (!args.username) throw new ArgumentError("Missing arguments: username.", "Name the user to remove.");
  const { actorId, name } = await removeEmployee(departingEmployees, args.username, { client, signal });
  const employee = { CaseID: actorId, UserID: actorId, Username: name };
  return {
    readable: showEmployees("Code42 Departing Employee List User Removed", departingEmployees, employee),
    context: { "Code42.DepartingEmployee": employee },
  };
};
