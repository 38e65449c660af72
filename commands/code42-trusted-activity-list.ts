import type { Handler } from "soarkit";
import { showList } from "./_listing.ts";
import type { Code42 } from "./_manifest.gen.ts";
import { describeActions, toTrustedActivity } from "./_map/trusted-activity.ts";
import { assertCount, describeRest, takePages } from "./_take.ts";

export const run: Handler<Code42, "code42-trusted-activity-list"> = async ({ args, client, progress, signal }) => {
  const { type, limit } = args;
  assertCount("limit", limit);
  const taken = await takePages({
    limit,
    size: Math.min(limit, LARGEST_PAGE),
    fetchPage: (page) => client.trustedActivities.page({ type }, page, signal),
    idOf: ({ activityId }) => activityId,
    progress: (done, total) => progress(done, total, "trusted activities"),
    signal,
  });
  const activities = taken.items.map(toTrustedActivity);
  const rows = activities.map((activity) => ({ ...activity, Actions: describeActions(activity) }));
  const headers = ["Type", "Value", "Description", "Actions", "UpdatedAt", "UpdatedBy", "ID"];
  return {
    readable: showList("Code42 Trusted Activities", rows, { headers }, describeRest(taken, "Trusted activities")),
    context: { "Code42.TrustedActivity": activities },
    raw: taken.items,
  };
};

// --- internal ---

/** As many as Incydr is sure to give at once. */
const LARGEST_PAGE = 100;
