import { expect } from "chai";
import { toDepartingEmployee, toHighRiskEmployee } from "../../../commands/_map/employee.ts";

describe("an employee in the context", () => {
  it("has null for whatever Incydr does not tell", () => {
    expect(toDepartingEmployee({ actorId: "1" })).to.deep.equal({
      CaseID: "1",
      UserID: "1",
      Username: null,
      DepartureDate: null,
      Note: null,
    });
    expect(toHighRiskEmployee({ actorId: "1" })).to.deep.equal({ UserID: "1", Username: null, Note: null });
  });

  it("has the user's id for the former case's", () => {
    const actor = { actorId: "1", name: "a@acme.test", notes: "n", endDate: "2026-02-28" };
    expect(toDepartingEmployee(actor)).to.deep.equal({
      CaseID: "1",
      UserID: "1",
      Username: "a@acme.test",
      DepartureDate: "2026-02-28",
      Note: "n",
    });
    expect(toHighRiskEmployee(actor)).to.deep.equal({ UserID: "1", Username: "a@acme.test", Note: "n" });
  });
});
