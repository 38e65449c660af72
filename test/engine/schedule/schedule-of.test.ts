import { expect } from "chai";
import { ParameterError } from "../../../src/errors.ts";
import { scheduleOf } from "../../../src/engine/schedule/schedule-of.ts";

describe("scheduleOf", () => {
  it("takes the cron line of soar.yml before the parameter", () => {
    const instance = { name: "eu", schedule: "@hourly", params: { incidentFetchInterval: "3" } };

    expect(scheduleOf(instance, "incidentFetchInterval")).to.deep.equal({ cron: "@hourly" });
  });

  it("takes the parameter's minutes, as text or number", () => {
    const instance = { name: "eu", params: { incidentFetchInterval: "3", eventFetchInterval: 10 } };

    expect(scheduleOf(instance, "incidentFetchInterval")).to.deep.equal({ everyMs: 180_000 });
    expect(scheduleOf(instance, "eventFetchInterval")).to.deep.equal({ everyMs: 600_000 });
  });

  it("fetches every minute and collects every five where nothing says otherwise", () => {
    const instance = { name: "eu", params: {} };

    expect(scheduleOf(instance, "incidentFetchInterval")).to.deep.equal({ everyMs: 60_000 });
    expect(scheduleOf(instance, "eventFetchInterval")).to.deep.equal({ everyMs: 300_000 });
  });

  for (const given of ["0", "-3", "often", "1e9", "", "NaN"]) {
    it(`refuses "${given}"`, () => {
      expect(() => scheduleOf({ name: "eu", params: { incidentFetchInterval: given } }, "incidentFetchInterval"))
        .to.throw(ParameterError)
        .with.property(
          "message",
          `incidentFetchInterval of instance "eu" must be a number of minutes, 1 or more, got "${given}".`,
        );
    });
  }
});
