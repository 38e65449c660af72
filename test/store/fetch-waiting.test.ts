import { DatabaseSync } from "node:sqlite";
import { expect } from "chai";
import type { FetchItem } from "../../src/incidents/fetch.ts";
import type { Store } from "../../src/store/open.ts";
import { toItem } from "./page.ts";
import { NOW, useTemporary } from "./temporary.ts";

const WEEK = NOW + 7 * 86_400_000;

describe("the commit of items that wait for their turn", () => {
  const temporary = useTemporary();
  const waiting = (id: string, at: number, value: string): FetchItem => ({
    id,
    state: `s-${id}`,
    pending: { at, value },
  });

  it("keeps them whole, with their states, and gives those first that are to come first", async () => {
    const store = await temporary.open();
    const items = [waiting("b", 2, "B"), waiting("a", 2, "A"), waiting("c", 1, "C")];
    expect(await commit(store, items, 1)).to.deep.equal({ created: [], updated: [], unmatched: [] });
    expect(await store.fetch.pending("vendor", "incidents", 2)).to.deep.equal([
      { id: "c", at: 1, value: "C", state: "s-c" },
      { id: "a", at: 2, value: "A", state: "s-a" },
    ]);
    expect(await store.fetch.pending("vendor", "incidents", 9)).to.have.length(3);
    expect(await store.fetch.pending("other", "incidents", 9)).to.deep.equal([]);
    expect(await known(store, "a", "b", "x")).to.deep.equal({ a: "s-a", b: "s-b" });
  });

  it("replaces one that comes again, and lets it wait no more when it becomes an incident", async () => {
    const store = await temporary.open();
    await commit(store, [waiting("a", 1, "A"), waiting("b", 2, "B")], 1);
    await commit(store, [{ ...waiting("a", 3, "newer"), state: "s2" }], 2, 1);
    expect(await store.fetch.pending("vendor", "incidents", 1)).to.deep.equal([
      { id: "b", at: 2, value: "B", state: "s-b" },
    ]);
    expect(await commit(store, [toItem("b")], 3, 2)).to.deep.include({ created: ["1"] });
    expect(await store.fetch.pending("vendor", "incidents", 9)).to.deep.equal([
      { id: "a", at: 3, value: "newer", state: "s2" },
    ]);
  });

  it("never forgets one, not even when an update of it finds no incident", async () => {
    const store = await temporary.open();
    await commit(store, [waiting("a", 1, "A")], 1);
    const update: FetchItem = { id: "a", state: "s2", updates: { severity: 3 } };
    expect(await commit(store, [update], 2, 1)).to.deep.include({ unmatched: ["a"] });
    await commit(store, [], 3, 2, WEEK + 1);
    expect(await store.fetch.pending("vendor", "incidents", 9)).to.deep.equal([
      { id: "a", at: 1, value: "A", state: "s2" },
    ]);
  });

  it("lets nothing wait that another run has made an incident of", async () => {
    const store = await temporary.open();
    await commit(store, [toItem("a")], 1);
    await commit(store, [waiting("a", 1, "A")], 2, 1);
    alter("DELETE FROM seen");
    await commit(store, [waiting("a", 1, "A")], 3, 2);
    expect(await store.fetch.pending("vendor", "incidents", 9)).to.deep.equal([]);
    expect(await known(store, "a")).to.deep.equal({ a: "s-a" });
  });

  function commit(store: Store, items: FetchItem[], lastRun: number, version = 0, now = NOW) {
    return store.fetch.commit("vendor", "incidents", { items, lastRun }, { version, now, expiresAt: WEEK });
  }

  async function known(store: Store, ...ids: string[]): Promise<Record<string, unknown>> {
    return Object.fromEntries(await store.fetch.known("vendor", "incidents", ids));
  }

  function alter(statement: string): void {
    const database = new DatabaseSync(temporary.path("soar.db"));
    database.exec(statement);
    database.close();
  }
});
