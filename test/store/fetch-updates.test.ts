import { expect } from "chai";
import fc from "fast-check";
import type { FetchItem } from "../../src/incidents/fetch.ts";
import type { Store } from "../../src/store/open.ts";
import { commit, known } from "./commit.ts";
import { toItem } from "./page.ts";
import { useTemporary } from "./temporary.ts";

const IDS = ["a", "b", "c", "d", "e", "f"];

/** New and changed items, in any mixture; each item at most once. */
const pageItems: fc.Arbitrary<FetchItem[]> = fc.uniqueArray(
  fc
    .record({ id: fc.constantFrom(...IDS), state: fc.nat(3), isNew: fc.boolean() })
    .map(({ id, state, isNew }) =>
      isNew ? { ...toItem(id), state } : { id, state, updates: { note: `state ${state}`, details: `${state}` } },
    ),
  { selector: (item) => item.id },
);

describe("the commit of a fetched page", () => {
  const temporary = useTemporary();

  it("updates the named fields, adds custom fields, and writes the note into the War Room", async () => {
    const store = await temporary.open();
    await commit(store, [toItem("a", { details: "d", CustomFields: { kept: 1, changed: 1 } })], 1);
    const updates = {
      name: "Renamed",
      occurred: "2026-01-02T00:00:00.000Z",
      severity: 4 as const,
      type: "Leak",
      rawJSON: "{}",
      CustomFields: { changed: 2 },
      note: "**two** more alerts",
    };
    expect(await commit(store, [{ id: "a", state: "s2", updates }], 2, 1)).to.deep.equal({
      created: [],
      updated: ["1"],
      unmatched: [],
    });
    expect(await store.incidents.find("1")).to.deep.include({
      name: "Renamed",
      occurred: "2026-01-02T00:00:00.000Z",
      severity: 4,
      type: "Leak",
      details: "d",
      rawJSON: "{}",
      CustomFields: { kept: 1, changed: 2 },
    });
    expect(await store.investigations.entries("1")).to.deep.equal([
      {
        Type: 1,
        ContentsFormat: "markdown",
        Contents: "**two** more alerts",
        Note: true,
        ModuleName: "vendor",
        ID: "1@1",
        Metadata: { created: "2026-01-01T00:00:00.000Z" },
      },
    ]);
    expect(await known(store, "a")).to.deep.equal({ a: "s2" });
  });

  it("updates details and custom fields of an incident that had none, and nothing else", async () => {
    const store = await temporary.open();
    await commit(store, [toItem("a")], 1);
    const before = await store.incidents.find("1");
    const updates = { details: "new", CustomFields: { actor: "mia" } };
    await commit(store, [{ id: "a", state: "s2", updates }], 2, 1);
    expect(await store.incidents.find("1")).to.deep.equal({ ...before, ...updates });
  });

  it("takes an update that names nothing as a new state", async () => {
    const store = await temporary.open();
    await commit(store, [toItem("a")], 1);
    const before = await store.incidents.find("1");
    await commit(store, [{ id: "a", state: { hash: "x" }, updates: {} }], 2, 1);
    expect(await store.incidents.find("1")).to.deep.equal(before);
    expect(await known(store, "a")).to.deep.equal({ a: { hash: "x" } });
  });

  it("applies an update once, though it comes again with the same state", async () => {
    const store = await temporary.open();
    await commit(store, [toItem("a")], 1);
    const update: FetchItem = { id: "a", state: { alerts: [1, 2] }, updates: { note: "once" } };
    await commit(store, [update], 2, 1);
    expect(await commit(store, [{ ...update, state: { alerts: [1, 2] } }], 3, 2)).to.deep.include({ updated: [] });
    expect(await store.investigations.entries("1")).to.have.length(1);
  });

  it("changes nothing when a page comes again, whatever it holds", async () => {
    const store = await temporary.open();
    let version = 0;
    await fc.assert(
      fc.asyncProperty(pageItems, async (items) => {
        await commit(store, items, "page", version);
        const before = await snapshot(store);
        const again = await commit(store, items, "page", version + 1);
        version += 2;
        expect(again).to.deep.include({ created: [], updated: [] });
        expect(await snapshot(store)).to.deep.equal(before);
      }),
      { numRuns: 50 },
    );
  });

  it("makes and updates an incident in one page", async () => {
    const store = await temporary.open();
    const update: FetchItem = { id: "a", state: 2, updates: { severity: 4 } };
    expect(await commit(store, [toItem("a"), update], 1)).to.deep.equal({
      created: ["1"],
      updated: ["1"],
      unmatched: [],
    });
    expect((await store.incidents.find("1"))?.severity).to.equal(4);
  });

  it("names the updates that no incident stands for, and keeps the state of an item that is to have none", async () => {
    const store = await temporary.open();
    const items: FetchItem[] = [
      { id: "lost", state: 1, updates: { severity: 1 } },
      { id: "ignored", state: 1, updates: {} },
    ];
    expect(await commit(store, items, 1)).to.deep.equal({ created: [], updated: [], unmatched: ["lost"] });
    expect(await known(store, "lost", "ignored")).to.deep.equal({ lost: 1, ignored: 1 });
  });

  async function snapshot(store: Store): Promise<unknown> {
    const incidents = await store.incidents.list({ limit: 100 });
    const entries = await Promise.all(incidents.map(({ id }) => store.investigations.entries(id)));
    return { incidents, entries, known: await known(store, ...IDS) };
  }
});
