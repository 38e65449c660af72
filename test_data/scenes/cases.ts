import { leaver, run, type Scene } from "./_scene.ts";

/** The critical event of the session that every simulated tenant has. */
const exemplaryEvent = "0_7f10aa52-0000-4000-8000-00000000a001_1767654225976040100_0000781301831434240_305_EPS";

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
      run("code42-case-add-file-event", { casenumber: "16", eventid: exemplaryEvent }),
      run("code42-case-add-file-event", { casenumber: "14", eventid: exemplaryEvent }),
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
