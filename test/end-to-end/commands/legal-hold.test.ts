import { contractorInLedger2, leaverInLedger, listedContractor } from "../../commands/expected/legal-hold.ts";
import { describeFamily } from "./family.ts";

const ledger = "1221000000000000001";
const ledger2 = "1221000000000000002";
const mara = "user1.quill@acme.test";
const contractor = "piet.jansen@contractors.test";
const add = (username: string, matter: string) =>
  `!code42-legalhold-add-user username=${username} mattername="${matter}"`;
const remove = (username: string, matter: string) =>
  `!code42-legalhold-remove-user username=${username} mattername="${matter}"`;
const look = ["GET /v1/users 200", "GET /v1/legal-hold/matters 200"];
const memberships = "GET /v1/legal-hold/custodians/1190000000000000104";
const unavailable = (method: string, path: string, status: number, times = 9) => ({
  method,
  path,
  kind: "status",
  status,
  times,
});

describeFamily("the legal hold commands", [
  {
    it: "adds a user to the matter of exactly the name",
    line: add(mara, "Ledger dispute"),
    context: { Code42: { LegalHold: leaverInLedger } },
    requests: [...look, `POST /v1/legal-hold/matters/${ledger}/custodians 200`],
  },
  {
    it: "succeeds in adding who is in the matter already, and says so",
    line: add(mara, "Ledger dispute"),
    context: { Code42: { LegalHold: leaverInLedger } },
    shows: [`${mara} was in the legal hold matter Ledger dispute already.`],
    requests: [
      ...look,
      `POST /v1/legal-hold/matters/${ledger}/custodians 400`,
      "GET /v1/legal-hold/custodians/1190000000000000101 200",
    ],
  },
  {
    it: "lists the custodians of a matter",
    line: '!code42-legalhold-list-custodians mattername="Ledger dispute 2"',
    context: { Code42: { LegalHold: [listedContractor] } },
    requests: ["GET /v1/legal-hold/matters 200", `GET /v1/legal-hold/matters/${ledger2}/custodians 200`],
  },
  {
    it: "repeats a read that failed once",
    line: `!code42-legalhold-list-custodians ${ledger2} username=${contractor}`,
    faults: [unavailable("GET", "/v1/legal-hold/custodians/*", 503, 1)],
    context: { Code42: { LegalHold: [listedContractor] } },
    requests: [...look, `GET /v1/legal-hold/matters/${ledger2} 200`, `${memberships} 503`, `${memberships} 200`],
  },
  {
    it: "does not repeat a removal that failed",
    line: remove(contractor, "Ledger dispute 2"),
    faults: [unavailable("POST", "/v1/legal-hold/matters/*/custodians/remove", 500)],
    exit: 3,
    error: {
      code: "API",
      who: "vendor",
      message:
        `POST /v1/legal-hold/matters/${ledger2}/custodians/remove was answered with 500: ` +
        '{"error":"a fault that was set"}.',
      hint: "The fault is at the vendor's. Try again later; if it stays so, ask the vendor.",
    },
    requests: [...look, `${memberships} 200`, `POST /v1/legal-hold/matters/${ledger2}/custodians/remove 500`],
  },
  {
    it: "removes a user",
    line: remove(contractor, "Ledger dispute 2"),
    context: { Code42: { LegalHold: contractorInLedger2 } },
    requests: [...look, `${memberships} 200`, `POST /v1/legal-hold/matters/${ledger2}/custodians/remove 204`],
  },
  {
    it: "does not call it success to remove who is not in the matter",
    line: remove(contractor, "Ledger dispute 2"),
    exit: 2,
    error: {
      code: "NOT_FOUND",
      who: "analyst",
      message: `${contractor} is not in the legal hold matter Ledger dispute 2.`,
      hint: 'Run code42-legalhold-list-custodians mattername="Ledger dispute 2" to see who is.',
    },
    requests: [...look, `${memberships} 200`],
  },
  {
    it: "does not guess at a matter whose name only contains the given one",
    line: add(mara, "dispute"),
    exit: 2,
    error: {
      code: "NOT_FOUND",
      who: "analyst",
      message: "There is no legal hold matter called dispute.",
      hint:
        `Did you mean Ledger dispute 2 (${ledger2}); Ledger dispute (${ledger}); ` +
        "Old ledger dispute (1221000000000000003, closed)?",
    },
    requests: look,
  },
  {
    it: "adds nobody to a closed matter",
    line: add(mara, "Old ledger dispute"),
    exit: 2,
    error: {
      code: "ARGUMENT",
      who: "analyst",
      message:
        "The legal hold matter Old ledger dispute (1221000000000000003) is closed: it holds nobody, and takes nobody in.",
      hint: "Reactivate it in the Incydr console, or give the name of an active one.",
    },
    requests: look,
  },
]);

describeFamily(
  "the legal hold commands of a tenant whose gateway has no legal hold",
  [
    {
      it: "adds a user on the console host",
      line: add(mara, "Ledger dispute"),
      context: { Code42: { LegalHold: leaverInLedger } },
      requests: [
        "GET /v1/users 200",
        "GET /v1/legal-hold/matters 404",
        "GET /api/v1/LegalHold 200",
        "POST /api/v1/LegalHoldMembership 200",
      ],
    },
    {
      it: "tells the administrator that the API client may not remove users",
      line: remove(mara, "Ledger dispute"),
      faults: [unavailable("POST", "/api/v1/LegalHoldMembershipDeactivation", 403)],
      exit: 2,
      error: {
        code: "CREDENTIALS",
        who: "administrator",
        message:
          "The credentials lack the permission for POST /api/v1/LegalHoldMembershipDeactivation (403): " +
          '{"error":"a fault that was set"}.',
        hint: "Give the API client at the vendor's the permission that this request needs (see `soar commands NAME`).",
      },
      requests: [
        "GET /v1/users 200",
        "GET /v1/legal-hold/matters 404",
        "GET /api/v1/LegalHold 200",
        "GET /api/v1/LegalHoldMembership 200",
        "POST /api/v1/LegalHoldMembershipDeactivation 403",
      ],
    },
  ],
  { "legal-hold": "console" },
);
