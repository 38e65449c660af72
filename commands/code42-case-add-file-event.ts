import { tableToMarkdown, type Handler } from "soarkit";
import { addFileEvents } from "./_case-file-events.ts";
import type { Code42 } from "./_manifest.gen.ts";

export const run: Handler<Code42, "code42-case-add-file-event"> = async ({ args, client, progress, signal }) => {
  const number = args.casenumber;
  const ids = [...new Set(args.eventid)];
  for (let done = 0; done < ids.length; done += AT_ONCE) {
    await addFileEvents(client, number, ids.slice(done, done + AT_ONCE), signal);
    progress(Math.min(done + AT_ONCE, ids.length), ids.length, "file events");
  }
  const added = ids.map((id) => ({ CaseNumber: number, EventID: id }));
  return {
    readable: tableToMarkdown(`Code42 File Events of Case ${number}`, added, { headers: ["EventID"] }),
    context: { "Code42.CaseFileEvents": added },
  };
};

// --- internal ---

/** How many Incydr takes at most is not published. */
const AT_ONCE = 100;
