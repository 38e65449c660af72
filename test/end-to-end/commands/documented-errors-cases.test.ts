// What Incydr refuses about cases: its four problems of a case, two of a case's file events, and numbers there are not.
import { describeFamily, type Case } from "./family.ts";
import { argument, notFound, refuse } from "./incydr-refuses.ts";

const event = "0_7f10aa52-0000-4000-8000-00000000a001_1767654225976040100_0000781301831434240_305_EPS";
const USERS =
  "The subject is an actor (give the name with its @, or the actor ID), the assignee a user of the console " +
  "(give the username with its @, or the user ID).";
const CLOSED = argument(
  "Case 14 is closed and takes no changes.",
  "Closed and archived cases stay as they are. Open a new one with code42-case-create.",
);
const absent = notFound("There is no case 99.", "Run code42-case-list to see the numbers of all cases.");

/** NAME_EXISTS, DESCRIPTION_TOO_LONG, NO_EDITS_ONCE_CLOSED, INVALID_USER */
const problems: Case[] = [
  {
    it: "say which case has the name already, though others contain it (NAME_EXISTS)",
    before: ['!code42-case-create name="Ledger upload again"'],
    line: '!code42-case-create name="Ledger upload"',
    ...argument(
      'There is a case called "Ledger upload" already: number 17 (OPEN).',
      "Names of cases are unique. Go on with that case, or give another name.",
    ),
    requests: ["POST /v1/cases 400", "GET /v1/cases 200"],
  },
  {
    it: "say it of a change, too (NAME_EXISTS)",
    line: '!code42-case-update casenumber=16 name="Ledger upload"',
    ...argument(
      'There is a case called "Ledger upload" already: number 17 (OPEN).',
      "Names of cases are unique. Go on with that case, or give another name.",
    ),
    requests: ["GET /v1/cases/16 200", "PUT /v1/cases/16 400", "GET /v1/cases 200"],
  },
  {
    it: "count a description before they send it",
    line: `!code42-case-create name=Long description=${"x".repeat(251)}`,
    ...argument("description has 251 characters; Incydr takes at most 250.", "Shorten what is too long."),
    requests: [],
  },
  {
    it: "take Incydr's word where it counts otherwise (DESCRIPTION_TOO_LONG)",
    line: "!code42-case-update casenumber=17 description=ffi",
    faults: [refuse("PUT", "/v1/cases", 400, '{"problem":"DESCRIPTION_TOO_LONG","description":null}')],
    ...argument("Incydr finds the description too long.", "Give at most 250 characters."),
    requests: ["GET /v1/cases/17 200", "PUT /v1/cases/17 400"],
  },
  {
    it: "change no closed case (NO_EDITS_ONCE_CLOSED)",
    line: "!code42-case-update casenumber=14 findings=Late",
    ...CLOSED,
    requests: ["GET /v1/cases/14 200", "PUT /v1/cases/14 400"],
  },
  {
    it: "name the subject whom Incydr does not take (INVALID_USER)",
    line: "!code42-case-create name=Who subject=7 assignee=1190000000000000900",
    ...argument("Incydr does not take the subject 7: subject validation failed.", USERS),
    requests: ["POST /v1/cases 400"],
  },
  {
    it: "name the assignee whom Incydr does not take (INVALID_USER)",
    line: "!code42-case-update casenumber=17 assignee=8",
    ...argument("Incydr does not take the assignee 8: assignee validation failed.", USERS),
    requests: ["GET /v1/cases/17 200", "PUT /v1/cases/17 400"],
  },
  {
    it: "name everybody whom Incydr does not know by name, and send nothing",
    line: "!code42-case-create name=Who subject=nobody@acme.test assignee=none@acme.test",
    ...notFound(
      "No actor found with the name nobody@acme.test to be the subject. " +
        "No user found with username none@acme.test to be the assignee.",
      "Give the whole name as Incydr shows it, or the ID.",
    ),
    requests: ["GET /v1/actors/actor/name/nobody%40acme.test/parent 404", "GET /v1/users 200"],
  },
];

/** CASE_ALREADY_HAS_EVENT, CASE_IS_CLOSED */
const ofEvents: Case[] = [
  {
    it: "succeed where the case has the file event already (CASE_ALREADY_HAS_EVENT)",
    line: `!code42-case-add-file-event casenumber=17 eventid=${event}`,
    context: { Code42: { CaseFileEvents: [{ CaseNumber: 17, EventID: event }] } },
    requests: ["POST /v1/cases/17/fileevent 400", "GET /v1/cases/17/fileevent 200"],
  },
  {
    it: "add nothing to a closed case (CASE_IS_CLOSED)",
    line: `!code42-case-add-file-event casenumber=14 eventid=${event}`,
    ...CLOSED,
    requests: ["POST /v1/cases/14/fileevent 400"],
  },
];

/** 404: a warning where something is read, an error where something is to be done. */
const ofNumbers: Case[] = [
  ...[
    ["code42-case-get", "GET /v1/cases/99"],
    ["code42-case-list-file-events", "GET /v1/cases/99/fileevent"],
    ["code42-case-export", "GET /v1/cases/99/export"],
  ].map(([command, request]) => ({
    it: `warn of a number that no case has: ${command}`,
    line: `!${command} casenumber=99`,
    shows: ["There is no case 99."],
    requests: [`${request} 404`],
  })),
  {
    it: "change no case that there is not",
    line: "!code42-case-update casenumber=99 name=New",
    ...absent,
    requests: ["GET /v1/cases/99 404"],
  },
  {
    it: "delete no case that there is not",
    line: "!code42-case-delete casenumber=99",
    flags: ["--yes"],
    ...absent,
    requests: ["GET /v1/cases/99 404"],
  },
  {
    it: "add nothing to a case that there is not",
    line: `!code42-case-add-file-event casenumber=99 eventid=${event}`,
    ...absent,
    requests: ["POST /v1/cases/99/fileevent 404", "GET /v1/cases/99 404"],
  },
];

describeFamily("the case commands, where Incydr refuses", [...problems, ...ofEvents, ...ofNumbers]);
