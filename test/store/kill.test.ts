import { once } from "node:events";
import { text } from "node:stream/consumers";
import { expect } from "chai";
import type { Store } from "../../src/store/open.ts";
import { runChildren, startChild, type Child, type Work } from "./children.ts";
import { EVENTS, toEventPage } from "./page.ts";
import { useTemporary } from "./temporary.ts";

describe("a store whose processes are killed", function () {
  this.timeout(60_000);
  const temporary = useTemporary();
  const ROUNDS = 5;
  let children: Child[] = [];

  // They would work for ever if a test failed before it has killed them.
  afterEach(() => {
    for (const child of children) child.kill("SIGKILL");
  });

  it("has every acknowledged entry, and its context agrees with its War Room", async () => {
    const acknowledged = await killRepeatedly("append");
    const store = await temporary.open();
    const entries = await store.investigations.entries("playground");
    const ids = entries.map((entry) => entry.ID);
    expect(acknowledged.filter((id) => !ids.includes(id))).to.deep.equal([]);
    expect(ids).to.deep.equal(entries.map((_, index) => `${index + 1}@playground`));
    expect(await store.investigations.context("playground")).to.deep.equal({ count: entries.length });
  });

  it("has every acknowledged page, each whole or not at all, and a cursor that stands at the last", async () => {
    const acknowledged = await killRepeatedly("commit");
    const store = await temporary.open();
    const { lastRun, version } = await store.fetch.cursor("vendor", "incidents");
    const pages = countPages(await allSourceIds(store));
    expect(acknowledged.filter((page) => !pages.has(Number(page)))).to.deep.equal([]);
    expect([...pages.values()].filter((size) => size !== 10)).to.deep.equal([]);
    expect([...pages.keys()]).to.deep.equal(Array.from({ length: pages.size }, (_, index) => index + 1));
    expect(lastRun).to.equal(pages.size);
    expect(version).to.equal(pages.size);
  });

  it("knows the state of every incident that it has", async () => {
    await killRepeatedly("commit");
    const store = await temporary.open();
    const ids = await allSourceIds(store);
    expect((await store.fetch.known("vendor", "incidents", ids)).size).to.equal(ids.length);
  });

  it("has every acknowledged page of events whole, and knows the ids of all that it keeps", async () => {
    const acknowledged = await killRepeatedly("collect");
    const store = await temporary.open();
    const { lastRun, version } = await store.events.cursor(EVENTS);
    expect(lastRun).to.equal(version);
    expect(acknowledged.filter((page) => Number(page) > version)).to.deep.equal([]);
    await expectWholePages(store, version);
  });

  it("has a page of events whole or not at all, at whichever statement of its commit it was killed", async () => {
    const path = temporary.path("soar.db");
    await (await temporary.open()).close();
    let statement = 0;
    for (let isDone = false; !isDone; statement += 1) {
      const child = startChild("die", path, String(statement));
      children = [child];
      const output = text(child.stdout);
      await once(child, "close");
      isDone = (await output) === "alive\n";
      const store = await temporary.open();
      const { version } = await store.events.cursor(EVENTS);
      expect(version).to.equal(isDone ? 1 : 0);
      await expectWholePages(store, version);
      await store.close();
    }
    expect(statement).to.be.greaterThan(8);
  });

  it("loses no change when four processes change one context at once", async () => {
    await runChildren(4, "count", temporary.path("soar.db"), "50");
    const store = await temporary.open();
    expect(await store.investigations.context("playground")).to.deep.equal({ count: 200 });
  });

  /** Two processes work until one has acknowledged a few more times and is killed -9, then the other; several rounds. */
  async function killRepeatedly(work: Work): Promise<string[]> {
    const acknowledged: string[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      children = [startChild(work, temporary.path("soar.db")), startChild(work, temporary.path("soar.db"))];
      for (const child of children) {
        let printed = "";
        child.stdout.setEncoding("utf8").on("data", (text: string) => (printed += text));
        const ended = once(child, "close");
        while (printed.split("\n").length < 3 + round * 4) await once(child.stdout, "data");
        child.kill("SIGKILL");
        await ended;
        acknowledged.push(...printed.split("\n").slice(0, -1));
      }
    }
    expect(acknowledged.length).to.be.greaterThan(ROUNDS * 2);
    return acknowledged;
  }
});

/** Each of the pages is there with all that belongs to it, and nothing of another. */
async function expectWholePages(store: Store, count: number): Promise<void> {
  const pages = Array.from({ length: count }, (_, index) => toEventPage(index + 1, 10));
  const ids = pages.flatMap((page) => page.ids);
  const next = toEventPage(count + 1, 10).ids;
  const kept = await Array.fromAsync(store.events.list({ limit: 1_000_000 }));
  expect(kept.map(({ id }) => id).toSorted()).to.deep.equal(ids.map(({ id }) => id).toSorted());
  expect([...(await store.events.known(EVENTS, [...ids, ...next]))].toSorted()).to.deep.equal(
    ids.map(({ id }) => id).toSorted(),
  );
  const coverage = await Array.fromAsync(store.events.coverage(EVENTS, { from: 0, to: Date.now() }));
  expect(coverage.map(({ n, sent }) => [n, sent])).to.deep.equal(pages.map((_, index) => [index + 1, 10]));
}

async function allSourceIds(store: Store): Promise<string[]> {
  const incidents = await store.incidents.list({ limit: 1_000_000, order: "oldest" });
  return incidents.map((incident) => incident.sourceId);
}

/** How many incidents of each page there are, in the order of the pages' first. */
function countPages(sourceIds: string[]): Map<number, number> {
  const pages = new Map<number, number>();
  for (const id of sourceIds) {
    const page = Number(id.split("-")[0]);
    pages.set(page, (pages.get(page) ?? 0) + 1);
  }
  return pages;
}
