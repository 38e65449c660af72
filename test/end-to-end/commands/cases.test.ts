import { bySoar, ledgerCase, ledgerEvent, listedLedger } from "../../commands/expected/cases.ts";
import { describeFamily } from "./family.ts";

const event = ledgerEvent.EventID;
const now = "2026-01-06T00:00:00.000000Z";
const fault = (method: string, path: string, status: number, times = 9) => [
  { method, path, kind: "status", status, times },
];
const failed = (request: string, status: number) => ({
  code: "API",
  who: "vendor",
  message: `${request} was answered with ${status}: {"error":"a fault that was set"}.`,
  hint: "The fault is at the vendor's. Try again later; if it stays so, ask the vendor.",
});
const forbidden = (request: string) => ({
  code: "CREDENTIALS",
  who: "administrator",
  message: `The credentials lack the permission for ${request} (403): {"error":"a fault that was set"}.`,
  hint: "Give the API client at the vendor's the permission that this request needs (see `soar commands NAME`).",
});

describeFamily("the case commands", [
  {
    it: "lists the cases about somebody",
    line: "!code42-case-list subject=1190000000000000101 createdat=2026-01-05/2026-01-06",
    context: { Code42: { Case: [listedLedger] } },
    requests: ["GET /v1/cases 200"],
  },
  {
    it: "repeats a list that failed once",
    line: "!code42-case-list name=nothing",
    faults: fault("GET", "/v1/cases", 503, 1),
    requests: ["GET /v1/cases 503", "GET /v1/cases 200"],
  },
  {
    it: "shows a case",
    line: "!code42-case-get casenumber=17",
    context: { Code42: { Case: ledgerCase } },
    requests: ["GET /v1/cases/17 200"],
  },
  {
    it: "says that the API client may not see cases",
    line: "!code42-case-get casenumber=17",
    faults: fault("GET", "/v1/cases", 403),
    exit: 2,
    error: forbidden("GET /v1/cases/17"),
    requests: ["GET /v1/cases/17 403"],
  },
  {
    it: "opens a case about somebody known by name",
    line: "!code42-case-create name=Quill subject=user1.quill@acme.test",
    context: {
      Code42: {
        Case: {
          Number: 18,
          Name: "Quill",
          Status: "OPEN",
          Subject: "1190000000000000101",
          SubjectUsername: "user1.quill@acme.test",
          CreatedAt: now,
          CreatedBy: "key-0000",
          CreatedByUsername: "soar",
          ...bySoar,
        },
      },
    },
    requests: ["GET /v1/actors/actor/name/user1.quill%40acme.test/parent 200", "POST /v1/cases 200"],
  },
  {
    it: "opens no second case of a name",
    line: "!code42-case-create name=Quill",
    exit: 2,
    error: {
      code: "ARGUMENT",
      who: "analyst",
      message: 'There is a case called "Quill" already: number 18 (OPEN).',
      hint: "Names of cases are unique. Go on with that case, or give another name.",
    },
    requests: ["POST /v1/cases 400", "GET /v1/cases 200"],
  },
  {
    it: "does not try again to open a case after a failure",
    line: "!code42-case-create name=Other",
    faults: fault("POST", "/v1/cases", 500),
    exit: 3,
    error: failed("POST /v1/cases", 500),
    requests: ["POST /v1/cases 500"],
  },
  {
    it: "changes a case and keeps what is not given",
    line: '!code42-case-update casenumber=17 findings="Two files" clear=description',
    context: { Code42: { Case: { ...listedLedger, ...bySoar, Findings: "Two files" } } },
    requests: ["GET /v1/cases/17 200", "PUT /v1/cases/17 200"],
  },
  {
    it: "does not try again to close a case after a failure",
    line: "!code42-case-update casenumber=17 status=CLOSED",
    faults: fault("PUT", "/v1/cases", 500),
    exit: 3,
    error: failed("PUT /v1/cases/17", 500),
    requests: ["GET /v1/cases/17 200", "PUT /v1/cases/17 500"],
  },
  {
    it: "changes no case that is closed",
    line: "!code42-case-update casenumber=14 status=OPEN",
    exit: 2,
    error: {
      code: "ARGUMENT",
      who: "analyst",
      message: "Case 14 is closed and takes no changes.",
      hint: "Closed and archived cases stay as they are. Open a new one with code42-case-create.",
    },
    requests: ["GET /v1/cases/14 200", "PUT /v1/cases/14 400"],
  },
  {
    it: "lists the file events of a case",
    line: "!code42-case-list-file-events casenumber=17",
    context: {
      Code42: {
        CaseFileEvents: [ledgerEvent],
      },
    },
    requests: ["GET /v1/cases/17/fileevent 200"],
  },
  {
    it: "repeats a list of file events that failed once",
    line: "!code42-case-list-file-events casenumber=16",
    faults: fault("GET", "/v1/cases", 503, 1),
    requests: ["GET /v1/cases/16/fileevent 503", "GET /v1/cases/16/fileevent 200"],
  },
  {
    it: "adds a file event to a case",
    line: `!code42-case-add-file-event casenumber=16 eventid=${event}`,
    context: { Code42: { CaseFileEvents: [{ CaseNumber: 16, EventID: event }] } },
    requests: ["POST /v1/cases/16/fileevent 204"],
  },
  {
    it: "succeeds in adding what is there already",
    line: `!code42-case-add-file-event casenumber=17 eventid=${event}`,
    context: { Code42: { CaseFileEvents: [{ CaseNumber: 17, EventID: event }] } },
    requests: ["POST /v1/cases/17/fileevent 400", "GET /v1/cases/17/fileevent 200"],
  },
  {
    it: "adds no file event that there is not",
    line: "!code42-case-add-file-event casenumber=16 eventid=nothing",
    exit: 2,
    error: {
      code: "NOT_FOUND",
      who: "analyst",
      message: "Incydr does not know the file event nothing.",
      hint: "Take the IDs from code42-file-events-search (event.id). None of them was added.",
    },
    requests: ["POST /v1/cases/16/fileevent 404", "GET /v1/cases/16 200"],
  },
  {
    it: "puts a summary of a case into the War Room",
    line: "!code42-case-export casenumber=14",
    context: {
      File: {
        Name: "Case-14.pdf",
        EntryID: "16@playground",
        Size: 912,
        Type: "application/pdf",
        Info: "application/pdf",
        MD5: "018a272563225ac535fa8202d7de2e3f",
        SHA1: "07878ea1dd0c13e271aff5a32033821cc7f78716",
        SHA256: "59fb8103dc033335a38bb62ef7dbc2d55559a4b55168dd3acd8b623c31767e2e",
        SHA512:
          "54d50c48b8f578a9404cba6be28b8461a32ea111f934dacfe70cb64f427d65fb88855e46c2431c2b5b8bfc5f60bcfe06cfed19c6eb514965523b45ea1f3c73d8",
        Extension: "pdf",
      },
    },
    requests: ["GET /v1/cases/14/export 200"],
  },
  {
    it: "says that the API client may not export cases",
    line: "!code42-case-export casenumber=14 format=full",
    faults: fault("GET", "/v1/cases", 403),
    exit: 2,
    error: forbidden("GET /v1/cases/14/export/full"),
    requests: ["GET /v1/cases/14/export/full 403"],
  },
  {
    it: "deletes no case unasked",
    line: "!code42-case-delete casenumber=15",
    exit: 2,
    error: {
      code: "ARGUMENT",
      who: "analyst",
      message: "code42-case-delete cannot be undone and was not approved.",
      hint: "Run it with --yes when you mean it, or with --dry-run to see what it would send.",
    },
    requests: [],
  },
  {
    it: "does not try again to delete a case after a failure",
    line: "!code42-case-delete casenumber=15",
    flags: ["--yes"],
    faults: fault("DELETE", "/v1/cases", 500),
    exit: 3,
    error: failed("DELETE /v1/cases/15", 500),
    requests: ["GET /v1/cases/15 200", "DELETE /v1/cases/15 500"],
  },
  {
    it: "deletes a case",
    line: "!code42-case-delete casenumber=15",
    flags: ["--yes"],
    context: { Code42: { Case: { Number: 15, Deleted: true } } },
    requests: ["GET /v1/cases/15 200", "DELETE /v1/cases/15 204"],
  },
  {
    it: "deletes no case that is not there any more",
    line: "!code42-case-delete casenumber=15",
    flags: ["--yes"],
    exit: 2,
    error: {
      code: "NOT_FOUND",
      who: "analyst",
      message: "There is no case 15.",
      hint: "Run code42-case-list to see the numbers of all cases.",
    },
    requests: ["GET /v1/cases/15 404"],
  },
]);
