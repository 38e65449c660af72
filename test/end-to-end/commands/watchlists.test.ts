import { describeFamily } from "./family.ts";

const departing = "b7a6f8f2-1111-4000-8000-00000000d001";
const mara = "user1.quill@acme.test";

describeFamily("the watchlist commands", [
  {
    it: "lists the watchlists",
    line: "!code42-watchlists-list",
    context: {
      Code42: {
        Watchlists: [
          {
            Id: departing,
            ListType: "DEPARTING_EMPLOYEE",
            IncludedUserCount: 1,
            WatchlistID: departing,
            WatchlistType: "DEPARTING_EMPLOYEE",
            IncludedUsersCount: 1,
          },
          {
            Id: "b7a6f8f2-1111-4000-8000-00000000d002",
            ListType: "CUSTOM",
            IncludedUserCount: 0,
            WatchlistID: "b7a6f8f2-1111-4000-8000-00000000d002",
            WatchlistType: "CUSTOM",
            IncludedUsersCount: 0,
            Title: "High Risk Employee",
          },
        ],
      },
    },
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
      hint: "Give the API client at the vendor's the permission that this request needs.",
    },
    requests: [
      `GET /v1/actors/actor/name/${encodeURIComponent(mara)}/parent 200`,
      `GET /v2/watchlists/${departing}/included-actors/1190000000000000101 200`,
      `POST /v2/watchlists/${departing}/included-actors/delete 403`,
    ],
  },
]);
