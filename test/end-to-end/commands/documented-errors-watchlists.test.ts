// What Incydr refuses about watchlists and actors.
import { describeFamily, type Case } from "./family.ts";
import { api, argument, notFound, pass, refuse } from "./incydr-refuses.ts";

const departing = "b7a6f8f2-1111-4000-8000-00000000d001";
const nowhere = "b7a6f8f2-1111-4000-8000-0000000000ff";
const mara = "user1.quill@acme.test";
const ilse = "ilse.bos@acme.test";
const lists = "GET /v2/watchlists 200";
const byName = (name: string, status = 200) => `GET /v1/actors/actor/name/${encodeURIComponent(name)}/parent ${status}`;
const change = (verb: "add" | "delete", list: string, status: number) =>
  `POST /v2/watchlists/${list}/included-actors/${verb} ${status}`;
const member = (list: string, id: string, status: number) =>
  `GET /v2/watchlists/${list}/included-actors/1190000000000000${id} ${status}`;
const noList = notFound(
  `There is no watchlist with the ID ${nowhere}.`,
  "Run code42-watchlists-list to see all watchlists.",
);
const noUser = notFound(
  "No user found with username nobody@acme.test.",
  "Give the whole name as Incydr shows it, usually an email address.",
);
const notToBeListed = notFound(
  `Incydr has the actor ${ilse}, but finds no such user to put on a watchlist.`,
  `Run code42-actor-get username=${ilse} to see whether the actor is active and in scope; one who has just been ` +
    "removed cannot be added.",
);

/** Refusals of a change with 400, as text of version 1 of the API; version 2 has published none of its own. */
const ofChanges: Case[] = [
  {
    it: "name the watchlist that there is not (Watchlist not found)",
    line: `!code42-watchlists-add-user username=${mara} watchlist=${nowhere}`,
    ...noList,
    requests: [byName(mara), change("add", nowhere, 400), `GET /v2/watchlists/${nowhere} 404`],
  },
  {
    it: "name the watchlist that there is not to remove from",
    line: `!code42-watchlists-remove-user username=${mara} watchlist=${nowhere}`,
    ...noList,
    requests: [byName(mara), member(nowhere, "101", 404), `GET /v2/watchlists/${nowhere} 404`],
  },
  {
    it: "name the user whom the watchlists do not know (User not found)",
    line: `!code42-watchlists-add-user username=${ilse} watchlist=${departing}`,
    faults: [refuse("POST", "/v2/watchlists", 400, "User not found")],
    ...notToBeListed,
    requests: [
      byName(ilse),
      change("add", departing, 400),
      `GET /v2/watchlists/${departing} 200`,
      member(departing, "103", 404),
    ],
  },
  {
    it: "name the user under the former list of departing employees, too (User not found)",
    line: `!code42-departingemployee-add username=${ilse}`,
    faults: [refuse("POST", "/v2/watchlists", 400, "User not found")],
    ...notToBeListed,
    requests: [
      byName(ilse),
      lists,
      change("add", departing, 400),
      `GET /v2/watchlists/${departing} 200`,
      member(departing, "103", 404),
    ],
  },
  {
    it: "say that a user is off a watchlist whom somebody else removes in the same moment (User not found)",
    line: `!code42-watchlists-remove-user username=${mara} watchlist=${departing}`,
    faults: [
      pass("GET", "/v2/watchlists/*/included-actors/*"),
      refuse("GET", "/v2/watchlists/*/included-actors/*", 404),
      refuse("POST", "/v2/watchlists", 400, "User not found"),
    ],
    ...notFound(
      `${mara} was not added to the watchlist ${departing}.`,
      `Run code42-watchlists-list-included-users watchlist="${departing}" to see who was; members by department or ` +
        "group cannot be removed.",
    ),
    requests: [
      byName(mara),
      member(departing, "101", 200),
      change("delete", departing, 400),
      member(departing, "101", 404),
      `GET /v2/watchlists/${departing} 200`,
    ],
  },
  {
    it: "leave a refusal for an unknown reason to the vendor",
    line: `!code42-watchlists-add-user username=${ilse} watchlist=${departing}`,
    faults: [refuse("POST", "/v2/watchlists", 400, "Something else")],
    ...api(
      `POST /v2/watchlists/${departing}/included-actors/add was answered with 400: Something else.`,
      "The vendor says why it did not accept the request; change the command's arguments accordingly.",
    ),
    requests: [
      byName(ilse),
      change("add", departing, 400),
      `GET /v2/watchlists/${departing} 200`,
      member(departing, "103", 404),
    ],
  },
  {
    it: "add whom the former list would have refused as on it already",
    line: `!code42-departingemployee-add username=${mara}`,
    context: {
      Code42: {
        DepartingEmployee: {
          CaseID: "1190000000000000101",
          UserID: "1190000000000000101",
          Username: mara,
          DepartureDate: "2026-03-01",
          Note: "Handed in notice",
        },
      },
    },
    requests: [byName(mara), lists, change("add", departing, 204)],
  },
  {
    it: "do not know the type of a new watchlist that Incydr does not know (WatchlistType)",
    line: "!code42-watchlists-create type=FLIGHT_RISK",
    faults: [
      refuse(
        "POST",
        "/v2/watchlists",
        400,
        '{"errors":{"$.watchlistType":["The JSON value could not be converted to WatchlistSdk.Model.WatchlistType."]}}',
      ),
    ],
    ...argument(
      "Incydr has no watchlists of the type FLIGHT_RISK.",
      'Run code42-watchlists-list to see those there are, or give type=CUSTOM title="…" for a list of your own.',
    ),
    requests: [lists, "POST /v2/watchlists 400"],
  },
];

/** 404 for a watchlist or an actor: a warning where something is read, an error where something is to be done. */
const ofReads: Case[] = [
  {
    it: "warn of a watchlist whose members there are not to read",
    line: `!code42-watchlists-list-included-users ${nowhere}`,
    shows: [`There is no watchlist with the ID ${nowhere}. Run code42-watchlists-list to see all watchlists.`],
    requests: [`GET /v2/watchlists/${nowhere}/included-actors 404`],
  },
  {
    it: "delete no watchlist that there is not",
    line: `!code42-watchlists-delete watchlist=${nowhere}`,
    flags: ["--yes"],
    ...noList,
    requests: [`GET /v2/watchlists/${nowhere} 404`],
  },
  {
    it: "warn of an actor who is not there to read, by ID",
    line: "!code42-actor-get id=7",
    shows: ["There is no actor with the ID 7."],
    requests: ["GET /v1/actors/actor/id/7/family 404"],
  },
  ...["code42-actor-get", "code42-user-get-risk-profile"].map((command) => ({
    it: `warn of an actor who is not there to read, by name: ${command}`,
    line: `!${command} username=nobody@acme.test`,
    shows: ["No user found with username nobody@acme.test."],
    requests: [
      command === "code42-actor-get"
        ? "GET /v1/actors/actor/name/nobody%40acme.test/family 404"
        : byName("nobody@acme.test", 404),
    ],
  })),
  ...[
    "code42-user-update-risk-profile username=nobody@acme.test notes=x",
    "code42-watchlists-add-user username=nobody@acme.test watchlist=DEPARTING_EMPLOYEE",
    "code42-departingemployee-add username=nobody@acme.test",
    "code42-highriskemployee-add-risk-tags username=nobody@acme.test risktags=FLIGHT_RISK",
  ].map((line) => ({
    it: `change nothing of an actor who is not there: ${line.split(" ")[0] ?? ""}`,
    line: `!${line}`,
    ...noUser,
    requests: [byName("nobody@acme.test", 404)],
  })),
  {
    it: "name the actor who has gone between the look-up and the change",
    line: `!code42-user-update-risk-profile username=${mara} notes=x`,
    faults: [refuse("PATCH", "/v1/actors", 404, '{"error":"actor not found"}')],
    ...notFound(
      `No user found with username ${mara}.`,
      "Give the whole name as Incydr shows it, usually an email address.",
    ),
    requests: [byName(mara), "PATCH /v1/actors/actor/id/1190000000000000101 404"],
  },
];

describeFamily("the commands for watchlists and actors, where Incydr refuses", [...ofChanges, ...ofReads]);
