// What the legal hold commands are to give of the simulated tenant's matters.

const ledgerDispute = { MatterID: "1221000000000000001", MatterName: "Ledger dispute" };

export const leaverInLedger = {
  ...ledgerDispute,
  UserID: "1190000000000000101",
  Username: "user1.quill@acme.test",
};

export const colleagueInLedger = {
  ...ledgerDispute,
  UserID: "1190000000000000103",
  Username: "ilse.bos@acme.test",
};

export const contractorInLedger2 = {
  MatterID: "1221000000000000002",
  MatterName: "Ledger dispute 2",
  UserID: "1190000000000000104",
  Username: "piet.jansen@contractors.test",
};

/** As the list of custodians has it: the contractor is one from the start. */
export const listedContractor = { ...contractorInLedger2, AddedTime: "2026-01-05T20:00:00.000Z" };
