import { runCommand } from "soarkit/testing";
import { leaver, run, type Scene, type StepOptions } from "./_scene.ts";

export const scenes: Scene[] = [
  {
    steps: [
      run("code42-case-list", { limit: "2", srtkey: "number", srtdir: "desc" }),
      run("code42-case-list", { status: "CLOSED,ARCHIVED" }),
      run("code42-case-get", { casenumber: "17" }),
      run("code42-case-get", { casenumber: "15" }),
      run("code42-case-get", { casenumber: "99" }),
      run("code42-case-create", {
        name: "Ledger on Dropbox",
        description: "Opened from an alert",
        findings: "One file so far",
        subject: leaver,
        assignee: "1190000000000000900",
      }),
      run("code42-case-create", { name: "Ledger upload" }),
      run("code42-case-list-file-events", { casenumber: "17" }),
      addFileEvent("17"),
      addFileEvent("14"),
      run("code42-case-export", { casenumber: "17" }),
      run("code42-case-export", { casenumber: "17", format: "csv" }),
      run("code42-case-update", { casenumber: "17", findings: "Two files" }),
      run("code42-case-update", { casenumber: "17", status: "ARCHIVED", clear: "subject" }),
      run("code42-case-update", { casenumber: "17", name: "Too late" }),
      run("code42-case-delete", { casenumber: "16" }),
      run("code42-case-delete", { casenumber: "99" }),
    ],
  },
  { knobs: { fault: ["403:PUT:/v1/cases"] }, steps: [run("code42-case-update", { casenumber: "17", name: "Ledger" })] },
];

// --- internal ---

/** Adds an event that is made for it. */
function addFileEvent(casenumber: string): (options: StepOptions) => Promise<unknown> {
  return async (options) => {
    const made = await options.simulator.control("/items", { stream: "file-events" });
    const { items } = made as { items: { id: string }[] };
    return runCommand("code42-case-add-file-event", { casenumber, eventid: items.map(({ id }) => id) }, options);
  };
}
