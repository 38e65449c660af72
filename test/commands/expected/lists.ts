// What the commands for departing and high-risk employees are to give of the simulated tenant's people.

/** On the list from the start. */
export const departingLeaver = {
  CaseID: "1190000000000000101",
  UserID: "1190000000000000101",
  Username: "user1.quill@acme.test",
  DepartureDate: "2026-03-01",
  Note: "Handed in notice",
};

/** Put on the list by a test. */
export const departingColleague = {
  CaseID: "1190000000000000103",
  UserID: "1190000000000000103",
  Username: "ilse.bos@acme.test",
  DepartureDate: "2026-01-06",
  Note: "Found another place",
};

/** The leaver, taken from the list. */
export const removedLeaver = {
  CaseID: "1190000000000000101",
  UserID: "1190000000000000101",
  Username: "user1.quill@acme.test",
};
