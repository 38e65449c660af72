import { ArgumentError, tableToMarkdown, type CommandResult, type Handler } from "soarkit";
import type { User } from "./_api/users.ts";
import type { Code42 } from "./_manifest.gen.ts";
import { toUserContext } from "./_map/user.ts";
import { noUser } from "./_watchlists.ts";

export const run: Handler<Code42, "code42-user-get"> = async ({ args, client, signal }) => {
  const { username, id } = args;
  if (username !== undefined && id === undefined) {
    return show(await client.users.byUsername(username, signal), noUser(username).message);
  }
  if (id !== undefined && username === undefined) {
    return show(await client.users.get(id, signal), `No user found with ID ${id}.`);
  }
  throw new ArgumentError("Exactly one of username and id is needed.", "Give the username, or the user's ID.");
};

// --- internal ---

function show(user: User | undefined, otherwise: string): CommandResult<"Code42.User"> {
  if (!user) return { warnings: [otherwise] };
  const found = toUserContext(user);
  // A table of one column for each field is wider than a terminal.
  const rows = Object.entries(found).map(([Field, Value]: [string, unknown]) => ({ Field, Value }));
  return {
    readable: tableToMarkdown("Code42 User", rows, { headers: ["Field", "Value"] }),
    context: { "Code42.User": found },
    raw: user,
  };
}
