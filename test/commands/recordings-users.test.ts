import { developer, developerInFull, newHire } from "./expected/users.ts";
import { code42, readRecorded } from "./recorded.ts";

const recorded = await readRecorded(code42);
const lookUp = "GET /v1/users 200";
const headers = "|Username|FirstName|LastName|OrgName|UserID|\n|---|---|---|---|---|\n";
const row = `| ${developer.Username} | Mara | Quill | Engineering | ${developer.UserID} |\n`;

describe("the recorded user commands", () => {
  it("look a user up", () =>
    recorded.replay("users/code42-user-get", {
      entry: {
        readable:
          "### Code42 User\n|Field|Value|\n|---|---|\n| UserID | 1190000000000000104 |\n" +
          "| Username | piet.jansen@contractors.test |\n| Email | piet.jansen@contractors.test |\n" +
          "| FirstName | Piet |\n| LastName | Jansen |\n| OrgName | Engineering |\n" +
          "| OrgGuid | c1a2f0de-0000-4000-8000-000000000031 |\n| Active | true |\n| Blocked | false |\n" +
          "| Notes | Second account |\n| LegacyUserID | 20420 |\n| CreatedAt | 2023-04-12T09:00:00.000Z |\n" +
          "| ModifiedAt | 2026-01-03T12:00:00.000Z |\n",
      },
      context: {
        Code42: {
          User: {
            UserID: "1190000000000000104",
            Username: "piet.jansen@contractors.test",
            Email: "piet.jansen@contractors.test",
            FirstName: "Piet",
            LastName: "Jansen",
            OrgName: "Engineering",
            OrgGuid: "c1a2f0de-0000-4000-8000-000000000031",
            Active: true,
            Blocked: false,
            Notes: "Second account",
            LegacyUserID: "20420",
            CreatedAt: "2023-04-12T09:00:00.000Z",
            ModifiedAt: "2026-01-03T12:00:00.000Z",
          },
        },
      },
      requests: [lookUp],
    }));

  it("warn of a user who does not exist", () =>
    recorded.replay("users/code42-user-get-2", {
      entry: { type: "warning", contents: "No user found with username nobody@acme.test." },
      requests: [lookUp],
    }));

  it("create a user", () =>
    recorded.replay("users/code42-user-create", {
      entry: {
        readable:
          "### Code42 User Created\n|Username|Email|UserID|\n|---|---|---|\n" +
          `| ${newHire.Username} | ${newHire.Email} | ${newHire.UserID} |\n`,
      },
      context: { Code42: { User: newHire } },
      requests: ["GET /api/v1/Org 200", "POST /api/v1/User 200"],
    }));

  it("give the user who is there already", () =>
    recorded.replay("users/code42-user-create-2", {
      entry: { type: "note" },
      context: { Code42: { User: newHire } },
      requests: ["GET /api/v1/Org 200", "POST /api/v1/User 500", "GET /api/v1/User 200"],
    }));

  it("create nobody whose name is taken in another organization", () =>
    recorded.replay("users/code42-user-create-3", {
      entry: {
        type: "error",
        contents:
          "The username new.hire@acme.test is taken: its user belongs to the organization Sales.\n" +
          "Choose another username, or change the user there is in the console.",
      },
      error: "ARGUMENT",
      requests: ["GET /api/v1/Org 200", "POST /api/v1/User 500", "GET /api/v1/User 200"],
    }));

  const changes: [command: string, word: string, state: Record<string, boolean>, post: string][] = [
    ["code42-user-block", "Blocked", { Blocked: true }, `POST /api/v3/users/${developer.UserID}/block 200`],
    ["code42-user-unblock", "Unblocked", { Blocked: false }, `POST /api/v3/users/${developer.UserID}/unblock 200`],
    ["code42-user-deactivate", "Deactivated", { Active: false }, `POST /v1/users/${developer.UserID}/deactivate 204`],
    ["code42-user-reactivate", "Reactivated", { Active: true }, `POST /v1/users/${developer.UserID}/activate 204`],
  ];
  for (const [command, word, state, post] of changes) {
    it(`show who was ${word.toLowerCase()}`, () =>
      recorded.replay(`users/${command}`, {
        entry: { readable: `### Code42 User ${word}\n${headers}${row}` },
        context: { Code42: { User: { ...developer, ...state } } },
        requests: [lookUp, post],
      }));
  }

  it("say that a user was blocked already, without a write", () =>
    recorded.replay("users/code42-user-block-2", {
      entry: { readable: `### Code42 User Blocked\n${headers}${row}` },
      context: { Code42: { User: { ...developer, Blocked: true } } },
      requests: [lookUp],
    }));

  it("say that a legal hold keeps from deactivating", () =>
    recorded.replay("users/code42-user-deactivate-2", {
      entry: {
        type: "error",
        contents:
          "piet.jansen@contractors.test is under a legal hold, and Incydr deactivates nobody who is.\n" +
          "code42-user-block keeps the user out meanwhile. To deactivate, release the user from Ledger dispute 2 (1221000000000000002) with " +
          "code42-legalhold-remove-user, when whoever answers for the hold agrees.",
      },
      error: "ARGUMENT",
      requests: [
        lookUp,
        "POST /v1/users/1190000000000000104/deactivate 400",
        "GET /v1/legal-hold/custodians/1190000000000000104 200",
      ],
    }));

  it("list those who are not active", () =>
    recorded.replay("users/code42-user-list-2", {
      entry: {
        readable:
          "### Code42 Users\n|Username|FirstName|LastName|OrgName|Active|Blocked|UserID|\n|---|---|---|---|---|---|---|\n" +
          `| ${developer.Username} | Mara | Quill | Engineering | false | false | ${developer.UserID} |\n`,
      },
      context: {
        Code42: {
          User: [{ ...developerInFull, Active: false, ModifiedAt: "2026-01-06T00:00:00.000Z" }],
        },
      },
      requests: [lookUp],
    }));
});
