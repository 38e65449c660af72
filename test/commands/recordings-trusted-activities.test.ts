import { companyRepositories, ledgerRepository, ownDomain, slackTeam } from "./expected/trusted-activities.ts";
import { code42, readRecorded } from "./recorded.ts";

const recorded = await readRecorded(code42);
const header =
  "### Code42 Trusted Activities\n|Type|Value|Description|Actions|UpdatedAt|UpdatedBy|ID|\n|---|---|---|---|---|---|---|\n";

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
            ownDomain,
            slackTeam,
            companyRepositories,
            ledgerRepository,
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
      context: { Code42: { TrustedActivity: [slackTeam] } },
      requests: ["GET /v2/trusted-activities 200"],
    }));
});
