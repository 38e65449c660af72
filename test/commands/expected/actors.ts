// What the commands for actors are to give, of the simulated tenant's people.

export const leaver = "user1.quill@acme.test";

export const leaversProfile = {
  Username: leaver,
  StartDate: "2024-03-02",
  EndDate: "2026-03-01",
  Notes: "Handed in notice",
};

/** The leaver's, given another end date and emptied notes. */
export const updatedProfile = { ...leaversProfile, EndDate: "2026-01-31", Notes: null };

export const firstAccount = {
  ID: "1190000000000000102",
  Name: "piet@acme.test",
  AlternateNames: [],
  Active: true,
  InScope: true,
  FirstName: "Piet",
  LastName: "Jansen",
  Title: "Engineering Manager",
  Department: "Engineering",
  Division: "Payments",
  EmployeeType: "full-time",
  Country: "NL",
  Region: "UT",
  Locality: "Utrecht",
  ManagerID: null,
  ParentID: null,
  ChildIDs: ["1190000000000000104"],
  StartDate: null,
  EndDate: null,
  Notes: null,
};

/** The same person's at a contractor. */
export const secondAccount = {
  ...firstAccount,
  ID: "1190000000000000104",
  Name: "piet.jansen@contractors.test",
  ParentID: "1190000000000000102",
  ChildIDs: [],
};
