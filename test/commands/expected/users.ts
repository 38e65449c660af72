// What the user commands are to give of the simulated tenant's users.

/** A user as the commands that change one show it. */
export const developer = { UserID: "1190000000000000101", Username: "user1.quill@acme.test" };

/** The same user as looked up. */
export const developerInFull = {
  ...developer,
  Email: developer.Username,
  FirstName: "Mara",
  LastName: "Quill",
  OrgName: "Engineering",
  OrgGuid: "c1a2f0de-0000-4000-8000-000000000031",
  Active: true,
  Blocked: false,
  LegacyUserID: "20417",
  CreatedAt: "2024-03-02T09:00:00.000Z",
  ModifiedAt: "2026-01-03T12:00:00.000Z",
};

/** The first that is created. */
export const newHire = {
  UserID: "1190000000000800000",
  Username: "new.hire@acme.test",
  Email: "new.hire@acme.test",
};
