import { ApiError, isNotFound, NotFoundError, type Handler } from "soarkit";
import type { Code42 } from "./_manifest.gen.ts";
import { noWatchlistText, resolveActor, resolveWatchlist, watchlistHint } from "./_watchlists.ts";

export const run: Handler<Code42, "code42-watchlists-add-user"> = async ({ args, client, signal }) => {
  const { username, watchlist } = args;
  const actor = await resolveActor(client, username, signal);
  const id = await resolveWatchlist(client, watchlist, signal);
  try {
    await client.watchlists.addActors(id, [actor.actorId], signal);
  } catch (error) {
    if (isNotFound(error)) throw new NotFoundError(noWatchlistText(id), watchlistHint, { cause: error });
    if (!(error instanceof ApiError) || error.status !== 400) throw error;
    // Refused because it was done before? Then what was wanted is so.
    if (!(await client.watchlists.includedActor(id, actor.actorId, signal))) throw error;
  }
  return { context: { "Code42.UsersAddedToWatchlists": { Watchlist: watchlist, Username: username, Success: true } } };
};
