import { EntryType, type Entry } from "../output/entry.ts";
import type { IncidentAct } from "./incident.ts";

/** The War Room's entry of something done to an incident; `at` names the instance if it was done at the vendor. */
export function actEntry(act: IncidentAct, at?: string): Entry {
  return {
    Type: EntryType.note,
    // Whatever a vendor's text says is shown as it is.
    ContentsFormat: act.kind === "note" && at === undefined ? "markdown" : "text",
    Contents: describe(act, at === undefined ? "" : " at the vendor"),
    Note: true,
    ...(at === undefined ? {} : { ModuleName: at }),
  };
}

// --- internal ---

function describe(act: IncidentAct, where: string): string {
  switch (act.kind) {
    case "close":
      return [`Closed${where}: ${act.reason}`, ...(act.notes === undefined ? [] : [act.notes])].join("\n");
    case "reopen":
      return `Reopened${where}.`;
    case "assign":
      return `Assigned${where} to ${act.owner}.`;
    case "note":
      return act.text;
  }
}
