import { code42, readRecorded } from "./recorded.ts";

const recorded = await readRecorded(code42);
const byAdmin = { UpdatedByType: "USER", UpdatedByID: "1190000000000000900", UpdatedBy: "admin@acme.test" };
const header =
  "### Code42 Trusted Activities\n|Type|Value|Description|Actions|UpdatedAt|UpdatedBy|ID|\n|---|---|---|---|---|---|---|\n";
const slack = {
  ID: "102",
  Type: "SLACK",
  Value: "acme-team",
  HighValueSource: false,
  ...byAdmin,
  UpdatedAt: "2025-08-09T00:00:00.000Z",
};

describe("the recorded lists of trusted activities", () => {
  it("tell what is trusted where", () =>
    recorded.replay("trusted-activities/code42-trusted-activity-list", {
      entry: {
        readable:
          `${header}| DOMAIN | acme.test | Our own domain | ` +
          "FILE_UPLOAD, CLOUD_SYNC (GOOGLE_DRIVE, ONE_DRIVE), EMAIL (OFFICE_365) | 2025-06-20T00:00:00.000Z | admin@acme.test | 101 |\n" +
          "| SLACK | acme-team |  |  | 2025-08-09T00:00:00.000Z | admin@acme.test | 102 |\n" +
          "| URL_PATH | github.test/acme | Company repositories |  | 2025-10-08T00:00:00.000Z | admin@acme.test | 103 |\n" +
          "| GIT_REPOSITORY_URI | github.test:acme/ledger |  | GIT_PUSH | 2025-11-07T00:00:00.000Z | admin@acme.test | 104 |\n" +
          "| ACCOUNT_NAME | Acme | Corporate sync accounts | CLOUD_SYNC (DROPBOX, ONE_DRIVE) | 2025-12-07T00:00:00.000Z | soar | 105 |\n",
      },
      context: {
        Code42: {
          TrustedActivity: [
            {
              ID: "101",
              Type: "DOMAIN",
              Value: "acme.test",
              Description: "Our own domain",
              HighValueSource: true,
              Actions: [
                { Type: "FILE_UPLOAD" },
                { Type: "CLOUD_SYNC", Providers: ["GOOGLE_DRIVE", "ONE_DRIVE"] },
                { Type: "EMAIL", Providers: ["OFFICE_365"] },
              ],
              ...byAdmin,
              UpdatedAt: "2025-06-20T00:00:00.000Z",
            },
            slack,
            {
              ID: "103",
              Type: "URL_PATH",
              Value: "github.test/acme",
              Description: "Company repositories",
              HighValueSource: false,
              ...byAdmin,
              UpdatedAt: "2025-10-08T00:00:00.000Z",
            },
            {
              ID: "104",
              Type: "GIT_REPOSITORY_URI",
              Value: "github.test:acme/ledger",
              HighValueSource: false,
              Actions: [{ Type: "GIT_PUSH" }],
              ...byAdmin,
              UpdatedAt: "2025-11-07T00:00:00.000Z",
            },
            {
              ID: "105",
              Type: "ACCOUNT_NAME",
              Value: "Acme",
              Description: "Corporate sync accounts",
              HighValueSource: false,
              Actions: [{ Type: "CLOUD_SYNC", Providers: ["DROPBOX", "ONE_DRIVE"] }],
              UpdatedAt: "2025-12-07T00:00:00.000Z",
              UpdatedByType: "API_KEY",
              UpdatedByID: "key-0000",
              UpdatedBy: "soar",
            },
          ],
        },
      },
      requests: ["GET /v2/trusted-activities 200"],
    }));

  it("tell those of one type", () =>
    recorded.replay("trusted-activities/code42-trusted-activity-list-2", {
      entry: {
        readable:
          "### Code42 Trusted Activities\n|Type|Value|UpdatedAt|UpdatedBy|ID|\n|---|---|---|---|---|\n" +
          "| SLACK | acme-team | 2025-08-09T00:00:00.000Z | admin@acme.test | 102 |\n",
      },
      context: { Code42: { TrustedActivity: [slack] } },
      requests: ["GET /v2/trusted-activities 200"],
    }));
});
