import { ApiError, ArgumentError, type Handler } from "soarkit";
import type { FileEvent, FileEventQuery } from "./_api/file-events.ts";
import type { Incydr } from "./_api/incydr.ts";
import type { Code42 } from "./_manifest.gen.ts";
import { toFileEventContext } from "./_map/file-event.ts";
import { filtersBesideJson, toFileEventQuery } from "./_map/file-event-query.ts";
import { toFileEventTable } from "./_map/file-event-table.ts";

export const run: Handler<Code42, "code42-file-events-search"> = async ({ args, client, progress, signal }) => {
  const query = toFileEventQuery(args);
  const { events, totalCount, problems } = await search(client, query, args.results, progress, signal);
  const total = totalCount !== undefined && totalCount > events.length ? ` of ${totalCount}` : "";
  const table = toFileEventTable("Code42 File Events", events);
  const unused = filtersBesideJson(args);
  const warnings = [
    ...(unused.length > 0 ? [`json is the whole query; not used: ${unused.join(", ")}.`] : []),
    ...problems.map((problem) => `Incydr's remark on the query: ${problem}`),
  ];
  return {
    readable: events.length === 0 ? "No results found." : `${table}\nFile events shown: ${events.length}${total}.`,
    ...(args["add-to-context"] && { context: { "Code42.FileEvents": events.map(toFileEventContext) } }),
    raw: events,
    ...(warnings.length > 0 && { warnings }),
  };
};

// --- internal ---

/** Incydr's largest page. */
const MAX_PAGE_SIZE = 10_000;

interface Found {
  events: FileEvent[];
  totalCount: number | undefined;
  problems: string[];
}

async function search(
  client: Incydr,
  query: FileEventQuery,
  wanted: number,
  progress: (done: number, total?: number, what?: string) => void,
  signal: AbortSignal,
): Promise<Found> {
  const found: Found = { events: [], totalCount: undefined, problems: [] };
  try {
    for await (const page of client.fileEvents.pages(query, Math.min(wanted, MAX_PAGE_SIZE), signal)) {
      found.events.push(...page.fileEvents.slice(0, wanted - found.events.length));
      found.totalCount ??= page.totalCount;
      found.problems.push(...page.problems);
      progress(found.events.length, Math.min(wanted, found.totalCount ?? wanted), "file events");
      if (found.events.length >= wanted) break;
    }
  } catch (error) {
    throw error instanceof ApiError && error.status === 400 ? refused(error) : error;
  }
  return found;
}

/** The query is the analyst's, so it is for the analyst to change it. */
function refused(error: ApiError): ArgumentError {
  return new ArgumentError(
    `Incydr refused the query: ${error.body}`,
    "Correct the term, operator or value that it names; terms are paths of a file event, such as file.name.",
    { cause: error },
  );
}
