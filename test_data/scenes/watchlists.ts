import { colleague, departing, leaver, run, type Scene } from "./_scene.ts";

export const scenes: Scene[] = [
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
      run("code42-watchlists-create", { type: "CUSTOM", title: "Ledger", description: "Who can read the ledger" }),
      run("code42-watchlists-create", { type: "DEPARTING_EMPLOYEE" }),
      run("code42-watchlists-delete", { watchlist: "High Risk Employee" }),
      run("code42-watchlists-delete", { watchlist: "FLIGHT_RISK" }),
    ],
  },
];
