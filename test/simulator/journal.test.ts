import { expect } from "chai";

import { createJournal, journalLimit } from "../../src/simulator/journal.ts";

describe("the journal", () => {
  it("keeps arrivals in order, and what became of them", () => {
    const journal = createJournal();
    const first = journal.arrived(0, "GET", "/a?b=1");
    journal.arrived(1500, "POST", "/c");
    first.status = 200;
    first.applied = true;
    expect(journal.entries()).to.deep.equal([
      { at: "1970-01-01T00:00:00.000Z", method: "GET", path: "/a?b=1", status: 200, applied: true },
      { at: "1970-01-01T00:00:01.500Z", method: "POST", path: "/c", status: 0, applied: false },
    ]);
  });

  it("forgets the oldest tenth when it is full", () => {
    const journal = createJournal(20);
    for (let arrival = 0; arrival < 21; arrival += 1) journal.arrived(arrival, "GET", `/${String(arrival)}`);
    expect(journal.entries().map(({ path }) => path)[0]).to.equal("/2");
    expect(journal.entries()).to.have.length(19);
  });

  it("remembers a million requests unless told otherwise", () => {
    expect(journalLimit).to.equal(1_000_000);
  });
});
