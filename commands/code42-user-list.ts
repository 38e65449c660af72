import type { Handler } from "soarkit";
import { showList } from "./_listing.ts";
import type { Code42 } from "./_manifest.gen.ts";
import { toUserContext, userHeaders } from "./_map/user.ts";
import { assertCount, describeRest, takePages } from "./_take.ts";

export const run: Handler<Code42, "code42-user-list"> = async ({ args, client, progress, signal }) => {
  const { active, blocked, results } = args;
  assertCount("results", results);
  const taken = await takePages({
    limit: results,
    size: Math.min(results, LARGEST_PAGE),
    fetchPage: (page) => client.users.page({ active, blocked }, page, signal),
    idOf: ({ userId }) => userId,
    progress: (done, total) => progress(done, total, "users"),
    signal,
  });
  const users = taken.items.map(toUserContext);
  return {
    readable: showList("Code42 Users", users, { headers: userHeaders }, describeRest(taken, "Users", "results")),
    context: { "Code42.User": users },
    raw: taken.items,
  };
};

// --- internal ---

/** As many as Incydr is sure to give at once. */
const LARGEST_PAGE = 100;
