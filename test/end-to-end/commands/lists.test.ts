import { departingColleague, departingLeaver, removedLeaver } from "../../commands/expected/lists.ts";
import { describeFamily, type Case } from "./family.ts";

const departing = "b7a6f8f2-1111-4000-8000-00000000d001";
const custom = "b7a6f8f2-1111-4000-8000-00000000d002";
const mara = "user1.quill@acme.test";
const ilse = "ilse.bos@acme.test";
const piet = "piet@acme.test";
const byName = (name: string, status = 200) => `GET /v1/actors/actor/name/${encodeURIComponent(name)}/parent ${status}`;
const lists = "GET /v2/watchlists 200";
const member = (list: string, id: string, status = 200) =>
  `GET /v2/watchlists/${list}/included-actors/1190000000000000${id} ${status}`;
const fault = '{"error":"a fault that was set"}';
const lacking = (method: string, path: string) => ({
  code: "CREDENTIALS",
  who: "administrator",
  message: `The credentials lack the permission for ${method} ${path} (403): ${fault}.`,
  hint: "Give the API client at the vendor's the permission that this request needs (see `soar commands NAME`).",
});

const departingEmployees: Case[] = [
  {
    it: "adds a departing employee",
    line: `!code42-departingemployee-add username=${ilse} departuredate=2026-01-06 note="Found another place"`,
    context: { Code42: { DepartingEmployee: departingColleague } },
    shows: ["Watchlist: DEPARTING_EMPLOYEE", "Use code42-watchlists-add-user instead."],
    requests: [
      byName(ilse),
      lists,
      `POST /v2/watchlists/${departing}/included-actors/add 204`,
      "PATCH /v1/actors/actor/id/1190000000000000103 200",
    ],
  },
  {
    it: "refuses a departure on a day that does not exist",
    line: `!code42-departingemployee-add username=${ilse} departuredate=2026-02-30`,
    exit: 2,
    error: {
      code: "ARGUMENT",
      who: "analyst",
      message: 'departuredate must be a date of the form YYYY-MM-DD, not "2026-02-30".',
      hint: "Give a day that exists, such as 2026-02-28.",
    },
    requests: [],
  },
  {
    it: "tells the administrator that the API client may not write actors",
    line: `!code42-departingemployee-add username=${ilse} note=x`,
    faults: [{ method: "PATCH", path: "/v1/actors/*", kind: "status", status: 403, times: 9 }],
    exit: 2,
    error: lacking("PATCH", "/v1/actors/actor/id/1190000000000000103"),
    requests: [
      byName(ilse),
      lists,
      `POST /v2/watchlists/${departing}/included-actors/add 204`,
      "PATCH /v1/actors/actor/id/1190000000000000103 403",
    ],
  },
  {
    it: "lists the departing employees, and repeats a read that failed once",
    line: "!code42-departingemployee-get-all",
    faults: [{ method: "GET", path: "/v2/watchlists/*", kind: "status", status: 503, times: 1 }],
    context: { Code42: { DepartingEmployee: [departingLeaver, departingColleague] } },
    requests: [
      lists,
      `GET /v2/watchlists/${departing}/included-actors 503`,
      `GET /v2/watchlists/${departing}/included-actors 200`,
      "GET /v1/actors/actor/search 200",
    ],
  },
  {
    it: "lists the departing employees who have moved files",
    line: "!code42-departingemployee-get-all filtertype=EXFILTRATION_24_HOURS results=1",
    context: { Code42: { DepartingEmployee: [departingLeaver] } },
    requests: [
      lists,
      `GET /v2/watchlists/${departing}/included-actors 200`,
      "POST /v2/file-events/grouping 200",
      "GET /v1/actors/actor/id/1190000000000000101 200",
    ],
  },
  {
    it: "looks up a departing employee",
    line: `!code42-departingemployee-get ${mara}`,
    context: { Code42: { DepartingEmployee: departingLeaver } },
    requests: [byName(mara), lists, member(departing, "101")],
  },
  {
    it: "warns where there is no such departing employee, and repeats a read that failed once",
    line: `!code42-departingemployee-get ${piet}`,
    faults: [{ method: "GET", path: "/v1/actors/*", kind: "status", status: 503, times: 1 }],
    shows: ["piet@acme.test was not added to the watchlist DEPARTING_EMPLOYEE."],
    requests: [byName(piet, 503), byName(piet), lists, member(departing, "102", 404)],
  },
  {
    it: "removes a departing employee",
    line: `!code42-departingemployee-remove username=${mara}`,
    context: { Code42: { DepartingEmployee: removedLeaver } },
    requests: [
      byName(mara),
      lists,
      member(departing, "101"),
      `POST /v2/watchlists/${departing}/included-actors/delete 204`,
    ],
  },
  {
    it: "does not call it success to remove who is no departing employee",
    line: `!code42-departingemployee-remove username=${mara}`,
    exit: 2,
    error: {
      code: "NOT_FOUND",
      who: "analyst",
      message: "user1.quill@acme.test was not added to the watchlist DEPARTING_EMPLOYEE.",
      hint:
        'Run code42-watchlists-list-included-users watchlist="DEPARTING_EMPLOYEE" to see who was; members by ' +
        "department or group cannot be removed.",
    },
    requests: [byName(mara), lists, member(departing, "101", 404)],
  },
];

const highRiskEmployees: Case[] = [
  {
    it: "adds a high-risk employee",
    line: `!code42-highriskemployee-add username=${mara} note=Careful`,
    context: { Code42: { HighRiskEmployee: { UserID: "1190000000000000101", Username: mara, Note: "Careful" } } },
    shows: ["Watchlist: High Risk Employee"],
    requests: [
      byName(mara),
      lists,
      `POST /v2/watchlists/${custom}/included-actors/add 204`,
      "PATCH /v1/actors/actor/id/1190000000000000101 200",
    ],
  },
  {
    it: "tells the administrator of a parameter that is the id of no watchlist",
    line: `!code42-highriskemployee-add username=${mara}`,
    env: { SOAR_HIGH_RISK_WATCHLIST: "b7a6f8f2-1111-4000-8000-0000000000ff" },
    exit: 2,
    error: {
      code: "PARAMETER",
      who: "administrator",
      message: "high_risk_watchlist is the ID of no watchlist: b7a6f8f2-1111-4000-8000-0000000000ff.",
      hint: "Set high_risk_watchlist to the title, the type or the ID of a watchlist; code42-watchlists-list shows them.",
    },
    requests: [
      byName(mara),
      "POST /v2/watchlists/b7a6f8f2-1111-4000-8000-0000000000ff/included-actors/add 400",
      "GET /v2/watchlists/b7a6f8f2-1111-4000-8000-0000000000ff 404",
    ],
  },
  {
    it: "gives risk tags, and creates their lists",
    line: `!code42-highriskemployee-add-risk-tags username=${mara} risktags=FLIGHT_RISK`,
    context: {
      Code42: { HighRiskEmployee: { UserID: "1190000000000000101", Username: mara, RiskTags: "FLIGHT_RISK" } },
    },
    requests: [
      byName(mara),
      lists,
      "POST /v2/watchlists 200",
      "POST /v2/watchlists/f27ae6c4-8460-427b-981d-fdcfc4963cb0/included-actors/add 204",
    ],
  },
  {
    it: "does not create a list again where that failed",
    line: `!code42-highriskemployee-add-risk-tags username=${mara} risktags=CONTRACT_EMPLOYEE`,
    faults: [{ method: "POST", path: "/v2/watchlists", kind: "status", status: 500, times: 9 }],
    exit: 3,
    error: {
      code: "API",
      who: "vendor",
      message: `POST /v2/watchlists was answered with 500: ${fault}.`,
      hint: "The fault is at the vendor's. Try again later; if it stays so, ask the vendor.",
    },
    requests: [byName(mara), lists, "POST /v2/watchlists 500"],
  },
  {
    it: "lists the high-risk employees who have a risk tag",
    line: "!code42-highriskemployee-get-all risktags=FLIGHT_RISK",
    faults: [{ method: "GET", path: "/v2/watchlists", kind: "status", status: 503, times: 1 }],
    context: {
      Code42: { HighRiskEmployee: [{ UserID: "1190000000000000101", Username: mara, Note: "Careful" }] },
    },
    requests: [
      "GET /v2/watchlists 503",
      lists,
      "GET /v2/watchlists/f27ae6c4-8460-427b-981d-fdcfc4963cb0/included-actors 200",
      `GET /v2/watchlists/${custom}/included-actors 200`,
      "GET /v1/actors/actor/id/1190000000000000101 200",
    ],
  },
  {
    it: "looks up a high-risk employee",
    line: `!code42-highriskemployee-get ${mara}`,
    context: { Code42: { HighRiskEmployee: { UserID: "1190000000000000101", Username: mara, Note: "Careful" } } },
    requests: [byName(mara), lists, member(custom, "101")],
  },
  {
    it: "tells the administrator that the API client may not read watchlists",
    line: `!code42-highriskemployee-get ${mara}`,
    faults: [{ method: "GET", path: "/v2/watchlists", kind: "status", status: 403, times: 9 }],
    exit: 2,
    error: lacking("GET", "/v2/watchlists"),
    requests: [byName(mara), "GET /v2/watchlists 403"],
  },
  {
    it: "takes risk tags",
    line: `!code42-highriskemployee-remove-risk-tags username=${mara} risktags=FLIGHT_RISK,HIGH_IMPACT_EMPLOYEE`,
    context: {
      Code42: {
        HighRiskEmployee: {
          UserID: "1190000000000000101",
          Username: mara,
          RiskTags: "FLIGHT_RISK,HIGH_IMPACT_EMPLOYEE",
        },
      },
    },
    shows: ["user1.quill@acme.test did not have the risk tags HIGH_IMPACT_EMPLOYEE."],
    requests: [
      byName(mara),
      lists,
      "GET /v2/watchlists/f27ae6c4-8460-427b-981d-fdcfc4963cb0/included-actors/1190000000000000101 200",
      "POST /v2/watchlists/f27ae6c4-8460-427b-981d-fdcfc4963cb0/included-actors/delete 204",
    ],
  },
  {
    it: "does not call it success to take risk tags that the user does not have",
    line: `!code42-highriskemployee-remove-risk-tags username=${mara} risktags=HIGH_IMPACT_EMPLOYEE`,
    exit: 2,
    error: {
      code: "NOT_FOUND",
      who: "analyst",
      message: "user1.quill@acme.test has none of the risk tags HIGH_IMPACT_EMPLOYEE.",
      hint: "A risk tag is the watchlist of its name: code42-watchlists-list-included-users shows who was added to it.",
    },
    requests: [byName(mara), lists],
  },
  {
    it: "removes a high-risk employee",
    line: `!code42-highriskemployee-remove username=${mara}`,
    context: { Code42: { HighRiskEmployee: { UserID: "1190000000000000101", Username: mara } } },
    requests: [byName(mara), lists, member(custom, "101"), `POST /v2/watchlists/${custom}/included-actors/delete 204`],
  },
  {
    it: "names the user to remove whom Incydr does not know",
    line: "!code42-highriskemployee-remove username=user1",
    exit: 2,
    error: {
      code: "NOT_FOUND",
      who: "analyst",
      message: "No user found with username user1.",
      hint: "Give the whole name as Incydr shows it, usually an email address.",
    },
    requests: [byName("user1", 404)],
  },
];

describeFamily("the commands for departing employees", departingEmployees);
describeFamily("the commands for high-risk employees", highRiskEmployees);
