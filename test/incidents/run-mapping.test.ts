import { expect } from "chai";
import { createMapIncident, type MapIncident } from "../../src/incidents/map-incident.ts";
import { silentLog, type Log } from "../../src/log.ts";
import { toItem } from "../store/page.ts";
import { NOW } from "../store/temporary.ts";
import { pages, useRuns } from "./run-handler.ts";

describe("a fetch run", () => {
  const { store, run } = useRuns();

  it("fills in what incidents and updates leave out, and logs what it cannot", async () => {
    const warned: unknown[] = [];
    const log: Log = { ...silentLog, warn: (message, fields) => void warned.push([message, fields]) };
    const map = createMapIncident(
      {
        fields: [],
        severity: { from: "level", values: { high: 3, low: 1 }, otherwise: 0 },
        mapper: { name: "m", fields: { state: { simple: "state" } } },
      },
      () => NOW,
    );
    const incident = (rawJSON: string) => ({ name: "n", occurred: "2026-01-05T00:00:00.000Z", rawJSON });
    const first = { id: "a", state: 1, incident: incident('{"level":"LOW","state":"open"}') };
    const second = { id: "b", state: 1, incident: incident("no JSON") };
    const changed = { id: "a", state: 2, updates: { rawJSON: '{"level":"HIGH","state":"closed"}' } };
    await run(pages({ items: [first, second], lastRun: 1 }, { items: [changed], lastRun: 2 }), { map, log });
    const [one, two] = await store().incidents.list({ limit: 9, order: "oldest" });
    expect([one?.severity, one?.CustomFields]).to.deep.equal([3, { state: "closed" }]);
    expect([two?.severity, two?.CustomFields]).to.deep.equal([0, undefined]);
    const warnings = ["rawJSON is no JSON, so no field was made of it."];
    expect(warned).to.deep.equal([
      ["The mapper left fields of an incident empty.", { instance: "vendor", id: "b", warnings }],
    ]);
  });

  it("keeps an incident that cannot be mapped as it was given, with a note, and maps the others", async () => {
    const warned: unknown[] = [];
    const log: Log = { ...silentLog, warn: (message, fields) => void warned.push([message, fields]) };
    const map: MapIncident = (given) => {
      if (given.rawJSON === "poison") throw new RangeError("too deep");
      return { incident: { ...given, name: `${given.name ?? ""}, mapped` }, warnings: [] };
    };
    const page = {
      items: [toItem("a", { rawJSON: "poison", details: "from the vendor" }), toItem("b"), toItem("c")],
      lastRun: 1,
    };
    const update = { id: "c", state: "changed", updates: { rawJSON: "poison", note: "New alert." } };
    const result = await run(pages(page, { items: [update], lastRun: 2 }), { map, log });
    expect(result.created.map(({ name, details }) => [name, details])).to.deep.equal([
      ["Alert a", "from the vendor\nThe fields of this incident could not be mapped (too deep)."],
      ["Alert b, mapped", undefined],
      ["Alert c, mapped", "The fields of this incident could not be mapped (too deep)."],
    ]);
    expect(warned).to.deep.equal(
      ["a", "c"].map((id) => [
        "An incident could not be mapped; it is kept as the handler gave it.",
        { instance: "vendor", id, error: "too deep" },
      ]),
    );
  });
});
