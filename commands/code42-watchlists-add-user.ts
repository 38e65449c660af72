import { tableToMarkdown, type Handler } from "soarkit";
import type { Code42 } from "./_manifest.gen.ts";
import { addToWatchlist, resolveActor, resolveWatchlist } from "./_watchlists.ts";

export const run: Handler<Code42, "code42-watchlists-add-user"> = async ({ args, client, signal }) => {
  const { username, watchlist } = args;
  const actor = await resolveActor(client, username, signal);
  const id = await resolveWatchlist(client, watchlist, signal);
  await addToWatchlist(client, id, actor, signal);
  const added = { Watchlist: watchlist, Username: username, Success: true };
  return {
    readable: tableToMarkdown("Code42 User Added to Watchlist", added, { headers: ["Username", "Watchlist"] }),
    context: { "Code42.UsersAddedToWatchlists": added },
  };
};
