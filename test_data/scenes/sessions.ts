import { runFetch } from "soarkit/testing";
import { exemplary, run, type Scene, type StepOptions } from "./_scene.ts";

const second = "a889a3f9-7c37-4f1b-9aac-f12040ab95ea";
const third = "6d28662b-4015-44a3-90a5-e43a47df2e3a";

export const scenes: Scene[] = [
  {
    steps: [
      run("code42-alert-get", { id: exemplary }),
      run("code42-alert-get", { id: "no-such-alert" }),
      run("code42-alert-update", { id: exemplary, state: "IN_PROGRESS" }),
      run("code42-alert-update", { id: "no-such-alert", state: "CLOSED" }),
      run("code42-alert-resolve", { id: exemplary }),
    ],
  },
  {
    steps: [
      run("code42-session-get", { id: exemplary }),
      run("code42-session-get", { id: "no-such-session" }),
      run("code42-session-search", { severity: "MODERATE,HIGH,CRITICAL", limit: "2" }),
      run("code42-session-search", { page_number: "1", page_size: "2" }),
      run("code42-session-search", { state: "CLOSED_FP" }),
      run("code42-session-add-note", { id: exemplary, notecontent: "Spoke to her manager." }),
      run("code42-session-add-note", { id: "no-such-session", notecontent: "Spoke to her manager." }),
      run("code42-alert-bulk-update", { state: "OPEN", severity: "LOW,MODERATE,HIGH", new_state: "CLOSED_FP" }),
      run("code42-alert-bulk-update", { state: "IN_PROGRESS", new_state: "CLOSED_FP" }),
      run("code42-alert-bulk-update", { new_state: "CLOSED" }),
    ],
  },
  {
    knobs: { inspection: "results" },
    steps: [
      run("code42-session-get", { id: third }),
      run("code42-session-search", { risk_indicators: "Dropbox upload" }),
    ],
  },
  { knobs: { names: "absent" }, steps: [run("code42-alert-get", { id: second })] },
  { knobs: { fault: ["503=5:GET:/v1/sessions:1"] }, steps: [run("code42-alert-get", { id: third })] },
  {
    knobs: { fault: ["403:POST:/v1/sessions"] },
    steps: [run("code42-alert-update", { id: third, state: "CLOSED_FP" })],
  },
  { steps: [fetchTwice] },
];

// --- internal ---

/** Between the runs one session gets another alert and another severity. */
function fetchTwice(options: StepOptions): Promise<unknown> {
  const more = { severity: 2, alerts: 1 };
  const between = () => options.simulator.control(`/sessions/${exemplary}/data`, more);
  return runFetch({ ...options, params: { fetch_time: "31 days" }, runs: 2, between });
}
