import { expect } from "chai";
import { openIntegration } from "../../src/dispatch/integration.ts";
import { checkCoverage } from "../../src/engine/check-coverage.ts";
import { openInstance } from "../../src/engine/open-instance.ts";
import { readCoverage } from "../../src/engine/read-coverage.ts";
import type { EventStream } from "../../src/manifest/manifest.ts";
import type { Range } from "../../src/incidents/fetch.ts";
import { silentLog } from "../../src/log.ts";
import type { Store } from "../../src/store/open.ts";
import { second } from "../cli/soar.ts";
import { NOW, useTemporary } from "../store/temporary.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Of the last things that were collected. */
const LAST = NOW + 99 * DAY;
const key = { instance: "east", stream: "alerts", sink: "out" };

describe("comparing what was covered with what the vendor has", () => {
  const temporary = useTemporary();

  /** What comes of it 100 days later, when the vendor has so many of the last things. */
  async function check(store: Store, there: number) {
    const now = () => NOW + 100 * DAY;
    const count = async ({ range: { from, to } }: { range: Range }) => (from <= LAST && LAST < to ? there : 0);
    const integration = await openIntegration(second);
    const own = {
      ...integration,
      eventsModule: async () => ({ ...(await integration.eventsModule()), count }),
    };
    const runtime = { store, log: silentLog, now, random: () => 0.5, onDryRun: () => undefined };
    const params = { params: {}, secrets: [], origin: {} };
    const instance = openInstance({ name: "east", params: {}, referenced: [] }, own, params, runtime);
    const [reading] = await readCoverage(store, {});
    const stream = { name: "alerts" } as EventStream;
    const signal = new AbortController().signal;
    const opened = { ...instance, client: async () => "the client" };
    return checkCoverage(opened, stream, reading!, { store, log: silentLog, signal, now });
  }

  async function collected(store: Store, version: number, at: number, names: string[], withMarks: boolean) {
    const ids = names.flatMap((id) => [{ id, at }, ...(withMarks ? [{ id: `${id}@1`, at }] : [])]);
    const covered = { from: at - HOUR, to: at + HOUR, query: "q" };
    const page = { lastRun: null, position: null, ids, sent: names.length, covered, late: { count: 0, mostMs: 0 } };
    expect(await store.events.commit(key, page, { version, now: at + HOUR })).to.equal(true);
  }

  it("is done for things that stay as they are", async () => {
    const store = await temporary.open();
    await collected(store, 0, NOW, ["a", "b", "c", "d", "e"], false);
    await collected(store, 1, LAST, ["f", "g"], false);
    const { unable, missing } = await check(store, 3);
    expect([unable, missing.map(({ count }) => count)]).to.deep.equal([undefined, [1]]);
  });

  it("is not done for things that change, also when ids were forgotten since", async () => {
    const store = await temporary.open();
    await collected(store, 0, NOW, ["a", "b", "c", "d", "e"], true);
    await collected(store, 1, LAST, ["f", "g"], true);
    expect(await store.events.tally(key, { from: NOW, to: NOW + HOUR })).to.equal(0);
    const { unable, missing } = await check(store, 3);
    expect([unable, missing]).to.deep.equal(["its events change, so that their number says nothing", []]);
  });
});
