import { ArgumentError, tableToMarkdown, type Handler } from "soarkit";
import type { Code42 } from "./_manifest.gen.ts";
import { toUserContext } from "./_map/user.ts";
import { noUser } from "./_watchlists.ts";

export const run: Handler<Code42, "code42-user-get"> = async ({ args, client, signal }) => {
  const { username, id } = args;
  if ((username === undefined) === (id === undefined)) {
    throw new ArgumentError("Exactly one of username and id is needed.", "Give the username, or the user's ID.");
  }
  const user = await (id === undefined
    ? client.users.byUsername(username ?? "", signal)
    : client.users.get(id, signal));
  if (!user) return { warnings: [id === undefined ? noUser(username ?? "").message : `No user found with ID ${id}.`] };
  const found = toUserContext(user);
  return {
    readable: tableToMarkdown(
      "Code42 User",
      // A table of one column for each is wider than a terminal.
      Object.entries(found).map(([Field, Value]: [string, unknown]) => ({ Field, Value })),
      { headers: ["Field", "Value"] },
    ),
    context: { "Code42.User": found },
    raw: user,
  };
};
