import { departingEmployees, highRiskEmployees } from "./expected/watchlists.ts";
import { code42, readRecorded } from "./recorded.ts";

const recorded = await readRecorded(code42);
const departing = "b7a6f8f2-1111-4000-8000-00000000d001";
const custom = "b7a6f8f2-1111-4000-8000-00000000d002";
const created = "f27ae6c4-8460-427b-981d-fdcfc4963cb0";
const leaver = "user1.quill@acme.test";
const colleague = "ilse.bos@acme.test";

describe("the recorded watchlist commands", () => {
  const byName = (name: string) => `GET /v1/actors/actor/name/${encodeURIComponent(name)}/parent`;
  const header = "### Code42 Watchlists\n|WatchlistType|Title|IncludedUsersCount|WatchlistID|\n|---|---|---|---|\n";

  it("list the watchlists under both spellings", () =>
    recorded.replay("watchlists/code42-watchlists-list", {
      entry: {
        readable: `${header}| DEPARTING_EMPLOYEE |  | 1 | ${departing} |\n| CUSTOM | High Risk Employee | 0 | ${custom} |\n`,
      },
      context: { Code42: { Watchlists: [departingEmployees, highRiskEmployees] } },
      requests: ["GET /v2/watchlists 200"],
    }));

  it("list who was added", () =>
    recorded.replay("watchlists/code42-watchlists-list-included-users", {
      entry: {
        readable:
          "### Code42 Watchlist Users\n|Username|AddedTime|WatchlistID|\n|---|---|---|\n" +
          `| ${leaver} | 2026-01-03T21:30:00.123456Z | ${departing} |\n`,
      },
      context: {
        Code42: {
          WatchlistUsers: [{ WatchlistID: departing, Username: leaver, AddedTime: "2026-01-03T21:30:00.123456Z" }],
        },
      },
      requests: [`GET /v2/watchlists/${departing}/included-actors 200`],
    }));

  it("say that one user was not added", () =>
    recorded.replay("watchlists/code42-watchlists-list-included-users-2", {
      entry: { readable: "No results found.", contents: [] },
      requests: [
        "GET /v2/watchlists 200",
        `${byName(colleague)} 200`,
        `GET /v2/watchlists/${departing}/included-actors/1190000000000000103 404`,
        `GET /v2/watchlists/${departing} 200`,
      ],
    }));

  it("name the watchlists there are, where there is none of the name", () =>
    recorded.replay("watchlists/code42-watchlists-list-included-users-3", {
      entry: {
        type: "warning",
        contents:
          "There is no watchlist with the type or title FLIGHT_RISK. Run code42-watchlists-list to see all watchlists. " +
          "Among them: DEPARTING_EMPLOYEE, High Risk Employee.",
      },
      requests: ["GET /v2/watchlists 200"],
    }));

  it("add a user", () =>
    recorded.replay("watchlists/code42-watchlists-add-user", {
      entry: { type: "note" },
      context: {
        Code42: { UsersAddedToWatchlists: { Watchlist: "DEPARTING_EMPLOYEE", Username: colleague, Success: true } },
      },
      requests: [
        `${byName(colleague)} 200`,
        "GET /v2/watchlists 200",
        `POST /v2/watchlists/${departing}/included-actors/add 204`,
      ],
    }));

  it("add nobody whom Incydr does not know", () =>
    recorded.replay("watchlists/code42-watchlists-add-user-2", {
      entry: {
        type: "error",
        contents:
          "No user found with username nobody@acme.test.\nGive the whole name as Incydr shows it, usually an email address.",
      },
      error: "NOT_FOUND",
      requests: [`${byName("nobody@acme.test")} 404`],
    }));

  it("remove a user", () =>
    recorded.replay("watchlists/code42-watchlists-remove-user", {
      entry: { type: "note" },
      context: {
        Code42: { UsersRemovedFromWatchlists: { Watchlist: departing, Username: leaver, Success: true } },
      },
      requests: [
        `${byName(leaver)} 200`,
        `GET /v2/watchlists/${departing}/included-actors/1190000000000000101 200`,
        `POST /v2/watchlists/${departing}/included-actors/delete 204`,
      ],
    }));

  it("do not call it success to remove who was not added", () =>
    recorded.replay("watchlists/code42-watchlists-remove-user-2", {
      entry: {
        type: "error",
        contents:
          `${leaver} was not added to the watchlist High Risk Employee.\nRun code42-watchlists-list-included-users ` +
          'watchlist="High Risk Employee" to see who was; members by department or group cannot be removed.',
      },
      error: "NOT_FOUND",
      requests: [
        `${byName(leaver)} 200`,
        "GET /v2/watchlists 200",
        `GET /v2/watchlists/${custom}/included-actors/1190000000000000101 404`,
        `GET /v2/watchlists/${custom} 200`,
      ],
    }));

  it("create a watchlist", () =>
    recorded.replay("watchlists/code42-watchlists-create", {
      entry: {
        type: "note",
        readable: `${header.replace("Watchlists", "Watchlist Created")}| CUSTOM | Ledger | 0 | ${created} |\n`,
      },
      context: {
        Code42: {
          Watchlists: {
            Id: created,
            ListType: "CUSTOM",
            IncludedUserCount: 0,
            WatchlistID: created,
            WatchlistType: "CUSTOM",
            IncludedUsersCount: 0,
            Title: "Ledger",
          },
        },
      },
      requests: ["GET /v2/watchlists 200", "POST /v2/watchlists 200"],
    }));

  it("leave a watchlist as it is that exists already", () =>
    recorded.replay("watchlists/code42-watchlists-create-2", {
      entry: { type: "note" },
      context: { Code42: { Watchlists: departingEmployees } },
      requests: ["GET /v2/watchlists 200"],
    }));

  it("delete a watchlist", () =>
    recorded.replay("watchlists/code42-watchlists-delete", {
      entry: { type: "note", readable: "The watchlist High Risk Employee was deleted." },
      context: { Code42: { Watchlists: { WatchlistID: custom, Deleted: true } } },
      requests: ["GET /v2/watchlists 200", `DELETE /v2/watchlists/${custom} 204`],
    }));

  it("do not call it success to delete a watchlist that is not there", () =>
    recorded.replay("watchlists/code42-watchlists-delete-2", {
      entry: { type: "error" },
      error: "NOT_FOUND",
      requests: ["GET /v2/watchlists 200"],
    }));
});
