// What the device command is to give of the simulated tenant's devices.

/** Of user1.quill@acme.test. */
export const laptop = {
  ID: "1190000000000000555",
  Name: "LAP-MARA-01",
  Hostname: "LAP-MARA-01",
  UserID: "1190000000000000101",
  Username: "user1.quill@acme.test",
  Active: true,
  Blocked: false,
  OrgGuid: "c1a2f0de-0000-4000-8000-000000000031",
  OSName: "win",
  OSVersion: "11",
  Address: "10.4.0.17:4242",
  RemoteAddress: "203.0.113.9",
  LastConnectedAt: "2026-01-05T23:45:18.766Z",
  CreatedAt: "2024-03-02T10:00:00.000Z",
  ModifiedAt: "2026-01-05T23:45:18.766Z",
};
