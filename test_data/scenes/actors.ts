import { leaver, run, type Scene } from "./_scene.ts";

export const scenes: Scene[] = [
  {
    steps: [
      run("code42-user-get-risk-profile", { username: leaver }),
      run("code42-user-get-risk-profile", { username: "nobody@acme.test" }),
      run("code42-user-update-risk-profile", { username: leaver, end_date: "2026-01-31", clear: "notes" }),
      run("code42-user-update-risk-profile", { username: leaver }),
      run("code42-actor-get", { username: leaver }),
      run("code42-actor-get", { id: "1190000000000000104" }),
      run("code42-actor-get", { id: "7" }),
    ],
  },
];
