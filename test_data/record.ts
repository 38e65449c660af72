// Makes the recordings in this folder, from the simulator: node --conditions=soarkit-source test_data/record.ts
// Seed and clock are fixed: made again, they come out the same, unless the integration or the simulator has changed.
import {
  runCommand,
  runFetch,
  runTest,
  startSimulator,
  type RunCommandOptions,
  type TestSimulator,
} from "soarkit/testing";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Records every command, each resource's in a folder of its own below `target`. What was there before is removed. */
export async function recordAll(target: string): Promise<void> {
  for (const [resource, scenes] of Object.entries(resources)) {
    const folder = join(target, resource);
    await rm(folder, { recursive: true, force: true });
    for (const { knobs = {}, steps } of scenes) {
      const settings = { startAt: "2026-01-06T00:00:00.000Z", seed: 1, knobs: { ...small, ...knobs } };
      const simulator = await startSimulator(integration, settings);
      try {
        for (const step of steps) await step({ integration, simulator, record: folder });
      } finally {
        await simulator.close();
      }
    }
  }
}

// --- internal ---

const integration = fileURLToPath(new URL("..", import.meta.url));

/** So little that a recording can be read. */
const small = { sessions: 3, users: 4, events: 40 };

interface StepOptions {
  integration: string;
  simulator: TestSimulator;
  record: string;
}
type Step = (options: StepOptions) => Promise<unknown>;
type Given = Pick<RunCommandOptions, "incident" | "context">;

/** What is recorded on one simulator, one step after the other. */
interface Scene {
  knobs?: Record<string, string | number | string[]>;
  steps: Step[];
}

const exemplary = "5c0e9c54-77b1-4f0a-9d30-1f5f0c6d2a11";
const second = "a889a3f9-7c37-4f1b-9aac-f12040ab95ea";
const third = "6d28662b-4015-44a3-90a5-e43a47df2e3a";
const departing = "b7a6f8f2-1111-4000-8000-00000000d001";
const leaver = "user1.quill@acme.test";
const colleague = "ilse.bos@acme.test";
const unknownField = { groups: [{ filters: [{ term: "file.colour", operator: "IS", value: "red" }] }] };
const event = (id: string, name: string) => ({ event: { id }, file: { name } });

const resources: Record<string, Scene[]> = {
  instance: [{ steps: [runTest] }],
  sessions: [
    {
      steps: [
        run("code42-alert-get", { id: exemplary }),
        run("code42-alert-get", { id: "no-such-alert" }),
        run("code42-alert-update", { id: exemplary, state: "IN_PROGRESS" }),
        run("code42-alert-update", { id: "no-such-alert", state: "CLOSED" }),
        run("code42-alert-resolve", { id: exemplary }),
      ],
    },
    { knobs: { names: "absent" }, steps: [run("code42-alert-get", { id: second })] },
    { knobs: { fault: ["503=5:GET:/v1/sessions:1"] }, steps: [run("code42-alert-get", { id: third })] },
    {
      knobs: { fault: ["403:POST:/v1/sessions"] },
      steps: [run("code42-alert-update", { id: third, state: "CLOSED_FP" })],
    },
    { steps: [fetchTwice] },
  ],
  "file-events": [
    {
      steps: [
        run("code42-file-events-search", {
          username: leaver,
          start_time: "2026-01-05T23:24:51Z",
          end_time: "2026-01-05T23:25:21Z",
          "add-to-context": "true",
        }),
        run("code42-file-events-search", { hostname: "no-such-device" }),
        run("code42-file-events-search", { json: JSON.stringify(unknownField) }),
        run(
          "code42-file-events-table",
          {},
          {
            incident: { rawJSON: JSON.stringify({ fileevents: [event("1", "a.txt"), event("2", "b.txt")] }) },
            context: { Code42: { FileEvents: [event("2", "b.txt"), event("3", "c.txt")] } },
          },
        ),
      ],
    },
  ],
  watchlists: [
    {
      steps: [
        run("code42-watchlists-list"),
        run("code42-watchlists-list-included-users", { watchlist: departing }),
        run("code42-watchlists-list-included-users", { watchlist: "DEPARTING_EMPLOYEE", username: colleague }),
        run("code42-watchlists-list-included-users", { watchlist: "FLIGHT_RISK" }),
        run("code42-watchlists-add-user", { username: colleague, watchlist: "DEPARTING_EMPLOYEE" }),
        run("code42-watchlists-add-user", { username: "nobody@acme.test", watchlist: departing }),
        run("code42-watchlists-remove-user", { username: leaver, watchlist: departing }),
        run("code42-watchlists-remove-user", { username: leaver, watchlist: "High Risk Employee" }),
      ],
    },
  ],
};

function run(name: string, args: Record<string, string> = {}, given: Given = {}): Step {
  return (options) => runCommand(name, args, { ...options, ...given });
}

/** Between the runs one session gets another alert and another severity. */
function fetchTwice(options: StepOptions): Promise<unknown> {
  const more = { severity: 2, alerts: 1 };
  const between = () => options.simulator.control(`/sessions/${exemplary}/data`, more);
  return runFetch({ ...options, params: { fetch_time: "31 days" }, runs: 2, between });
}

if (import.meta.main) await recordAll(import.meta.dirname);
