import { expect } from "chai";
import { silentLog, type Log } from "../../src/log.ts";
import { toItem, toPage } from "../store/page.ts";
import { NOW } from "../store/temporary.ts";
import { client, DAY, pages, params, useRuns, type Handler, type Input } from "./run-handler.ts";

describe("a fetch run", () => {
  const { store, run } = useRuns();

  it("commits every page and tells what it made", async () => {
    const result = await run(pages(toPage(1, 2), toPage(2, 1)));
    expect(result.created.map(({ id, sourceId }) => `${id} ${sourceId}`)).to.deep.equal(["1 1-0", "2 1-1", "3 2-0"]);
    expect(result).to.deep.include({ updated: 0, pages: 2, lastRun: 2, interrupted: false });
    expect(await store().fetch.cursor("vendor", "incidents")).to.deep.equal({ lastRun: 2, version: 2 });
  });

  it("hands the handler what it works with: null as the first lastRun, the vendor's clock, what is known", async () => {
    const inputs: Input[] = [];
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
      seen.push((await store().fetch.cursor("vendor", "incidents")).lastRun);
      yield toPage(2, 1);
      seen.push((await store().fetch.cursor("vendor", "incidents")).lastRun);
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

  for (const [what, lookBackMs, expiresAt] of [
    ["twice the look-back", 7 * DAY, NOW + 14 * DAY],
    ["a day when the look-back is short", 60_000, NOW + DAY],
  ] as const) {
    it(`keeps states of items without incident for ${what}`, async () => {
      const page = { items: [{ id: "ignored", state: 1, updates: {} }], lastRun: 1 };
      await run(pages(page), { lookBackMs });
      const isKnown = async () => (await store().fetch.known("vendor", "incidents", ["ignored"])).has("ignored");
      await run(pages({ items: [], lastRun: 2 }), { now: () => expiresAt - 1 });
      expect(await isKnown()).to.equal(true);
      await run(pages({ items: [], lastRun: 3 }), { now: () => expiresAt });
      expect(await isKnown()).to.equal(false);
    });
  }

  it("leaves out of its result an incident that was removed meanwhile", async () => {
    const result = await run(pages({ items: [toItem("a"), toItem("b")], lastRun: 1 }), {
      store: {
        ...store(),
        incidents: { find: async (id) => (id === "1" ? undefined : store().incidents.find(id)) },
      },
    });
    expect(result.created.map(({ sourceId }) => sourceId)).to.deep.equal(["b"]);
  });
});
