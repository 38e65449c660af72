import type { Handler } from "soarkit";
import { searchFileEvents } from "./_file-events.ts";
import { NOTHING_FOUND } from "./_listing.ts";
import type { Code42 } from "./_manifest.gen.ts";
import { toFileEventContext } from "./_map/file-event.ts";
import { toFileEventQuery } from "./_map/file-event-query.ts";
import { toFileEventTable } from "./_map/file-event-table.ts";

export const run: Handler<Code42, "code42-file-events-search"> = async ({ args, client, progress, signal }) => {
  const query = toFileEventQuery(args);
  const { events, totalCount, problems } = await searchFileEvents(client, query, args.results, { progress, signal });
  const more = totalCount !== undefined && totalCount > events.length;
  const total = more ? ` of ${totalCount}. Raise results to see more` : "";
  const table = toFileEventTable("Code42 File Events", events);
  const warnings = problems.map((problem) => `Incydr's remark on the query: ${problem}`);
  return {
    readable: events.length === 0 ? NOTHING_FOUND : `${table}\nFile events shown: ${events.length}${total}.`,
    ...(args["add-to-context"] && { context: { "Code42.FileEvents": events.map(toFileEventContext) } }),
    raw: events,
    ...(warnings.length > 0 && { warnings }),
  };
};
