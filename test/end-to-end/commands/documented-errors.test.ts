// What Incydr refuses whoever asks: unknown credentials, expired tokens, lacking permissions, too many requests.
import { describeFamily } from "./family.ts";
import { credentials, lacking, parameter, refuse } from "./incydr-refuses.ts";

const departing = "b7a6f8f2-1111-4000-8000-00000000d001";
const exemplary = "5c0e9c54-77b1-4f0a-9d30-1f5f0c6d2a11";
const mara = "user1.quill@acme.test";
const token = (status: number) => `POST /v1/oauth ${status}`;
const noToken = credentials(
  "The vendor at http://VENDOR gives no access token for these credentials.",
  "Check client id and secret, whether they were revoked, and whether the instance's URL is that of the region they " +
    "were made in.",
);

describeFamily("a token that Incydr does not give (401 invalid_client)", [
  {
    it: "is for the administrator, who may have mistyped the secret or the region",
    line: "!code42-watchlists-list",
    env: { CODE42_CLIENT_SECRET: "not-the-secret" },
    tokens: true,
    ...noToken,
    requests: [token(401)],
  },
  {
    it: "is for the administrator, who may have mistyped the client id",
    line: "!code42-watchlists-list",
    env: { CODE42_CLIENT_ID: "key-of-another-region" },
    tokens: true,
    ...noToken,
    requests: [token(401)],
  },
  {
    it: "is not asked for with a client id that can be none",
    line: "!code42-watchlists-list",
    env: { CODE42_CLIENT_ID: "mara@acme.test" },
    tokens: true,
    ...parameter(
      'The API client id must begin with "key-" and hold no "@", got "mara@acme.test".',
      "Give the id of an API client, not a user name; the Incydr console shows it under API Clients.",
    ),
    requests: [],
  },
  {
    it: "is not asked for in one region for a console of another",
    line: "!code42-watchlists-list",
    env: { CODE42_API_URL: "https://api.us2.code42.com/", CODE42_CONSOLE_URL: "console.ie.code42.com" },
    tokens: true,
    ...parameter(
      "console_url and api_url are of different regions: console.ie.code42.com and api.us2.code42.com.",
      "With api.us2.code42.com goes console.us2.code42.com; take the region of the console you sign in to.",
    ),
    requests: [],
  },
  {
    it: "may be one of the console host's, which has its own",
    line: "!code42-user-create orgname=Sales username=new@acme.test email=new@acme.test",
    faults: [refuse("POST", "/api/v3/oauth/token", 401, '{"error":"invalid_client"}')],
    tokens: true,
    ...noToken,
    requests: ["POST /api/v3/oauth/token 401"],
  },
]);

describeFamily("a token that Incydr takes no more (401)", [
  {
    it: "is renewed once it has expired, and the request sent again",
    before: ["!code42-alert-get id=nope"],
    // Incydr's tokens live for 900 seconds.
    control: [["/clock", { advanceMs: 901_000 }]],
    line: "!code42-alert-get id=nope",
    tokens: true,
    shows: ["There is no alert with the ID nope."],
    requests: ["GET /v1/sessions/nope 401", token(200), "GET /v1/sessions/nope 404"],
  },
  {
    it: "is renewed in the middle of a command, and the write sent again, which was not carried out",
    line: `!code42-session-add-note id=${exemplary} notecontent="Only once."`,
    faults: [refuse("POST", "/v1/sessions/*", 401, '{"error":"invalid_token"}', 1)],
    tokens: true,
    shows: [`The note was added to session ${exemplary}.`],
    requests: [
      `POST /v1/sessions/${exemplary}/add-note 401`,
      token(200),
      `POST /v1/sessions/${exemplary}/add-note 200`,
    ],
  },
  {
    it: "is renewed once and no more, where the new one is refused, too",
    line: "!code42-watchlists-list",
    faults: [refuse("GET", "/v2/watchlists", 401, '{"error":"invalid_token"}')],
    tokens: true,
    ...credentials(
      'The vendor does not accept the credentials (401 on GET /v2/watchlists): {"error":"invalid_token"}.',
      "Check the instance's credentials, whether they were revoked, and that its URL is the one they belong to.",
    ),
    requests: ["GET /v2/watchlists 401", token(200), "GET /v2/watchlists 401"],
  },
]);

describeFamily("a permission that the API client lacks (403)", [
  {
    it: "is named by the request that needs it, which is not repeated",
    line: `!code42-watchlists-add-user username=${mara} watchlist=${departing}`,
    control: [["/permissions", { deny: ["/v2/watchlists"] }]],
    tokens: true,
    ...lacking(`POST /v2/watchlists/${departing}/included-actors/add`, '{"error":"insufficient_scope"}'),
    requests: [
      token(200),
      `GET /v1/actors/actor/name/${encodeURIComponent(mara)}/parent 200`,
      `POST /v2/watchlists/${departing}/included-actors/add 403`,
    ],
  },
  {
    it: "is no empty list",
    line: "!code42-watchlists-list",
    ...lacking("GET /v2/watchlists", '{"error":"insufficient_scope"}'),
    requests: ["GET /v2/watchlists 403"],
  },
  {
    it: "is there once it has been given",
    line: `!code42-watchlists-add-user username=${mara} watchlist=${departing}`,
    control: [["/permissions", { deny: [] }]],
    context: { Code42: { UsersAddedToWatchlists: { Watchlist: departing, Username: mara, Success: true } } },
    requests: [
      `GET /v1/actors/actor/name/${encodeURIComponent(mara)}/parent 200`,
      `POST /v2/watchlists/${departing}/included-actors/add 204`,
    ],
  },
]);

describeFamily("too many requests (429)", [
  {
    it: "are sent again after the time that Incydr names",
    line: "!code42-alert-get id=nope",
    faults: [{ ...refuse("GET", "/v1/sessions", 429, "", 2), retryAfter: 1 }],
    shows: ["There is no alert with the ID nope."],
    requests: ["GET /v1/sessions/nope 429", "GET /v1/sessions/nope 429", "GET /v1/sessions/nope 404"],
  },
  {
    it: "are sent again where Incydr names no time, writes that must not be repeated, too",
    line: `!code42-session-add-note id=${exemplary} notecontent="Only once."`,
    faults: [refuse("POST", "/v1/sessions", 429, '{"error":"rate limited"}', 1)],
    shows: [`The note was added to session ${exemplary}.`],
    requests: [`POST /v1/sessions/${exemplary}/add-note 429`, `POST /v1/sessions/${exemplary}/add-note 200`],
  },
  {
    it: "fail at once where Incydr names a time that is longer than anybody waits",
    line: `!code42-session-add-note id=${exemplary} notecontent="Never."`,
    faults: [{ ...refuse("POST", "/v1/sessions", 429), retryAfter: 3600 }],
    exit: 3,
    error: {
      code: "RATE_LIMIT",
      who: "vendor",
      message:
        `The vendor takes no more requests at the moment (429 on POST /v1/sessions/${exemplary}/add-note, 1 try) ` +
        "and asks to wait 3600 s.",
      hint: "Try again later. If other programs use the same credentials, lower this instance's budget.",
    },
    requests: [`POST /v1/sessions/${exemplary}/add-note 429`],
  },
]);
