import { expect } from "chai";
import { departingColleague, departingLeaver, removedLeaver } from "./expected/lists.ts";
import { code42, readRecorded, type Expected } from "./recorded.ts";

const recorded = await readRecorded(code42);
const departing = "b7a6f8f2-1111-4000-8000-00000000d001";
const custom = "b7a6f8f2-1111-4000-8000-00000000d002";
const leaver = "user1.quill@acme.test";
const colleague = "ilse.bos@acme.test";
const manager = "piet@acme.test";
const lists = "GET /v2/watchlists 200";
const byName = (name: string) => `GET /v1/actors/actor/name/${encodeURIComponent(name)}/parent 200`;
const member = (list: string, id: string, status = 200) =>
  `GET /v2/watchlists/${list}/included-actors/1190000000000000${id} ${status}`;
const highRisk = { UserID: "1190000000000000103", Username: colleague };
const flight = "f27ae6c4-8460-427b-981d-fdcfc4963cb0";
const contract = "44f4094d-507c-41aa-823d-eb5c8aafaac5";

const departingTable = (title: string, ...rows: string[]) =>
  `### ${title}\nWatchlist: DEPARTING_EMPLOYEE\n|Username|DepartureDate|Note|UserID|\n|---|---|---|---|\n${rows.join("")}`;
const leaverRow = `| ${leaver} | 2026-03-01 | Handed in notice | 1190000000000000101 |\n`;
const colleagueRow = `| ${colleague} | 2026-01-06 | Found another place | 1190000000000000103 |\n`;

/** What it shows, which recording, what comes of it, and the command that has taken its place. */
const cases: [it: string, name: string, expected: Expected, successor: string][] = [
  [
    "add a departing employee",
    "code42-departingemployee-add",
    {
      entry: { readable: departingTable("Code42 Departing Employee List User Added", colleagueRow) },
      context: { Code42: { DepartingEmployee: departingColleague } },
      requests: [
        byName(colleague),
        lists,
        `POST /v2/watchlists/${departing}/included-actors/add 204`,
        "PATCH /v1/actors/actor/id/1190000000000000103 200",
      ],
    },
    "code42-watchlists-add-user",
  ],
  [
    "refuse a day that does not exist",
    "code42-departingemployee-add-2",
    {
      entry: {
        type: "error",
        contents:
          'departuredate must be a date of the form YYYY-MM-DD, not "2026-02-30".\n' +
          "Give a day that exists, such as 2026-02-28.",
      },
      error: "ARGUMENT",
      tokenRequests: 0,
    },
    "code42-watchlists-add-user",
  ],
  [
    "list the departing employees",
    "code42-departingemployee-get-all",
    {
      entry: { readable: departingTable("Code42 Departing Employees", leaverRow, colleagueRow) },
      context: { Code42: { DepartingEmployee: [departingLeaver, departingColleague] } },
      requests: [lists, `GET /v2/watchlists/${departing}/included-actors 200`, "GET /v1/actors/actor/search 200"],
    },
    "code42-watchlists-list-included-users",
  ],
  [
    "list who leaves today",
    "code42-departingemployee-get-all-2",
    {
      entry: { readable: departingTable("Code42 Departing Employees", colleagueRow) },
      context: { Code42: { DepartingEmployee: [departingColleague] } },
      requests: [lists, `GET /v2/watchlists/${departing}/included-actors 200`, "GET /v1/actors/actor/search 200"],
    },
    "code42-watchlists-list-included-users",
  ],
  [
    "list who has moved files",
    "code42-departingemployee-get-all-3",
    {
      entry: { readable: departingTable("Code42 Departing Employees", leaverRow) },
      context: { Code42: { DepartingEmployee: [departingLeaver] } },
      requests: [
        lists,
        `GET /v2/watchlists/${departing}/included-actors 200`,
        "POST /v2/file-events/grouping 200",
        "GET /v1/actors/actor/id/1190000000000000101 200",
      ],
    },
    "code42-watchlists-list-included-users",
  ],
  [
    "look up a departing employee",
    "code42-departingemployee-get",
    {
      entry: { readable: departingTable("Code42 Departing Employee", leaverRow) },
      context: { Code42: { DepartingEmployee: departingLeaver } },
      requests: [byName(leaver), lists, member(departing, "101")],
    },
    "code42-watchlists-list-included-users",
  ],
  [
    "say who is no departing employee",
    "code42-departingemployee-get-2",
    {
      entry: { type: "warning", contents: `${manager} was not added to the watchlist DEPARTING_EMPLOYEE.` },
      requests: [byName(manager), lists, member(departing, "102", 404)],
    },
    "code42-watchlists-list-included-users",
  ],
  [
    "remove a departing employee",
    "code42-departingemployee-remove",
    {
      entry: { type: "note" },
      context: { Code42: { DepartingEmployee: removedLeaver } },
      requests: [
        byName(leaver),
        lists,
        member(departing, "101"),
        `POST /v2/watchlists/${departing}/included-actors/delete 204`,
      ],
    },
    "code42-watchlists-remove-user",
  ],
  [
    "do not remove who is no departing employee",
    "code42-departingemployee-remove-2",
    {
      entry: {
        type: "error",
        contents:
          `${manager} was not added to the watchlist DEPARTING_EMPLOYEE.\n` +
          'Run code42-watchlists-list-included-users watchlist="DEPARTING_EMPLOYEE" to see who was; members by ' +
          "department or group cannot be removed.",
      },
      error: "NOT_FOUND",
      requests: [byName(manager), lists, member(departing, "102", 404)],
    },
    "code42-watchlists-remove-user",
  ],
  [
    "add a high-risk employee",
    "code42-highriskemployee-add",
    {
      entry: { type: "note" },
      context: { Code42: { HighRiskEmployee: { ...highRisk, Note: "Asked for all contracts" } } },
      requests: [
        byName(colleague),
        lists,
        `POST /v2/watchlists/${custom}/included-actors/add 204`,
        "PATCH /v1/actors/actor/id/1190000000000000103 200",
      ],
    },
    "code42-watchlists-add-user",
  ],
  [
    "give risk tags, whose lists they create",
    "code42-highriskemployee-add-risk-tags",
    {
      entry: { type: "note" },
      context: { Code42: { HighRiskEmployee: { ...highRisk, RiskTags: "FLIGHT_RISK,CONTRACT_EMPLOYEE" } } },
      requests: [
        byName(colleague),
        lists,
        "POST /v2/watchlists 200",
        `POST /v2/watchlists/${flight}/included-actors/add 204`,
        "POST /v2/watchlists 200",
        `POST /v2/watchlists/${contract}/included-actors/add 204`,
      ],
    },
    "code42-watchlists-add-user",
  ],
  [
    "list the high-risk employees who have all of some risk tags",
    "code42-highriskemployee-get-all",
    {
      entry: {
        readable:
          "### Code42 High Risk Employees\nWatchlist: High Risk Employee\n|Username|Note|UserID|\n" +
          `|---|---|---|\n| ${colleague} | Asked for all contracts | 1190000000000000103 |\n`,
      },
      context: { Code42: { HighRiskEmployee: [{ ...highRisk, Note: "Asked for all contracts" }] } },
      requests: [
        lists,
        `GET /v2/watchlists/${flight}/included-actors 200`,
        `GET /v2/watchlists/${contract}/included-actors 200`,
        `GET /v2/watchlists/${custom}/included-actors 200`,
        "GET /v1/actors/actor/id/1190000000000000103 200",
      ],
    },
    "code42-watchlists-list-included-users",
  ],
  [
    "look up a high-risk employee",
    "code42-highriskemployee-get",
    {
      entry: { type: "note" },
      context: { Code42: { HighRiskEmployee: { ...highRisk, Note: "Asked for all contracts" } } },
      requests: [byName(colleague), lists, member(custom, "103")],
    },
    "code42-watchlists-list-included-users",
  ],
  [
    "say who is no high-risk employee",
    "code42-highriskemployee-get-2",
    {
      entry: { type: "warning", contents: `${manager} was not added to the watchlist High Risk Employee.` },
      requests: [byName(manager), lists, member(custom, "102", 404)],
    },
    "code42-watchlists-list-included-users",
  ],
  [
    "take risk tags",
    "code42-highriskemployee-remove-risk-tags",
    {
      entry: { type: "note" },
      context: { Code42: { HighRiskEmployee: { ...highRisk, RiskTags: "FLIGHT_RISK,CONTRACT_EMPLOYEE" } } },
      requests: [
        byName(colleague),
        lists,
        member(flight, "103"),
        `POST /v2/watchlists/${flight}/included-actors/delete 204`,
        member(contract, "103"),
        `POST /v2/watchlists/${contract}/included-actors/delete 204`,
      ],
    },
    "code42-watchlists-remove-user",
  ],
  [
    "do not take risk tags from who has none of them",
    "code42-highriskemployee-remove-risk-tags-2",
    {
      entry: {
        type: "error",
        contents:
          `${manager} has none of the risk tags FLIGHT_RISK, CONTRACT_EMPLOYEE.\nA risk tag is the watchlist of its ` +
          "name: code42-watchlists-list-included-users shows who was added to it.",
      },
      error: "NOT_FOUND",
      requests: [byName(manager), lists, member(flight, "102", 404), member(contract, "102", 404)],
    },
    "code42-watchlists-remove-user",
  ],
  [
    "remove a high-risk employee",
    "code42-highriskemployee-remove",
    {
      entry: { type: "note" },
      context: { Code42: { HighRiskEmployee: highRisk } },
      requests: [
        byName(colleague),
        lists,
        member(custom, "103"),
        `POST /v2/watchlists/${custom}/included-actors/delete 204`,
      ],
    },
    "code42-watchlists-remove-user",
  ],
];

describe("the recorded commands for departing and high-risk employees", () => {
  for (const [sentence, name, expected, successor] of cases) {
    it(`${sentence}, and name the command that does so now`, async () => {
      const { entries } = await recorded.replay(`lists/${name}`, expected);
      const command = name.replace(/-\d$/, "");
      expect(entries.slice(1).map(({ Contents }) => Contents)).to.deep.equal([
        `${command} is deprecated. Use ${successor} instead.`,
      ]);
    });
  }

  it("warn of a risk tag that nobody was ever given", async () => {
    const { entries } = await recorded.replay("lists/code42-highriskemployee-get-all-2", {
      entry: { readable: "No results found." },
      requests: [lists],
    });
    expect(entries[1]?.Contents).to.equal("There is no watchlist HIGH_IMPACT_EMPLOYEE, so nobody is on it.");
  });
});
