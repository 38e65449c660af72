import { departingEmployees, highRiskEmployees } from "../../commands/expected/watchlists.ts";
import { describeFamily } from "./family.ts";

const departing = "b7a6f8f2-1111-4000-8000-00000000d001";
/** The first that is created. */
const flightRisk = "f27ae6c4-8460-427b-981d-fdcfc4963cb0";
const mara = "user1.quill@acme.test";

describeFamily("the watchlist commands", [
  {
    it: "lists the watchlists",
    line: "!code42-watchlists-list",
    context: { Code42: { Watchlists: [departingEmployees, highRiskEmployees] } },
    requests: ["GET /v2/watchlists 200"],
  },
  {
    it: "repeats a read that failed once",
    line: `!code42-watchlists-list-included-users watchlist=${departing} username=${mara}`,
    faults: [{ method: "GET", path: "/v2/watchlists/*", kind: "status", status: 503, times: 1 }],
    context: {
      Code42: {
        WatchlistUsers: [{ WatchlistID: departing, Username: mara, AddedTime: "2026-01-03T21:30:00.123456Z" }],
      },
    },
    requests: [
      `GET /v1/actors/actor/name/${encodeURIComponent(mara)}/parent 200`,
      `GET /v2/watchlists/${departing}/included-actors/1190000000000000101 503`,
      `GET /v2/watchlists/${departing}/included-actors/1190000000000000101 200`,
    ],
  },
  {
    it: "adds a user to a watchlist",
    line: `!code42-watchlists-add-user username=${mara} watchlist="High Risk Employee"`,
    context: { Code42: { UsersAddedToWatchlists: { Watchlist: "High Risk Employee", Username: mara, Success: true } } },
    requests: [
      `GET /v1/actors/actor/name/${encodeURIComponent(mara)}/parent 200`,
      "GET /v2/watchlists 200",
      "POST /v2/watchlists/b7a6f8f2-1111-4000-8000-00000000d002/included-actors/add 204",
    ],
  },
  {
    it: "tells the administrator that the API client may not remove users",
    line: `!code42-watchlists-remove-user username=${mara} watchlist=${departing}`,
    faults: [{ method: "POST", path: "/v2/watchlists/*", kind: "status", status: 403, times: 9 }],
    exit: 2,
    error: {
      code: "CREDENTIALS",
      who: "administrator",
      message:
        `The credentials lack the permission for POST /v2/watchlists/${departing}/included-actors/delete (403): ` +
        '{"error":"a fault that was set"}.',
      hint: "Give the API client at the vendor's the permission that this request needs (see `soar commands NAME`).",
    },
    requests: [
      `GET /v1/actors/actor/name/${encodeURIComponent(mara)}/parent 200`,
      `GET /v2/watchlists/${departing}/included-actors/1190000000000000101 200`,
      `POST /v2/watchlists/${departing}/included-actors/delete 403`,
    ],
  },
  {
    it: "leaves a watchlist as it is that exists already",
    line: "!code42-watchlists-create type=DEPARTING_EMPLOYEE",
    context: { Code42: { Watchlists: departingEmployees } },
    shows: [`The watchlist DEPARTING_EMPLOYEE (${departing}) exists already and was left as it is.`],
    requests: ["GET /v2/watchlists 200"],
  },
  {
    it: "does not repeat the creation of a watchlist that failed",
    line: "!code42-watchlists-create type=FLIGHT_RISK",
    faults: [{ method: "POST", path: "/v2/watchlists", kind: "status", status: 500, times: 9 }],
    exit: 3,
    error: {
      code: "API",
      who: "vendor",
      message: 'POST /v2/watchlists was answered with 500: {"error":"a fault that was set"}.',
      hint: "The fault is at the vendor's. Try again later; if it stays so, ask the vendor.",
    },
    requests: ["GET /v2/watchlists 200", "POST /v2/watchlists 500"],
  },
  {
    it: "creates a watchlist",
    line: "!code42-watchlists-create type=FLIGHT_RISK",
    context: {
      Code42: {
        Watchlists: {
          Id: flightRisk,
          ListType: "FLIGHT_RISK",
          IncludedUserCount: 0,
          WatchlistID: flightRisk,
          WatchlistType: "FLIGHT_RISK",
          IncludedUsersCount: 0,
        },
      },
    },
    requests: ["GET /v2/watchlists 200", "POST /v2/watchlists 200"],
  },
  {
    it: "deletes no watchlist without a yes",
    line: "!code42-watchlists-delete watchlist=FLIGHT_RISK",
    exit: 2,
    error: {
      code: "ARGUMENT",
      who: "analyst",
      message: "code42-watchlists-delete cannot be undone and was not approved.",
      hint: "Run it with --yes when you mean it, or with --dry-run to see what it would send.",
    },
    requests: [],
  },
  {
    it: "deletes a watchlist",
    line: "!code42-watchlists-delete watchlist=FLIGHT_RISK",
    flags: ["--yes", "--quiet"],
    context: { Code42: { Watchlists: { WatchlistID: flightRisk, Deleted: true } } },
    requests: ["GET /v2/watchlists 200", `DELETE /v2/watchlists/${flightRisk} 204`],
  },
  {
    it: "does not call it success to delete what is not there",
    line: `!code42-watchlists-delete watchlist=${flightRisk}`,
    flags: ["--yes", "--quiet"],
    exit: 2,
    error: {
      code: "NOT_FOUND",
      who: "analyst",
      message: `There is no watchlist with the ID ${flightRisk}.`,
      hint: "Run code42-watchlists-list to see all watchlists.",
    },
    requests: [`DELETE /v2/watchlists/${flightRisk} 404`],
  },
]);
