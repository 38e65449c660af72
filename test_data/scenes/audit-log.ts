import { run, type Scene } from "./_scene.ts";

export const scenes: Scene[] = [
  {
    steps: [
      run("code42-audit-log-search", { start_time: "2026-01-05T23:00:00Z", end_time: "2026-01-06T00:00:00Z" }),
      run("code42-audit-log-search", { actor_names: "nobody@acme.test" }),
      run("code42-get-events", {
        start_date: "2026-01-05T23:00:00Z",
        end_date: "2026-01-06T00:00:00Z",
        event_type: "audit-logs",
      }),
      run("code42-get-events", {
        start_date: "2026-01-05T08:00:00Z",
        end_date: "2026-01-05T15:00:00Z",
        event_type: "file-events",
        limit: "2",
      }),
    ],
  },
  {
    knobs: { fault: ["403:POST:/v1/audit"] },
    steps: [run("code42-audit-log-search", { event_types: "logged_in" })],
  },
];
