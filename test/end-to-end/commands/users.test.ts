import { developer, developerInFull, newHire } from "../../commands/expected/users.ts";
import { describeFamily } from "./family.ts";

const held = "piet.jansen@contractors.test";
const lookUp = "GET /v1/users 200";
/** A destructive command first looks up of whom it is to say that it is about to change them. */
const previewed = [lookUp, lookUp];
const post = (path: string, status: number) => `POST ${path} ${status}`;
const gateway = `/v1/users/${developer.UserID}`;
const console = `/api/v3/users/${developer.UserID}`;
const lacks = (path: string) => ({
  code: "CREDENTIALS",
  who: "administrator",
  message: `The credentials lack the permission for ${path} (403): {"error":"a fault that was set"}.`,
  hint: "Give the API client at the vendor's the permission that this request needs (see `soar commands NAME`).",
});

describeFamily("the user commands", [
  {
    it: "looks a user up, with a second try after a 503",
    line: `!code42-user-get ${developer.Username}`,
    faults: [{ method: "GET", path: "/v1/users", kind: "status", status: 503, times: 1 }],
    context: { Code42: { User: developerInFull } },
    requests: ["GET /v1/users 503", lookUp],
  },
  {
    it: "warns of a user who does not exist, and exits with 0",
    line: "!code42-user-get id=7",
    shows: ["No user found with ID 7."],
    requests: ["GET /v1/users/7 404"],
  },
  {
    it: "creates a user",
    line: "!code42-user-create orgname=Sales username=new.hire@acme.test email=new.hire@acme.test",
    context: { Code42: { User: newHire } },
    requests: ["GET /api/v1/Org 200", "POST /api/v1/User 200"],
  },
  {
    it: "does not send again a creation that failed",
    line: "!code42-user-create orgname=Sales username=other@acme.test email=other@acme.test",
    faults: [{ method: "POST", path: "/api/v1/User", kind: "status", status: 500 }],
    exit: 3,
    error: {
      code: "API",
      who: "vendor",
      message: 'POST /api/v1/User was answered with 500: {"error":"a fault that was set"}.',
      hint: "The fault is at the vendor's. Try again later; if it stays so, ask the vendor.",
    },
    requests: ["GET /api/v1/Org 200", "POST /api/v1/User 500"],
  },
  {
    it: "names the nearest organization",
    line: "!code42-user-create orgname=Sale username=other@acme.test email=other@acme.test",
    exit: 2,
    error: {
      code: "NOT_FOUND",
      who: "analyst",
      message: 'There is no organization called Sale. Did you mean "Sales"?',
      hint:
        "Give the whole name of an organization. " +
        "Among them: Acme, Engineering, Legal, Sales, Marketing, Finance, Support.",
    },
    requests: ["GET /api/v1/Org 200"],
  },
  {
    it: "blocks nobody before somebody says yes",
    line: `!code42-user-block ${developer.Username}`,
    exit: 2,
    error: {
      code: "ARGUMENT",
      who: "analyst",
      message: "code42-user-block cannot be undone and was not approved.",
      hint: "Run it with --yes when you mean it, or with --dry-run to see what it would send.",
    },
    requests: [],
  },
  {
    it: "blocks a user",
    line: `!code42-user-block ${developer.Username}`,
    flags: ["--yes"],
    context: { Code42: { User: { ...developer, Blocked: true } } },
    requests: [...previewed, post(`${console}/block`, 200)],
  },
  {
    it: "says of a blocked user that the block was there already",
    line: `!code42-user-block ${developer.Username}`,
    flags: ["--yes"],
    context: { Code42: { User: { ...developer, Blocked: true } } },
    shows: ["user1.quill@acme.test was blocked already."],
    requests: previewed,
  },
  {
    it: "tells the administrator that the API client may not lift a block",
    line: `!code42-user-unblock ${developer.Username}`,
    faults: [{ method: "POST", path: console, kind: "status", status: 403 }],
    exit: 2,
    error: lacks(`POST ${console}/unblock`),
    requests: [lookUp, post(`${console}/unblock`, 403)],
  },
  {
    it: "lifts a block",
    line: `!code42-user-unblock ${developer.Username}`,
    context: { Code42: { User: { ...developer, Blocked: false } } },
    requests: [lookUp, post(`${console}/unblock`, 200)],
  },
  {
    it: "deactivates nobody under a legal hold",
    line: `!code42-user-deactivate ${held}`,
    flags: ["--yes"],
    exit: 2,
    error: {
      code: "ARGUMENT",
      who: "analyst",
      message: `${held} is under a legal hold, and Incydr deactivates nobody who is.`,
      hint:
        "code42-user-block keeps the user out meanwhile. To deactivate, release the user from Ledger dispute 2 (1221000000000000002) with " +
        "code42-legalhold-remove-user, when whoever answers for the hold agrees.",
    },
    requests: [
      ...previewed,
      post("/v1/users/1190000000000000104/deactivate", 400),
      "GET /v1/legal-hold/custodians/1190000000000000104 200",
    ],
  },
  {
    it: "deactivates a user",
    line: `!code42-user-deactivate ${developer.Username}`,
    flags: ["--yes"],
    context: { Code42: { User: { ...developer, Active: false } } },
    requests: [...previewed, post(`${gateway}/deactivate`, 204)],
  },
  {
    it: "lists those who are not active",
    line: "!code42-user-list active=false results=5",
    context: {
      Code42: {
        User: [{ ...developerInFull, Active: false, ModifiedAt: "2026-01-06T00:00:00.000Z" }],
      },
    },
    requests: [lookUp],
  },
  {
    it: "lists nobody for an API client that may not read users",
    line: "!code42-user-list",
    faults: [{ method: "GET", path: "/v1/users", kind: "status", status: 403 }],
    exit: 2,
    error: lacks("GET /v1/users"),
    requests: ["GET /v1/users 403"],
  },
  {
    it: "names a user whom nobody can reactivate",
    line: "!code42-user-reactivate nobody@acme.test",
    exit: 2,
    error: {
      code: "NOT_FOUND",
      who: "analyst",
      message: "No user found with username nobody@acme.test.",
      hint: "Give the whole name as Incydr shows it, usually an email address.",
    },
    requests: [lookUp],
  },
  {
    it: "reactivates a user",
    line: `!code42-user-reactivate ${developer.Username}`,
    context: { Code42: { User: { ...developer, Active: true } } },
    requests: [lookUp, post(`${gateway}/activate`, 204)],
  },
]);
