// What the case commands are to give of the simulated tenant's exemplary case, number 17.

const admin = "1190000000000000900";

export const byAdmin = {
  CreatedBy: admin,
  CreatedByUsername: "admin@acme.test",
  LastModifiedBy: admin,
  LastModifiedByUsername: "admin@acme.test",
};
export const toAdmin = { Assignee: admin, AssigneeUsername: "admin@acme.test" };
/** Who changed a case, and when, once a command has. */
export const bySoar = {
  LastModifiedBy: "key-0000",
  LastModifiedByUsername: "soar",
  UpdatedAt: "2026-01-06T00:00:00.000000Z",
};

/** As a list gives it. */
export const listedLedger = {
  Number: 17,
  Name: "Ledger upload",
  Status: "OPEN",
  Subject: "1190000000000000101",
  SubjectUsername: "user1.quill@acme.test",
  ...toAdmin,
  ...byAdmin,
  CreatedAt: "2026-01-05T23:00:00.000001Z",
  UpdatedAt: "2026-01-05T23:05:00.000001Z",
};

/** As it is when looked up. */
export const ledgerCase = {
  ...listedLedger,
  Description: "Dropbox upload of ledger source",
  Findings: "## Findings\n- one file",
};

/** Its one file event. */
export const ledgerEvent = {
  CaseNumber: 17,
  EventID: "0_7f10aa52-0000-4000-8000-00000000a001_1767654225976040100_0000781301831434240_305_EPS",
  Timestamp: "2026-01-05T23:03:40.667Z",
  Exposure: ["ApplicationRead"],
  FileAvailability: "EXACT_FILE_AVAILABLE",
  FileName: "ledger_core.py",
  FilePath: "C:/Users/user1/Downloads/",
  RiskIndicators: [
    { Name: "Dropbox upload", Weight: 5 },
    { Name: "Source code", Weight: 3 },
    { Name: "First use of destination", Weight: 3 },
  ],
  RiskScore: 11,
  RiskSeverity: "CRITICAL",
};
