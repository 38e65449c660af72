import { ArgumentError, type Handler } from "soarkit";
import type { Session } from "./_api/sessions.ts";
import { showList } from "./_listing.ts";
import type { Code42 } from "./_manifest.gen.ts";
import { sessionHeaders, toSessionContext } from "./_map/session-context.ts";
import { toSessionFilter } from "./_sessions.ts";
import { describeRest, takePages, type Taken } from "./_take.ts";

export const run: Handler<Code42, "code42-session-search"> = async ({ args, client, progress, signal }) => {
  requireBounds(args);
  const { limit, page_number: only, page_size: size = Math.min(limit, MAX_PAGE_SIZE) } = args;
  const search = {
    filter: toSessionFilter(args),
    order: { by: args.order_by, direction: args.sort_direction },
  };
  const fetchPage = (number: number) => client.sessions.page(search, { number, size }, signal);
  const taken: Taken<Session> =
    only === undefined
      ? await takePages({
          limit,
          size,
          // Sessions count their pages from 0.
          fetchPage: ({ number }) => fetchPage(number - 1),
          idOf: ({ sessionId }) => sessionId,
          progress: (done, total) => progress(done, total, "sessions"),
          signal,
        })
      : { items: (await fetchPage(only)).items, total: undefined };
  const { consoleUrl } = client;
  const sessions = taken.items.map((session) => toSessionContext(session, { consoleUrl }));
  return {
    readable: showList("Code42 Sessions", sessions, { headers: sessionHeaders }, describeRest(taken, "Sessions")),
    ...(sessions.length > 0 && { context: { "Code42.Session": sessions } }),
    raw: taken.items,
  };
};

// --- internal ---

/** Incydr refuses larger ones. */
const MAX_PAGE_SIZE = 50;
const MAX_LIMIT = 10_000;

/** @throws ArgumentError naming every number that is out of bounds */
function requireBounds({ limit, page_number, page_size }: Code42["commands"]["code42-session-search"]["args"]): void {
  const bounds = [
    { name: "limit", value: limit, min: 1, max: MAX_LIMIT },
    { name: "page_number", value: page_number ?? 0, min: 0, max: Infinity },
    { name: "page_size", value: page_size ?? 1, min: 1, max: MAX_PAGE_SIZE },
  ];
  const faults = bounds
    .filter(({ value, min, max }) => value < min || value > max)
    .map(
      ({ name, value, min, max }) =>
        `${name} must be ${min} ${max === Infinity ? "or more" : `to ${max}`}, got ${value}.`,
    );
  if (faults.length === 0) return;
  throw new ArgumentError(faults.join(" "), "Correct what is named; for more sessions than that, search by times.");
}
