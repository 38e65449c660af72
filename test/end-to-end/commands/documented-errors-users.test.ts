// What Incydr refuses about users, organizations and legal holds, on the gateway and on the console host.
import { leaverInLedger } from "../../commands/expected/legal-hold.ts";
import { describeFamily, type Case } from "./family.ts";
import { api, argument, lacking, notFound, refuse } from "./incydr-refuses.ts";

const mara = "user1.quill@acme.test";
const held = "piet.jansen@contractors.test";
const ledger = "1221000000000000001";
const users = "GET /v1/users 200";
const matters = "GET /v1/legal-hold/matters 200";
const system = (description: string) => JSON.stringify([{ name: "SYSTEM", description }]);
const nobody = (username: string) =>
  notFound(
    `No user found with username ${username}.`,
    "Give the whole name as Incydr shows it, usually an email address.",
  );
const deactivationOfHeld = {
  line: `!code42-user-deactivate username=${held}`,
  flags: ["--yes", "--quiet"],
  ...argument(
    `${held} is under a legal hold, and Incydr deactivates nobody who is.`,
    "code42-user-block keeps the user out meanwhile. To deactivate, release the user from Ledger dispute 2 (1221000000000000002) with " +
      "code42-legalhold-remove-user, when whoever answers for the hold agrees.",
  ),
};
const create = (username: string, org = "Sales") =>
  `!code42-user-create orgname=${org} username=${username} email=${username}`;

const ofUsers: Case[] = [
  {
    it: "warn of whom there is not to read (an empty list)",
    line: "!code42-user-get username=user1",
    shows: ["No user found with username user1."],
    requests: [users],
  },
  ...["code42-user-reactivate", "code42-user-unblock"].map((command) => ({
    it: `change nobody who is not there (an empty list): ${command}`,
    line: `!${command} username=nobody@acme.test`,
    ...nobody("nobody@acme.test"),
    requests: [users],
  })),
  {
    it: "name the user whom the console host has no more (404 User not found)",
    line: `!code42-user-unblock username=${mara}`,
    before: [`!code42-user-block username=${mara}`],
    faults: [refuse("POST", "/api/v3/users", 404, system("User not found"))],
    ...nobody(mara),
    requests: [users, "POST /api/v3/users/1190000000000000101/unblock 404"],
  },
  {
    it: "do not take a console host without the path for a user who is gone (404)",
    line: `!code42-user-unblock username=${mara}`,
    faults: [refuse("POST", "/api/v3/users", 404, "<html>Not Found</html>")],
    ...api(
      "POST /api/v3/users/1190000000000000101/unblock was answered with 404: a page, not data.",
      "It does not exist there (any more), or the instance's URL is not the vendor's API.",
    ),
    requests: [users, "POST /api/v3/users/1190000000000000101/unblock 404"],
  },
  {
    it: "deactivate nobody under a legal hold (ACTIVE_LEGAL_HOLD)",
    ...deactivationOfHeld,
    requests: [
      users,
      "POST /v1/users/1190000000000000104/deactivate 400",
      "GET /v1/legal-hold/custodians/1190000000000000104 200",
    ],
  },
  {
    it: "give the user who was created before (500 USER_DUPLICATE)",
    before: [create("new@acme.test")],
    line: create("new@acme.test"),
    context: { Code42: { User: { UserID: "1190000000000800000", Username: "new@acme.test", Email: "new@acme.test" } } },
    shows: ["The user new@acme.test was there already."],
    requests: ["GET /api/v1/Org 200", "POST /api/v1/User 500", "GET /api/v1/User 200"],
  },
  {
    it: "do not give the user of another organization for it (500 USER_DUPLICATE)",
    line: create("new@acme.test", "Legal"),
    ...argument(
      "The username new@acme.test is taken: its user belongs to the organization Sales.",
      "Choose another username, or change the user there is in the console.",
    ),
    requests: ["GET /api/v1/Org 200", "POST /api/v1/User 500", "GET /api/v1/User 200"],
  },
  {
    it: "name the organization that has gone since it was looked up (400 Organization was not found)",
    line: create("other@acme.test"),
    faults: [refuse("POST", "/api/v1/User", 400, system("Organization was not found"))],
    ...notFound(
      "Incydr does not find the organization Sales any more, though it was there a moment ago.",
      "Run the command again: it then names the organizations that there are.",
    ),
    requests: ["GET /api/v1/Org 200", "POST /api/v1/User 400"],
  },
];

const add = (username: string, matter: string) =>
  `!code42-legalhold-add-user username=${username} mattername="${matter}"`;

const noMatter = notFound(
  "There is no legal hold matter called 1221000000000000099.",
  "Give the whole name, or the ID, of a matter. Among them: Ledger dispute 2 (1221000000000000002); " +
    "Ledger dispute (1221000000000000001); Old ledger dispute (1221000000000000003, closed).",
);
const heldAlready = {
  it: "succeed in holding whom the matter holds already (USER_ALREADY_IN_HOLD)",
  before: [add(mara, "Ledger dispute")],
  line: add(mara, "Ledger dispute"),
  context: { Code42: { LegalHold: leaverInLedger } },
  shows: [`${mara} was in the legal hold matter Ledger dispute already.`],
};

const ofHolds: Case[] = [
  {
    ...heldAlready,
    requests: [
      users,
      matters,
      `POST /v1/legal-hold/matters/${ledger}/custodians 400`,
      "GET /v1/legal-hold/custodians/1190000000000000101 200",
    ],
  },
  {
    it: "name the matter that there is not by its ID (404)",
    line: add(mara, "1221000000000000099"),
    ...noMatter,
    requests: [users, matters, "GET /v1/legal-hold/matters/1221000000000000099 404", matters],
  },
];

const holds = "GET /api/v1/LegalHold 200";
const older = [users, "GET /v1/legal-hold/matters 404", holds];

const onConsole: Case[] = [
  {
    ...heldAlready,
    requests: [...older, "POST /api/v1/LegalHoldMembership 400", "GET /api/v1/LegalHoldMembership 200"],
  },
  {
    it: "take a 403 to a matter's ID for a matter that there is not, as the host tells neither apart",
    line: add(mara, "1221000000000000099"),
    ...noMatter,
    requests: [...older, "GET /api/v1/LegalHold/1221000000000000099 403", holds],
  },
  {
    it: "take a 403 to a change of a matter that was found for a lacking permission",
    line: add("ilse.bos@acme.test", "Ledger dispute"),
    faults: [refuse("POST", "/api/v1/LegalHoldMembership", 403, system("Permission denied"))],
    ...lacking("POST /api/v1/LegalHoldMembership", system("Permission denied")),
    requests: [...older, "POST /api/v1/LegalHoldMembership 403"],
  },
  {
    it: "always say whose memberships they ask for (else: 400 At least one criteria must be specified)",
    ...deactivationOfHeld,
    requests: [
      users,
      "POST /v1/users/1190000000000000104/deactivate 400",
      "GET /v1/legal-hold/custodians/1190000000000000104 404",
      "GET /api/v1/LegalHoldMembership 200",
    ],
  },
];

describeFamily("the commands for users, where Incydr refuses", ofUsers);
describeFamily("the commands for legal holds, where Incydr refuses", ofHolds);
describeFamily("the same commands where the console host refuses", onConsole, { "legal-hold": "console" });
