import { describeFamily } from "./family.ts";

const exemplary = "5c0e9c54-77b1-4f0a-9d30-1f5f0c6d2a11";
const third = "6d28662b-4015-44a3-90a5-e43a47df2e3a";

/** The third session, whole. */
const piets = {
  ID: third,
  TenantID: "7f10aa52-0000-4000-8000-00000000a001",
  ActorID: "1190000000000000104",
  Username: "piet.jansen@contractors.test",
  UserID: "1190000000000000104",
  Type: "STANDARD",
  BeginTime: "2025-12-26T06:28:00.930Z",
  EndTime: "2025-12-26T06:54:31.067Z",
  FirstObserved: "2025-12-26T07:00:31.067Z",
  LastUpdated: "2025-12-26T07:00:31.067Z",
  State: "OPEN",
  Severity: 2,
  SeverityName: "MODERATE",
  Score: 5,
  CriticalEvents: 0,
  HighEvents: 0,
  ModerateEvents: 1,
  LowEvents: 4,
  NoRiskEvents: 0,
  ExfiltrationSummary: "image file(s) uploaded to Slack",
  RiskIndicators: [
    { ID: "Slack upload", Name: "Slack upload", Weight: 5, EventCount: 1 },
    { ID: "Off hours", Name: "Off hours", Weight: 2, EventCount: 4 },
  ],
  States: [{ State: "OPEN", Time: "2025-12-26T07:00:31.067Z" }],
  Scores: [{ Score: 5, Severity: 2, SeverityName: "MODERATE", Time: "2025-12-26T07:00:31.067Z" }],
  TriggeredAlerts: [
    {
      AlertID: "ad84e100-4f2f-4467-b032-e9e1d08e5f24",
      RuleID: "2dc5eb93-36e7-41ae-8b11-b841e37d14cb",
      RuleName: "Images to messaging",
      LessonID: "lesson-0007",
    },
    {
      AlertID: "8ab49907-ea36-45c6-8907-dd4e69b615e7",
      RuleID: "e02709c6-8549-4bbc-bd9c-b9a847d810ad",
      RuleName: "Archive to removable media",
    },
  ],
  URL: `https://console.us.code42.com/app/#/alerts/review-alerts/${third}`,
};

describeFamily("the session commands", [
  {
    it: "looks up a session",
    line: `!code42-session-get ${third}`,
    context: { Code42: { Session: piets } },
    requests: [`GET /v1/sessions/${third} 200`],
  },
  {
    it: "tells the administrator that the API client may not read sessions",
    line: `!code42-session-get ${third}`,
    faults: [{ method: "GET", path: "/v1/sessions/*", kind: "status", status: 403, times: 9 }],
    exit: 2,
    error: {
      code: "CREDENTIALS",
      who: "administrator",
      message:
        `The credentials lack the permission for GET /v1/sessions/${third} (403): ` +
        '{"error":"a fault that was set"}.',
      hint: "Give the API client at the vendor's the permission that this request needs (see `soar commands NAME`).",
    },
    requests: [`GET /v1/sessions/${third} 403`],
  },
  {
    it: "repeats a search that failed once",
    line: "!code42-session-search severity=MODERATE limit=5",
    faults: [{ method: "GET", path: "/v1/sessions", kind: "status", status: 503, times: 1 }],
    context: { Code42: { Session: [piets] } },
    requests: ["GET /v1/sessions 503", "GET /v1/sessions 200"],
  },
  {
    it: "tells the analyst which number is out of bounds, without a request",
    line: "!code42-session-search page_size=51",
    exit: 2,
    error: {
      code: "ARGUMENT",
      who: "analyst",
      message: "page_size must be 1 to 50, got 51.",
      hint: "Correct what is named; for more sessions than that, search by times.",
    },
    requests: [],
  },
  {
    it: "adds a note",
    line: `!code42-session-add-note id=${exemplary} notecontent="Spoke to her manager."`,
    shows: [`The note was added to session ${exemplary}.`],
    requests: [`POST /v1/sessions/${exemplary}/add-note 200`],
  },
  {
    it: "does not repeat a note that may have been added",
    line: `!code42-session-add-note id=${exemplary} notecontent="Twice would be wrong."`,
    faults: [{ method: "POST", path: "/v1/sessions/*", kind: "status", status: 500, times: 9 }],
    exit: 3,
    error: {
      code: "API",
      who: "vendor",
      message: `POST /v1/sessions/${exemplary}/add-note was answered with 500: {"error":"a fault that was set"}.`,
      hint: "The fault is at the vendor's. Try again later; if it stays so, ask the vendor.",
    },
    requests: [`POST /v1/sessions/${exemplary}/add-note 500`],
  },
  {
    it: "names the session that is not there to be noted",
    line: '!code42-session-add-note id=nope notecontent="To whom?"',
    exit: 2,
    error: {
      code: "NOT_FOUND",
      who: "analyst",
      message: "There is no session with the ID nope.",
      hint:
        "Take the ID from code42-session-search, from a fetched incident (code42alertid), or from the session's address " +
        "in the Incydr console.",
    },
    requests: ["POST /v1/sessions/nope/add-note 404"],
  },
]);
