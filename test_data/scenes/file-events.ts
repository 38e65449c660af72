import { leaver, run, type Scene } from "./_scene.ts";

const unknownField = { groups: [{ filters: [{ term: "file.colour", operator: "IS", value: "red" }] }] };
const named = (value: string) => ({ filters: [{ term: "file.name", operator: "IS", value }] });
const eitherOf = { groupClause: "OR", groups: [named("*.py"), named("*.xlsx")] };
const event = (id: string, name: string) => ({ event: { id }, file: { name } });

export const scenes: Scene[] = [
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
      run("code42-file-events-search", {
        json: JSON.stringify(eitherOf),
        username: leaver,
        min_risk_score: "8",
        results: "1",
        "add-to-context": "true",
      }),
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
];
