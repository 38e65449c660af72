import type { Handler } from "soarkit";
import { showList } from "./_listing.ts";
import type { Code42 } from "./_manifest.gen.ts";
import { deviceHeaders, toDeviceContext } from "./_map/device.ts";
import { assertCount, describeRest, takePages } from "./_take.ts";
import { noUser } from "./_watchlists.ts";

export const run: Handler<Code42, "code42-device-list"> = async ({ args, client, progress, signal }) => {
  const { username, active, blocked, results } = args;
  assertCount("results", results);
  const user = username === undefined ? undefined : await client.users.byUsername(username, signal);
  if (username !== undefined && !user) return { warnings: [noUser(username).message] };
  const taken = await takePages({
    limit: results,
    size: Math.min(results, LARGEST_PAGE),
    fetchPage: (page) => client.devices.page({ userId: user?.userId, active, blocked }, page, signal),
    idOf: ({ deviceId }) => deviceId,
    progress: (done, total) => progress(done, total, "devices"),
    signal,
  });
  const devices = taken.items.map((device) => toDeviceContext(device, user?.username));
  return {
    readable: showList(
      "Code42 Devices",
      devices,
      { headers: deviceHeaders },
      describeRest(taken, "Devices", "results"),
    ),
    context: { "Code42.Device": devices },
    raw: taken.items,
  };
};

// --- internal ---

/** As many as Incydr is sure to give at once. */
const LARGEST_PAGE = 100;
