import { isNotFound, type Handler } from "soarkit";
import type { CaseFileEvent } from "./_api/cases.ts";
import { noCaseText } from "./_cases.ts";
import { showList } from "./_listing.ts";
import type { Code42 } from "./_manifest.gen.ts";
import { toCaseFileEvent } from "./_map/case.ts";

export const run: Handler<Code42, "code42-case-list-file-events"> = async ({ args, client, progress, signal }) => {
  const number = args.casenumber;
  const events: CaseFileEvent[] = [];
  try {
    for await (const page of client.cases.fileEvents(number, signal)) {
      events.push(...page);
      progress(events.length, undefined, "file events");
    }
  } catch (error) {
    if (isNotFound(error)) return { warnings: [noCaseText(number)] };
    throw error;
  }
  const shown = events.map((event) => toCaseFileEvent(number, event));
  return {
    readable: showList(`Code42 File Events of Case ${number}`, shown, {
      headers: ["Timestamp", "FileName", "FilePath", "RiskScore", "RiskSeverity", "FileAvailability", "EventID"],
    }),
    context: { "Code42.CaseFileEvents": shown },
    raw: events,
  };
};
