import { ArgumentError } from "soarkit";
import { expect } from "chai";
import { toProfileChange, toRiskProfile, unchanged } from "../../../commands/_map/risk-profile.ts";

const actor = { actorId: "1", name: "a@acme.test", alternateNames: [] };

describe("a user's risk profile", () => {
  it("has null where Incydr has nothing", () => {
    expect(toRiskProfile({ ...actor, endDate: "2026-02-28", notes: null })).to.deep.equal({
      Username: "a@acme.test",
      StartDate: null,
      EndDate: "2026-02-28",
      Notes: null,
    });
  });

  it("is changed in the given fields only, null for one to empty", () => {
    expect(toProfileChange({ end_date: "2026-02-28", clear: ["notes"] })).to.deep.equal({
      endDate: "2026-02-28",
      notes: null,
    });
    expect(toProfileChange({ start_date: "2026-01-01", notes: "n" })).to.deep.equal({
      startDate: "2026-01-01",
      notes: "n",
    });
  });

  it("is not changed by nothing", () => {
    expect(() => toProfileChange({})).to.throw(
      ArgumentError,
      "Nothing to change: start_date, end_date and notes are all empty.",
    );
  });

  it("is not changed by what is no date", () => {
    expect(() => toProfileChange({ start_date: "x", end_date: "y" })).to.throw(
      ArgumentError,
      'start_date must be a date of the form YYYY-MM-DD, not "x". end_date must be',
    );
  });

  it("has no field both given and emptied", () => {
    expect(() => toProfileChange({ notes: "n", clear: ["notes"] })).to.throw(
      ArgumentError,
      "notes cannot be both given and emptied.",
    );
  });

  it("tells which fields are not as written", () => {
    const change = { startDate: "2026-01-01", endDate: null, notes: "n" };
    expect(unchanged(change, { ...actor, startDate: "2026-01-01", notes: "n" })).to.deep.equal([]);
    expect(unchanged(change, { ...actor, endDate: "2026-02-28", notes: "m" })).to.deep.equal([
      "start_date",
      "end_date",
      "notes",
    ]);
  });
});
