import { run, type Scene } from "./_scene.ts";

export const scenes: Scene[] = [
  {
    steps: [
      run("code42-alert-rule-list"),
      run("code42-alert-rule-list", { watchlist: "DEPARTING_EMPLOYEE", enabled: "true" }),
      run("code42-alert-rule-list", { watchlist: "FLIGHT_RISK" }),
    ],
  },
];
