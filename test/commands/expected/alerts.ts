// What the alert commands are to give of the simulated tenant's exemplary session.

/** Where its rule, which describes it, is not to be had. */
export const undescribedAlert = {
  ID: "5c0e9c54-77b1-4f0a-9d30-1f5f0c6d2a11",
  Username: "user1.quill@acme.test",
  Occurred: "2026-01-05T23:00:00.000Z",
  Name: "source code file(s) uploaded to Dropbox",
  State: "OPEN",
  Type: "STANDARD",
  Severity: "CRITICAL",
};

export const exemplaryAlert = { ...undescribedAlert, Description: "Source code to personal cloud" };
