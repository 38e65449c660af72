// What the list of trusted activities is to give of the simulated tenant's.

const byAdmin = { UpdatedByType: "USER", UpdatedByID: "1190000000000000900", UpdatedBy: "admin@acme.test" };

export const ownDomain = {
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
};

export const slackTeam = {
  ID: "102",
  Type: "SLACK",
  Value: "acme-team",
  HighValueSource: false,
  ...byAdmin,
  UpdatedAt: "2025-08-09T00:00:00.000Z",
};

export const companyRepositories = {
  ID: "103",
  Type: "URL_PATH",
  Value: "github.test/acme",
  Description: "Company repositories",
  HighValueSource: false,
  ...byAdmin,
  UpdatedAt: "2025-10-08T00:00:00.000Z",
};

export const ledgerRepository = {
  ID: "104",
  Type: "GIT_REPOSITORY_URI",
  Value: "github.test:acme/ledger",
  HighValueSource: false,
  Actions: [{ Type: "GIT_PUSH" }],
  ...byAdmin,
  UpdatedAt: "2025-11-07T00:00:00.000Z",
};
