import { expect } from "chai";
import { StoreError } from "../../src/errors.ts";
import type { FetchInput, FetchPage } from "../../src/incidents/fetch.ts";
import { createMapIncident, type MapIncident } from "../../src/incidents/map-incident.ts";
import { runFetch, type FetchResult, type FetchRun } from "../../src/incidents/run.ts";
import { silentLog, type Log } from "../../src/log.ts";
import type { Store } from "../../src/store/open.ts";
import { toItem, toPage } from "../store/page.ts";
import { NOW, thrownBy, useTemporary } from "../store/temporary.ts";

const DAY = 86_400_000;
const params = { look_back: "7 days" };
const client = { name: "client" };

type Run = FetchRun<typeof params, typeof client>;
type Handler = (input: FetchInput<typeof params, typeof client>) => AsyncIterable<FetchPage>;

describe("a fetch run", () => {
  const temporary = useTemporary();
  let store: Store;

  beforeEach(async () => {
    store = await temporary.open();
  });

  it("commits every page and tells what it made", async () => {
    const result = await run(pages(toPage(1, 2), toPage(2, 1)));
    expect(result.created.map(({ id, sourceId }) => `${id} ${sourceId}`)).to.deep.equal(["1 1-0", "2 1-1", "3 2-0"]);
    expect(result).to.deep.include({ updated: 0, pages: 2, lastRun: 2, interrupted: false });
    expect(await store.fetch.cursor("vendor", "incidents")).to.deep.equal({ lastRun: 2, version: 2 });
  });

  it("hands the handler what it works with: null as the first lastRun, the vendor's clock, what is known", async () => {
    const inputs: FetchInput<typeof params, typeof client>[] = [];
    const states: unknown[] = [];
    const handler: Handler = async function* (input) {
      inputs.push(input);
      states.push(Object.fromEntries(await input.known(["1-0", "1-1"])));
      yield toPage(1, 1);
      states.push(Object.fromEntries(await input.known(["1-0", "1-1"])));
    };
    const { signal } = new AbortController();
    await run(handler, { limit: 7, signal });
    const [input] = inputs;
    expect(input).to.deep.include({ lastRun: null, params, client, limit: 7, signal, log: silentLog });
    expect(input?.now()).to.equal(NOW + 60_000);
    expect(states).to.deep.equal([{}, { "1-0": "new" }]);
  });

  it("hands the handler the lastRun of the page that was committed last", async () => {
    await run(pages(toPage(1, 1), toPage(2, 1)));
    let lastRun: unknown;
    await run(async function* (input) {
      lastRun = input.lastRun;
      yield* [];
    });
    expect(lastRun).to.equal(2);
  });

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
    const [one, two] = await store.incidents.list({ limit: 9, order: "oldest" });
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

  it("hands the handler the range that is to be read again", async () => {
    const ranges: unknown[] = [];
    const handler: Handler = async function* ({ range }) {
      ranges.push(range);
      yield* [];
    };
    await run(handler, { range: { from: 1, to: 2 } });
    await run(handler);
    expect(ranges).to.deep.equal([{ from: 1, to: 2 }, undefined]);
  });

  it("commits each page before it asks for the next", async () => {
    const seen: unknown[] = [];
    await run(async function* () {
      yield toPage(1, 1);
      seen.push((await store.fetch.cursor("vendor", "incidents")).lastRun);
      yield toPage(2, 1);
      seen.push((await store.fetch.cursor("vendor", "incidents")).lastRun);
    });
    expect(seen).to.deep.equal([1, 2]);
  });

  it("ends after the page with which the limit is reached, and lets the handler clean up", async () => {
    const steps: string[] = [];
    const result = await run(
      async function* () {
        try {
          for (let number = 1; ; number += 1) {
            steps.push(`page ${number}`);
            yield toPage(number, 2);
          }
        } finally {
          steps.push("cleaned up");
        }
      },
      { limit: 3 },
    );
    expect(steps).to.deep.equal(["page 1", "page 2", "cleaned up"]);
    expect(result.created).to.have.length(4);
    expect(result.lastRun).to.equal(2);
  });

  it("does not count incidents that were there before towards the limit", async () => {
    await run(pages(toPage(1, 2)));
    const result = await run(pages(toPage(1, 2), toPage(2, 1)), { limit: 1 });
    expect(result.created.map(({ sourceId }) => sourceId)).to.deep.equal(["2-0"]);
  });

  it("counts updates, and tells of those that no incident stands for", async () => {
    const warnings: unknown[] = [];
    const log: Log = { ...silentLog, warn: (message, fields) => warnings.push([message, fields]) };
    await run(pages(toPage(1, 2)));
    const items = ["1-0", "1-1", "lost"].map((id) => ({ id, state: "changed", updates: { severity: 4 as const } }));
    const result = await run(pages({ items, lastRun: 2 }), { log });
    expect(result).to.deep.include({ created: [], updated: 2, pages: 1 });
    expect(warnings).to.deep.equal([
      ["Updates were given for items that have no incident.", { instance: "vendor", ids: ["lost"] }],
    ]);
  });

  it("gives the incidents as they stand after the run", async () => {
    const update = { id: "1-0", state: "changed", updates: { severity: 4 as const } };
    const result = await run(pages(toPage(1, 1), { items: [update], lastRun: 2 }));
    expect(result.created.map(({ severity }) => severity)).to.deep.equal([4]);
  });

  it("gives incidents the type of the instance", async () => {
    const result = await run(pages(toPage(1, 1)), { incidentType: "Leak" });
    expect(result.created.map(({ type }) => type)).to.deep.equal(["Leak"]);
  });

  it("keeps the pages before the handler failed, nothing of the rest, and passes the error on", async () => {
    const failure = new Error("the vendor is down");
    const thrown = await thrownBy(() =>
      run(async function* () {
        yield toPage(1, 2);
        throw failure;
      }),
    );
    expect(thrown).to.equal(failure);
    expect(await store.incidents.list({ limit: 10 })).to.have.length(2);
    expect(await store.fetch.cursor("vendor", "incidents")).to.deep.equal({ lastRun: 1, version: 1 });
  });

  it("goes on from there in the next run, without a double", async () => {
    await thrownBy(() =>
      run(async function* () {
        yield toPage(1, 2);
        throw new Error("the vendor is down");
      }),
    );
    await run(pages(toPage(1, 2), toPage(2, 2)));
    const incidents = await store.incidents.list({ limit: 10, order: "oldest" });
    expect(incidents.map(({ sourceId }) => sourceId)).to.deep.equal(["1-0", "1-1", "2-0", "2-1"]);
  });

  it("passes on a page that cannot be committed, and lets the handler clean up", async () => {
    const full = new StoreError("full", "free some space");
    let cleanedUp = false;
    const broken = { ...store.fetch, commit: () => Promise.reject(full) };
    const thrown = await thrownBy(() =>
      run(
        async function* () {
          try {
            yield toPage(1, 1);
          } finally {
            cleanedUp = true;
          }
        },
        { store: { ...store, fetch: broken } },
      ),
    );
    expect(thrown).to.equal(full);
    expect(cleanedUp).to.equal(true);
  });

  it("ends between two pages when it is stopped, and keeps what it has", async () => {
    const stop = new AbortController();
    const result = await run(
      async function* () {
        yield toPage(1, 2);
        stop.abort();
        yield toPage(2, 2);
        yield toPage(3, 2);
      },
      { signal: stop.signal },
    );
    expect(result).to.deep.include({ pages: 2, lastRun: 2, interrupted: true });
    expect(result.created).to.have.length(4);
  });

  it("does not begin when it was stopped before", async () => {
    const result = await run(
      () => {
        throw new Error("was asked");
      },
      { signal: AbortSignal.abort() },
    );
    expect(result).to.deep.equal({ created: [], updated: 0, pages: 0, lastRun: null, interrupted: true });
  });

  it("ends when another run of the instance has committed a page meanwhile", async () => {
    const warnings: unknown[] = [];
    const log: Log = { ...silentLog, warn: (message, fields) => warnings.push([message, fields]) };
    const result = await run(
      async function* () {
        yield toPage(1, 1);
        await run(pages(toPage(1, 1), toPage(2, 1), toPage(3, 1)));
        yield toPage(2, 1);
        yield toPage(3, 1);
      },
      { log },
    );
    expect(result).to.deep.include({ pages: 1, lastRun: 3, interrupted: false });
    expect(result.created.map(({ sourceId }) => sourceId)).to.deep.equal(["1-0"]);
    expect(await store.incidents.list({ limit: 10 })).to.have.length(3);
    expect(warnings).to.deep.equal([
      ["Another fetch run of this instance is at work; this one ends here.", { instance: "vendor" }],
    ]);
  });

  for (const [what, lookBackMs, expiresAt] of [
    ["twice the look-back", 7 * DAY, NOW + 14 * DAY],
    ["a day when the look-back is short", 60_000, NOW + DAY],
  ] as const) {
    it(`keeps states of items without incident for ${what}`, async () => {
      const page = { items: [{ id: "ignored", state: 1, updates: {} }], lastRun: 1 };
      await run(pages(page), { lookBackMs });
      const isKnown = async () => (await store.fetch.known("vendor", "incidents", ["ignored"])).has("ignored");
      await run(pages({ items: [], lastRun: 2 }), { now: () => expiresAt - 1 });
      expect(await isKnown()).to.equal(true);
      await run(pages({ items: [], lastRun: 3 }), { now: () => expiresAt });
      expect(await isKnown()).to.equal(false);
    });
  }

  it("leaves out of its result an incident that was removed meanwhile", async () => {
    const result = await run(pages({ items: [toItem("a"), toItem("b")], lastRun: 1 }), {
      store: {
        ...store,
        incidents: { find: async (id) => (id === "1" ? undefined : store.incidents.find(id)) },
      },
    });
    expect(result.created.map(({ sourceId }) => sourceId)).to.deep.equal(["b"]);
  });

  function run(handler: Handler, options: Partial<Run> = {}): Promise<FetchResult> {
    return runFetch({
      handler,
      params,
      client,
      store,
      instance: "vendor",
      limit: 100,
      lookBackMs: 7 * DAY,
      log: silentLog,
      signal: new AbortController().signal,
      now: () => NOW,
      vendorNow: () => NOW + 60_000,
      ...options,
    });
  }
});

function pages(...all: FetchPage[]): Handler {
  return async function* () {
    yield* all;
  };
}
