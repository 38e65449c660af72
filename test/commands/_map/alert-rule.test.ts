import { expect } from "chai";
import type { AlertRule } from "../../../commands/_api/alert-rules.ts";
import { toAlertRule } from "../../../commands/_map/alert-rule.ts";

describe("an alert rule in the context", () => {
  it("leaves out what is unknown or empty, and keeps what is false", () => {
    const rule: AlertRule = { id: "r-1", name: "Any", isEnabled: false, isSystemRule: true, description: "" };
    expect(toAlertRule(rule)).to.deep.equal({ ID: "r-1", Name: "Any", IsEnabled: false, IsSystemRule: true });
    expect(toAlertRule({ id: "r-1", name: "Any", filters: null })).to.deep.equal({ ID: "r-1", Name: "Any" });
  });

  it("tells at whom and what it looks", () => {
    const rule: AlertRule = {
      id: "r-1",
      name: "Any",
      filters: {
        watchlist: { watchlists: [{ id: "w-1" }, { id: null }] },
        username: { mode: "EXCLUDE", usernames: [] },
        riskIndicator: { indicators: ["Dropbox upload"] },
      },
    };
    expect(toAlertRule(rule)).to.deep.equal({
      ID: "r-1",
      Name: "Any",
      Watchlists: ["w-1"],
      UsernameMode: "EXCLUDE",
      RiskIndicators: ["Dropbox upload"],
    });
  });
});
