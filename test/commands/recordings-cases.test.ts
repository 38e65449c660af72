import { expect } from "chai";
import { byAdmin, bySoar, ledgerCase, ledgerEvent, listedLedger, toAdmin } from "./expected/cases.ts";
import { code42, readRecorded } from "./recorded.ts";

const recorded = await readRecorded(code42);
const admin = "1190000000000000900";
const mara = "1190000000000000101";
const event = ledgerEvent.EventID;
const now = "2026-01-06T00:00:00.000000Z";

const forecasts = {
  Number: 15,
  Name: "Forecasts by mail",
  Status: "ARCHIVED",
  Subject: "1190000000000000102",
  SubjectUsername: "piet@acme.test",
  ...toAdmin,
  ...byAdmin,
  CreatedAt: "2025-12-18T00:00:00.000000Z",
  UpdatedAt: "2026-01-04T00:00:00.000000Z",
  ArchivedAt: "2026-01-04T00:00:00.000000Z",
};
/** The exemplary case as two changes leave it. */
const archived = {
  Number: 17,
  Name: "Ledger upload",
  Status: "ARCHIVED",
  ...toAdmin,
  Description: "Dropbox upload of ledger source",
  Findings: "Two files",
  CreatedAt: "2026-01-05T23:00:00.000001Z",
  CreatedBy: admin,
  CreatedByUsername: "admin@acme.test",
  ...bySoar,
  ArchivedAt: now,
};
const listHeader =
  "### Code42 Cases\n|Number|Name|Status|SubjectUsername|AssigneeUsername|CreatedAt|UpdatedAt|\n|---|---|---|---|---|---|---|\n";
const closed =
  "is closed and takes no changes.\n" +
  "Closed and archived cases stay as they are. Open a new one with code42-case-create.";

describe("the recorded case commands", () => {
  it("list the latest, and say how many more there are", () =>
    recorded.replay("cases/code42-case-list", {
      entry: {
        readable:
          `${listHeader}| 17 | Ledger upload | OPEN | user1.quill@acme.test | admin@acme.test | ` +
          "2026-01-05T23:00:00.000001Z | 2026-01-05T23:05:00.000001Z |\n" +
          "| 16 | Board pictures | OPEN | ilse.bos@acme.test |  | 2026-01-03T00:00:00.000000Z | " +
          "2026-01-03T00:00:00.000000Z |\n\nCases shown: 2 of 4. Raise limit to see more.\n",
      },
      context: {
        Code42: {
          Case: [
            listedLedger,
            {
              Number: 16,
              Name: "Board pictures",
              Status: "OPEN",
              Subject: "1190000000000000103",
              SubjectUsername: "ilse.bos@acme.test",
              ...byAdmin,
              CreatedAt: "2026-01-03T00:00:00.000000Z",
              UpdatedAt: "2026-01-03T00:00:00.000000Z",
            },
          ],
        },
      },
      requests: ["GET /v1/cases 200"],
    }));

  it("list those of some states", () =>
    recorded.replay("cases/code42-case-list-2", {
      entry: { type: "note" },
      context: {
        Code42: {
          Case: [
            {
              Number: 14,
              Name: "Contractor laptop",
              Status: "CLOSED",
              Subject: "1190000000000000104",
              SubjectUsername: "piet.jansen@contractors.test",
              ...toAdmin,
              ...byAdmin,
              CreatedAt: "2025-12-17T00:00:00.000000Z",
              UpdatedAt: "2025-12-25T00:00:00.000000Z",
            },
            forecasts,
          ],
        },
      },
      requests: ["GET /v1/cases 200"],
    }));

  it("look one up", () =>
    recorded.replay("cases/code42-case-get", {
      entry: {
        readable:
          "### Code42 Case\n|Field|Value|\n|---|---|\n| Number | 17 |\n| Name | Ledger upload |\n| Status | OPEN |\n" +
          "| SubjectUsername | user1.quill@acme.test |\n| AssigneeUsername | admin@acme.test |\n" +
          "| Description | Dropbox upload of ledger source |\n| Findings | ## Findings<br>- one file |\n" +
          "| CreatedAt | 2026-01-05T23:00:00.000001Z |\n| CreatedByUsername | admin@acme.test |\n" +
          "| UpdatedAt | 2026-01-05T23:05:00.000001Z |\n| LastModifiedByUsername | admin@acme.test |\n",
      },
      context: { Code42: { Case: ledgerCase } },
      requests: ["GET /v1/cases/17 200"],
    }));

  it("look one up that is archived", () =>
    recorded.replay("cases/code42-case-get-2", {
      entry: { type: "note" },
      context: { Code42: { Case: forecasts } },
      requests: ["GET /v1/cases/15 200"],
    }));

  it("warn where there is none", () =>
    recorded.replay("cases/code42-case-get-3", {
      entry: { type: "warning", contents: "There is no case 99." },
      requests: ["GET /v1/cases/99 404"],
    }));

  it("open one", () =>
    recorded.replay("cases/code42-case-create", {
      entry: { type: "note" },
      context: {
        Code42: {
          Case: {
            Number: 18,
            Name: "Ledger on Dropbox",
            Status: "OPEN",
            Subject: mara,
            SubjectUsername: "user1.quill@acme.test",
            ...toAdmin,
            Description: "Opened from an alert",
            Findings: "One file so far",
            CreatedAt: now,
            CreatedBy: "key-0000",
            CreatedByUsername: "soar",
            ...bySoar,
          },
        },
      },
      requests: ["GET /v1/actors/actor/name/user1.quill%40acme.test/parent 200", "POST /v1/cases 200"],
    }));

  it("open none whose name there is", () =>
    recorded.replay("cases/code42-case-create-2", {
      entry: {
        type: "error",
        contents:
          'There is a case called "Ledger upload" already: number 17 (OPEN).\n' +
          "Names of cases are unique. Go on with that case, or give another name.",
      },
      error: "ARGUMENT",
      requests: ["POST /v1/cases 400", "GET /v1/cases 200"],
    }));

  it("change one", () =>
    recorded.replay("cases/code42-case-update", {
      entry: { type: "note" },
      context: { Code42: { Case: { ...ledgerCase, ...bySoar, Findings: "Two files" } } },
      requests: ["GET /v1/cases/17 200", "PUT /v1/cases/17 200"],
    }));

  it("archive one and empty a field", () =>
    recorded.replay("cases/code42-case-update-2", {
      entry: { type: "note" },
      context: { Code42: { Case: archived } },
      requests: ["GET /v1/cases/17 200", "PUT /v1/cases/17 200"],
    }));

  it("change none that is archived", () =>
    recorded.replay("cases/code42-case-update-3", {
      entry: { type: "error", contents: `Case 17 ${closed}` },
      error: "ARGUMENT",
      requests: ["GET /v1/cases/17 200", "PUT /v1/cases/17 400"],
    }));

  it("say that the API client may not change cases", () =>
    recorded.replay("cases/code42-case-update-4", {
      entry: {
        type: "error",
        contents:
          'The credentials lack the permission for PUT /v1/cases/17 (403): {"error":"a fault that was set"}.\n' +
          "Give the API client at the vendor's the permission that this request needs (see `soar commands NAME`).",
      },
      error: "CREDENTIALS",
      requests: ["GET /v1/cases/17 200", "PUT /v1/cases/17 403"],
    }));

  it("delete one", () =>
    recorded.replay("cases/code42-case-delete", {
      entry: { readable: "Case 16 was deleted for good." },
      context: { Code42: { Case: { Number: 16, Deleted: true } } },
      requests: ["DELETE /v1/cases/16 204"],
    }));

  it("delete none that is not there", () =>
    recorded.replay("cases/code42-case-delete-2", {
      entry: {
        type: "error",
        contents: "There is no case 99.\nRun code42-case-list to see the numbers of all cases.",
      },
      error: "NOT_FOUND",
      requests: ["DELETE /v1/cases/99 404"],
    }));

  it("list the file events", () =>
    recorded.replay("cases/code42-case-list-file-events", {
      entry: { type: "note" },
      context: {
        Code42: {
          CaseFileEvents: [ledgerEvent],
        },
      },
      requests: ["GET /v1/cases/17/fileevent 200"],
    }));

  it("add a file event", () =>
    recorded.replay("cases/code42-case-add-file-event", {
      entry: { readable: `### Code42 File Events of Case 16\n|EventID|\n|---|\n| ${event} |\n` },
      context: { Code42: { CaseFileEvents: [{ CaseNumber: 16, EventID: event }] } },
      requests: ["POST /v1/cases/16/fileevent 204"],
    }));

  it("add none to a closed case", () =>
    recorded.replay("cases/code42-case-add-file-event-2", {
      entry: { type: "error", contents: `Case 14 ${closed}` },
      error: "ARGUMENT",
      requests: ["POST /v1/cases/14/fileevent 400"],
    }));

  it("put the summary into the War Room", async () => {
    const { files } = await recorded.replay("cases/code42-case-export", {
      entry: { type: "file" },
      context: {
        File: {
          Name: "Case-17.pdf",
          EntryID: "1@playground",
          Size: 895,
          Type: "application/pdf",
          Info: "application/pdf",
          MD5: "a835f856582d3620172d6a6e059673e2",
          SHA1: "cb9b091df2d45cdeefd1c52ee2426d666dca7bbd",
          SHA256: "2a78a8051f8690d666bfb943919b47e5d8aa8c52895c7e99fc4e60834ad1e0fc",
          SHA512:
            "61c2e3dec2a37068b3083c757b60ce9c542ad4a4ff40fc7191b4532df2a8fe6deff361f8db1cf8f077a812caeb6953121cb64f6a5e0f4b298b12b02d4c946205",
          Extension: "pdf",
        },
      },
      requests: ["GET /v1/cases/17/export 200"],
    });
    expect(Buffer.from(files[0]!.content).toString("latin1")).to.match(/^%PDF-1\.4\n[^]*%%EOF\n$/);
  });

  it("put the file events into the War Room", async () => {
    const { files } = await recorded.replay("cases/code42-case-export-2", {
      entry: { type: "file" },
      context: {
        File: {
          Name: "Case-17-file-events.csv",
          EntryID: "1@playground",
          Size: 374,
          Type: "text/plain",
          Info: "text/plain",
          MD5: "e52a4b23b8e55d068ebccafc7eed71e0",
          SHA1: "dce3c7d5535b6346b46a62919a2df58a001c9c23",
          SHA256: "c6508c29f6f9dcb79bfe17c2f0bd3b19e6a5f46f0ab4612f0b0a32018adc00f3",
          SHA512:
            "47a628d9a7f58095824baaa6a8df0f7eff4948854b848e16351e29ef6473daa44e841dd120db6493bc8e7f40edeba0ea387400899066a25672c2ab0bf66acf0c",
          Extension: "csv",
        },
      },
      requests: ["GET /v1/cases/17/fileevent/export 200"],
    });
    expect(Buffer.from(files[0]!.content).toString().split("\r\n")).to.have.length(3);
  });
});
