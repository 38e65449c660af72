import { colleagueInLedger, contractorInLedger2, leaverInLedger, listedContractor } from "./expected/legal-hold.ts";
import { code42, readRecorded } from "./recorded.ts";

const recorded = await readRecorded(code42);
const ledger = "1221000000000000001";
const ledger2 = "1221000000000000002";
const contractor = "piet.jansen@contractors.test";
const table = (title: string, { MatterID, MatterName, UserID, Username }: typeof leaverInLedger) =>
  `### ${title}\n|Username|MatterName|UserID|MatterID|\n|---|---|---|---|\n` +
  `| ${Username} | ${MatterName} | ${UserID} | ${MatterID} |\n`;
const look = ["GET /v1/users 200", "GET /v1/legal-hold/matters 200"];
const lookOnConsole = ["GET /v1/legal-hold/matters 404", "GET /api/v1/LegalHold 200"];

describe("the recorded legal hold commands", () => {
  it("add a user", () =>
    recorded.replay("legal-hold/code42-legalhold-add-user", {
      entry: { type: "note", readable: table("Code42 User Added to Legal Hold Matter", leaverInLedger) },
      context: { Code42: { LegalHold: leaverInLedger } },
      requests: [...look, `POST /v1/legal-hold/matters/${ledger}/custodians 200`],
    }));

  it("succeed in adding who is in the matter already", () =>
    recorded.replay("legal-hold/code42-legalhold-add-user-2", {
      entry: { type: "note", readable: table("Code42 User Added to Legal Hold Matter", contractorInLedger2) },
      context: { Code42: { LegalHold: contractorInLedger2 } },
      requests: [
        ...look,
        `POST /v1/legal-hold/matters/${ledger2}/custodians 400`,
        "GET /v1/legal-hold/custodians/1190000000000000104 200",
      ],
    }));

  it("do not take a part of a matter's name for it", () =>
    recorded.replay("legal-hold/code42-legalhold-add-user-3", {
      entry: {
        type: "error",
        contents:
          "There is no legal hold matter called ledger.\nDid you mean Ledger dispute 2 (1221000000000000002); " +
          "Ledger dispute (1221000000000000001); Old ledger dispute (1221000000000000003, closed)?",
      },
      error: "NOT_FOUND",
      requests: look,
    }));

  it("add nobody to a closed matter", () =>
    recorded.replay("legal-hold/code42-legalhold-add-user-4", {
      entry: { type: "error" },
      error: "ARGUMENT",
      requests: look,
    }));

  it("add a user on the console host where the gateway has no legal hold", () =>
    recorded.replay("legal-hold/code42-legalhold-add-user-5", {
      entry: { type: "note" },
      context: { Code42: { LegalHold: colleagueInLedger } },
      requests: ["GET /v1/users 200", ...lookOnConsole, "POST /api/v1/LegalHoldMembership 200"],
    }));

  it("list the custodians of a matter", () =>
    recorded.replay("legal-hold/code42-legalhold-list-custodians", {
      entry: {
        type: "note",
        readable:
          "### Code42 Legal Hold Custodians\n|Username|MatterName|AddedTime|UserID|MatterID|\n|---|---|---|---|---|\n" +
          `| ${contractor} | Ledger dispute 2 | 2026-01-05T20:00:00.000Z | 1190000000000000104 | ${ledger2} |\n`,
      },
      context: { Code42: { LegalHold: [listedContractor] } },
      requests: ["GET /v1/legal-hold/matters 200", `GET /v1/legal-hold/matters/${ledger2}/custodians 200`],
    }));

  it("name the matters there are, where there is none of the name", () =>
    recorded.replay("legal-hold/code42-legalhold-list-custodians-2", {
      entry: {
        type: "warning",
        contents:
          "There is no legal hold matter called Merger. Give the whole name, or the ID, of a matter. Among them: " +
          "Ledger dispute 2 (1221000000000000002); Ledger dispute (1221000000000000001); " +
          "Old ledger dispute (1221000000000000003, closed).",
      },
      requests: ["GET /v1/legal-hold/matters 200", "GET /v1/legal-hold/matters 200"],
    }));

  it("list custodians from the console host", () =>
    recorded.replay("legal-hold/code42-legalhold-list-custodians-3", {
      entry: { type: "note" },
      context: { Code42: { LegalHold: [{ ...colleagueInLedger, AddedTime: "2026-01-06T00:00:00.000Z" }] } },
      requests: [...lookOnConsole, "GET /api/v1/LegalHoldMembership 200"],
    }));

  it("remove a user", () =>
    recorded.replay("legal-hold/code42-legalhold-remove-user", {
      entry: { type: "note", readable: table("Code42 User Removed from Legal Hold Matter", contractorInLedger2) },
      context: { Code42: { LegalHold: contractorInLedger2 } },
      requests: [
        ...look,
        "GET /v1/legal-hold/custodians/1190000000000000104 200",
        `POST /v1/legal-hold/matters/${ledger2}/custodians/remove 204`,
      ],
    }));

  it("do not call it success to remove who is in another matter", () =>
    recorded.replay("legal-hold/code42-legalhold-remove-user-2", {
      entry: {
        type: "error",
        contents:
          `${contractor} is not in the legal hold matter Ledger dispute.\n` +
          'Run code42-legalhold-list-custodians mattername="Ledger dispute" to see who is.',
      },
      error: "NOT_FOUND",
      requests: [...look, "GET /v1/legal-hold/custodians/1190000000000000104 200"],
    }));

  it("remove a user on the console host, by the membership", () =>
    recorded.replay("legal-hold/code42-legalhold-remove-user-3", {
      entry: { type: "note" },
      context: { Code42: { LegalHold: colleagueInLedger } },
      requests: [
        "GET /v1/users 200",
        ...lookOnConsole,
        "GET /api/v1/LegalHoldMembership 200",
        "POST /api/v1/LegalHoldMembershipDeactivation 204",
      ],
    }));
});
