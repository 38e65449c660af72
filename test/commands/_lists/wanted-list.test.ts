import { ParameterError } from "soarkit";
import { expect } from "chai";
import { highRiskEmployees, listOfType } from "../../../commands/_lists/wanted-list.ts";

const custom = { watchlistId: "1", listType: "CUSTOM", title: "FLIGHT_RISK" };
const typed = { watchlistId: "2", listType: "FLIGHT_RISK", title: null };

describe("the watchlists that stand for retired lists", () => {
  it("are those of a type, whatever title another has", () => {
    const { create, fits } = listOfType("FLIGHT_RISK");
    expect([custom, typed].map(fits)).to.deep.equal([false, true]);
    expect(create).to.deep.equal({ watchlistType: "FLIGHT_RISK" });
  });

  it("are for high-risk employees that of the given id", () => {
    const id = "b7a6f8f2-1111-4000-8000-00000000d002";
    expect(highRiskEmployees(` ${id}`)).to.deep.equal({ name: id, id });
  });

  it("are for high-risk employees that of the given type", () => {
    expect(highRiskEmployees("FLIGHT_RISK")).to.deep.include({
      name: "FLIGHT_RISK",
      create: { watchlistType: "FLIGHT_RISK" },
    });
  });

  it("are for high-risk employees the custom one of the given title", () => {
    const wanted = highRiskEmployees("Watch them");
    expect(wanted).to.deep.include({
      name: "Watch them",
      create: { watchlistType: "CUSTOM", title: "Watch them", description: "Employees of high risk, kept by the SOAR" },
    });
    const titles = ["Watch them", "Watch them all"].map((title) => ({ ...custom, title }));
    expect("fits" in wanted && titles.map(wanted.fits)).to.deep.equal([true, false]);
  });

  for (const [given, length] of [
    ["", 0],
    ["   ", 0],
    ["x".repeat(51), 51],
  ] as const) {
    it(`cannot have the title ${JSON.stringify(given)}`, () => {
      expect(() => highRiskEmployees(given)).to.throw(
        ParameterError,
        `high_risk_watchlist must have from 1 to 50 characters, as the title of a watchlist has; it has ${length}.`,
      );
    });
  }
});
