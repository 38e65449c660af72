import { ApiError, type Handler } from "soarkit";
import type { Code42 } from "./_manifest.gen.ts";
import { noWatchlist, resolveActor, resolveWatchlist } from "./_watchlists.ts";

export const run: Handler<Code42, "code42-watchlists-add-user"> = async ({ args, client, signal }) => {
  const { username, watchlist } = args;
  const actor = await resolveActor(client, username, signal);
  const id = await resolveWatchlist(client, watchlist, signal);
  try {
    await client.watchlists.addActors(id, [actor.actorId], signal);
  } catch (error) {
    if (!(error instanceof ApiError) || ![400, 404].includes(error.status)) throw error;
    if (!(await client.watchlists.get(id, signal))) throw noWatchlist(id, error);
    // Refused because it was done before? Then what was wanted is so.
    if (!(await client.watchlists.includedActor(id, actor.actorId, signal))) throw error;
  }
  return { context: { "Code42.UsersAddedToWatchlists": { Watchlist: watchlist, Username: username, Success: true } } };
};
