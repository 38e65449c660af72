// What Incydr refuses about sessions (its alerts of today), alert rules, file events and files.
import { undescribedAlert } from "../../commands/expected/alerts.ts";
import { describeFamily } from "./family.ts";
import { api, argument, lacking, notFound, refuse } from "./incydr-refuses.ts";

const exemplary = undescribedAlert.ID;
const session = `GET /v1/sessions/${exemplary}`;
const noAlert = notFound(
  "There is no alert with the ID nope.",
  "Take the ID from a fetched incident (code42alertid), or from the address of the alert in the Incydr console.",
);

describeFamily("the session and alert commands, where Incydr answers 404", [
  {
    it: "warn of an alert that is not there to read",
    line: "!code42-alert-get id=nope",
    shows: ["There is no alert with the ID nope."],
    requests: ["GET /v1/sessions/nope 404"],
  },
  {
    it: "warn of a session that is not there to read",
    line: "!code42-session-get id=nope",
    shows: ["There is no session with the ID nope."],
    requests: ["GET /v1/sessions/nope 404"],
  },
  ...["code42-alert-update id=nope state=CLOSED", "code42-alert-resolve id=nope"].map((line) => ({
    it: `change no alert that is not there: ${line.split(" ")[0] ?? ""}`,
    line: `!${line}`,
    ...noAlert,
    requests: ["POST /v1/sessions/change-state 404"],
  })),
  {
    it: "take no success of a change for one of an alert that is not there",
    line: "!code42-alert-update id=nope state=CLOSED",
    faults: [refuse("POST", "/v1/sessions", 204, "")],
    ...noAlert,
    requests: ["POST /v1/sessions/change-state 204", "GET /v1/sessions/nope 404"],
  },
  {
    it: "note nothing on a session that is not there",
    line: '!code42-session-add-note id=nope notecontent="To whom?"',
    ...notFound(
      "There is no session with the ID nope.",
      "Take the ID from code42-session-search, from a fetched incident (code42alertid), or from the session's address " +
        "in the Incydr console.",
    ),
    requests: ["POST /v1/sessions/nope/add-note 404"],
  },
]);

// A deleted rule is answered with 404. Sessions of old name neither their actor nor their rules.
describeFamily(
  "the names behind an alert",
  [
    {
      it: "are missing, and said to be, where a rule has been deleted (404)",
      line: `!code42-alert-get id=${exemplary}`,
      faults: [refuse("GET", "/v2/alert-rules", 404, "")],
      context: { Code42: { SecurityAlert: undescribedAlert } },
      shows: ["The alert rule r-0042 no longer exists."],
      requests: [`${session} 200`, "GET /v2/alert-rules/r-0042 404", "GET /v1/actors/actor/id/1190000000000000101 200"],
    },
    {
      it: "are not taken for deleted where Incydr fails (501, as no other try is made of it)",
      line: `!code42-alert-get id=${exemplary}`,
      faults: [refuse("GET", "/v2/alert-rules", 501, "")],
      ...api(
        "GET /v2/alert-rules/r-0042 was answered with 501.",
        "The fault is at the vendor's. Try again later; if it stays so, ask the vendor.",
      ),
      requests: [`${session} 200`, "GET /v2/alert-rules/r-0042 501"],
    },
    {
      it: "are not taken for deleted where the API client may not read actors (403)",
      line: `!code42-session-get id=${exemplary}`,
      faults: [refuse("GET", "/v1/actors", 403, '{"error":"insufficient_scope"}')],
      ...lacking("GET /v1/actors/actor/id/1190000000000000101", '{"error":"insufficient_scope"}'),
      requests: [`${session} 200`, "GET /v1/actors/actor/id/1190000000000000101 403"],
    },
  ],
  { names: "absent" },
);

// Calls that change one session each, with tokens to go on that live for a millisecond of a clock that runs fast.
describeFamily(
  "the change of many alerts",
  [
    {
      it: "begins anew each time that Incydr does not take its token to go on any more (400)",
      control: [["/clock", { speed: 1_000 }]],
      line: "!code42-alert-bulk-update state=OPEN new_state=CLOSED_FP",
      flags: ["--yes", "--quiet"],
      context: { Code42: { AlertBulkUpdate: { NewState: "CLOSED_FP", Matched: 3 } } },
      requests: [
        "GET /v1/sessions 200",
        "POST /v1/sessions/change-states 200",
        "POST /v1/sessions/change-states 400",
        "POST /v1/sessions/change-states 200",
        "POST /v1/sessions/change-states 400",
        "POST /v1/sessions/change-states 200",
      ],
    },
  ],
  { "bulk-size": 1, "page-token-life": 1 },
);

const search = "POST /v2/file-events";
const files = (problem: string) =>
  `{"totalCount":0,"fileEvents":null,"nextPgToken":null,"problems":[{"type":"${problem}","description":null,"badFilter":null}]}`;
const many = JSON.stringify({
  groups: [
    {
      filterClause: "OR",
      filters: Array.from({ length: 1024 }, (_, index) => ({ term: "file.name", operator: "IS", value: `${index}` })),
    },
  ],
});

describeFamily("the commands that search file events, where Incydr refuses", [
  {
    it: "name every term that Incydr does not know (400 with problems)",
    line: '!code42-file-events-search json=`{"groups":[{"filters":[{"term":"file.nope","operator":"IS","value":"x"}]}]}`',
    ...argument(
      'Incydr refused the query: unknown term (file.nope IS "x").',
      "Correct the term, operator or value that it names; terms are paths of a file event, such as file.name.",
    ),
    requests: [`${search} 400`],
  },
  {
    it: "ask for less where Incydr names nothing to correct (SEARCH_FAILED)",
    line: "!code42-get-events start_date=2026-01-05 end_date=2026-01-06 event_type=file",
    faults: [refuse("POST", "/v2/file-events", 400, files("SEARCH_FAILED"))],
    ...argument(
      "Incydr refused the query: SEARCH_FAILED.",
      "Run it again later. If it stays so, ask for less at once: a shorter time, fewer results, or a simpler query.",
    ),
    requests: [`${search} 400`],
  },
  {
    it: "send no more filters than Incydr takes",
    line: `!code42-file-events-search username=user1.quill@acme.test json=\`${many}\``,
    ...argument(
      "The query has 1025 filters; Incydr takes 1024.",
      "Split it into several searches; IS_ANY takes many values of one term in a single filter.",
    ),
    requests: [],
  },
  {
    it: "begin anew where the token of a page is stale (INVALID_PAGE_TOKEN)",
    line: "!code42-file-events-search hostname=no-such-device",
    faults: [refuse("POST", "/v2/file-events", 400, files("INVALID_PAGE_TOKEN"), 1)],
    shows: ["No results found."],
    requests: [`${search} 400`, `${search} 200`],
  },
  {
    it: "give up where it is stale again (INVALID_PAGE_TOKEN)",
    line: "!code42-file-events-search hostname=no-such-device",
    faults: [refuse("POST", "/v2/file-events", 400, files("INVALID_PAGE_TOKEN"))],
    ...argument(
      "Incydr twice gave up the search while its events were being read: the token for the next page had grown stale.",
      "Ask for fewer results, or narrow the search, so that it is over sooner.",
    ),
    requests: [`${search} 400`, `${search} 400`],
  },
]);

const sha256 = "0000000000000000000000000000000000000000000000000000000000000000";
const md5 = "00000000000000000000000000000000";

describeFamily("the commands that download files, where there is none", [
  {
    it: "say that Incydr does not have a file (404)",
    line: `!code42-download-file hash=${sha256}`,
    ...notFound(
      `The file with the SHA256 ${sha256} is not available for download.`,
      "Incydr only has files that it could collect; look at the file event for where else the file is.",
    ),
    requests: [`GET /v1/files/get-file-by-sha256/${sha256} 404`],
  },
  {
    it: "say that no event has an MD5, by which Incydr gives no file",
    line: `!code42-download-file hash=${md5}`,
    ...notFound(
      `No file event has the MD5 ${md5}.`,
      "Incydr finds a file by its MD5 through its events, which it keeps for a limited time. Give the SHA256.",
    ),
    requests: [`${search} 200`],
  },
  {
    it: "ask for nothing by what is neither SHA256 nor MD5",
    line: "!code42-download-file hash=0123456789abcdef0123456789abcdef01234567",
    ...argument(
      'Unsupported hash. It must be a SHA256 or an MD5, got "0123456789abcdef0123456789abcdef01234567".',
      "A SHA256 has 64 hexadecimal digits, an MD5 has 32.",
    ),
    requests: [],
  },
]);
