import { expect } from "chai";
import { StoreError } from "../../src/errors.ts";
import type { FetchItem } from "../../src/incidents/fetch.ts";
import { commit, known, WEEK } from "./commit.ts";
import { toItem } from "./page.ts";
import { NOW, thrownBy, useTemporary } from "./temporary.ts";

describe("the commit of a fetched page", () => {
  const { alter, ...temporary } = useTemporary();

  it("makes incidents with their investigations, and keeps states and cursor", async () => {
    const store = await temporary.open();
    expect(await commit(store, [toItem("a"), toItem("b")], { after: "b" })).to.deep.equal({
      created: ["1", "2"],
      updated: [],
      unmatched: [],
    });
    expect(await store.fetch.cursor("vendor", "incidents")).to.deep.equal({ lastRun: { after: "b" }, version: 1 });
    expect(await known(store, "a", "b", "c")).to.deep.equal({ a: "new", b: "new" });
    await store.investigations.append("2", [], () => ({ a: 1 }), NOW);
    expect(await store.investigations.context("2")).to.deep.equal({ a: 1 });
  });

  it("begins with no lastRun", async () => {
    const store = await temporary.open();
    expect(await store.fetch.cursor("vendor", "incidents")).to.deep.equal({ lastRun: null, version: 0 });
  });

  it("keeps instances and streams apart", async () => {
    const store = await temporary.open();
    await commit(store, [toItem("a")], 1);
    expect(await store.fetch.cursor("other", "incidents")).to.deep.equal({ lastRun: null, version: 0 });
    expect(await store.fetch.cursor("vendor", "events")).to.deep.equal({ lastRun: null, version: 0 });
    expect((await store.fetch.known("other", "incidents", ["a"])).size).to.equal(0);
    expect((await store.fetch.known("vendor", "events", ["a"])).size).to.equal(0);
    const options = { version: 0, now: NOW, expiresAt: WEEK };
    const committed = await store.fetch.commit("other", "incidents", { items: [toItem("a")], lastRun: 1 }, options);
    expect(committed?.created).to.deep.equal(["2"]);
  });

  it("gives incidents without a type the one of the instance", async () => {
    const store = await temporary.open();
    const options = { version: 0, now: NOW, expiresAt: WEEK, incidentType: "Leak" };
    const page = { items: [toItem("a"), toItem("b", { type: "Own" })], lastRun: 1 };
    await store.fetch.commit("vendor", "incidents", page, options);
    expect((await store.incidents.list({ limit: 2 })).map((incident) => incident.type)).to.deep.equal(["Own", "Leak"]);
  });

  it("leaves an incident alone whose source is fetched again, and keeps the state it was made with", async () => {
    const store = await temporary.open();
    await commit(store, [toItem("a")], 1);
    const again = { ...toItem("a", { name: "Other" }), state: "newer" };
    expect(await commit(store, [again, toItem("b")], 2, 1)).to.deep.include({ created: ["2"] });
    expect((await store.incidents.find("1"))?.name).to.equal("Alert a");
    expect(await known(store, "a")).to.deep.equal({ a: "new" });
  });

  it("makes one incident of an item that a page holds twice", async () => {
    const store = await temporary.open();
    expect(await commit(store, [toItem("a"), toItem("a")], 1)).to.deep.include({ created: ["1"] });
  });

  it("recalls the state of an incident whose state was lost", async () => {
    const store = await temporary.open();
    await commit(store, [toItem("a")], 1);
    alter("DELETE FROM seen");
    await commit(store, [{ ...toItem("a"), state: "later" }], 2, 1);
    expect(await known(store, "a")).to.deep.equal({ a: "later" });
  });

  it("commits nothing when another run has moved the cursor", async () => {
    const store = await temporary.open();
    await commit(store, [toItem("a")], "first");
    expect(await commit(store, [toItem("b")], "second", 0)).to.equal(undefined);
    expect(await store.incidents.list({ limit: 10 })).to.have.length(1);
    expect(await store.fetch.cursor("vendor", "incidents")).to.deep.equal({ lastRun: "first", version: 1 });
  });

  it("lets one of two runs that commit at once go on", async () => {
    const [one, other] = [await temporary.open(), await temporary.open()];
    const answers = await Promise.all([commit(one, [toItem("a")], 1), commit(other, [toItem("a")], 1)]);
    expect(answers.filter((answer) => answer === undefined)).to.have.length(1);
    expect(await one.incidents.list({ limit: 10 })).to.have.length(1);
  });

  it("stores nothing of a page of which one item fails", async () => {
    const store = await temporary.open();
    await commit(store, [toItem("a")], 1);
    alter("UPDATE seen SET state = '{'");
    const error = await thrownBy(() => commit(store, [toItem("b"), toItem("a")], 2, 1));
    expect(error).to.be.instanceOf(StoreError);
    expect(error).to.have.property("message", "The store holds a damaged value: state of vendor, incidents, a.");
    expect(await store.incidents.list({ limit: 10 })).to.have.length(1);
    expect(await store.fetch.cursor("vendor", "incidents")).to.deep.equal({ lastRun: 1, version: 1 });
  });

  it("forgets the states of items without incident when they have expired, and keeps those with one", async () => {
    const store = await temporary.open();
    const ignored: FetchItem = { id: "ignored", state: 1, updates: {} };
    await commit(store, [toItem("a"), ignored], 1);
    await commit(store, [], 2, 1, WEEK - 1);
    expect(await known(store, "a", "ignored")).to.deep.equal({ a: "new", ignored: 1 });
    await commit(store, [], 3, 2, WEEK);
    expect(await known(store, "a", "ignored")).to.deep.equal({ a: "new" });
  });

  it("forgets a bounded number of states with each page, so that no page takes long", async () => {
    const store = await temporary.open();
    const items = Array.from({ length: 2100 }, (_, index) => ({ id: `${index}`, state: 1, updates: {} }));
    const ids = items.map((item) => item.id);
    await commit(store, items, 1);
    expect((await store.fetch.known("vendor", "incidents", ids)).size).to.equal(2100);
    await commit(store, [], 2, 1, WEEK);
    expect((await store.fetch.known("vendor", "incidents", ids)).size).to.equal(100);
    await commit(store, [], 3, 2, WEEK);
    expect((await store.fetch.known("vendor", "incidents", ids)).size).to.equal(0);
  });

  it("writes down what was read whole with the page, beside the coverage of events", async () => {
    const store = await temporary.open();
    const covered = { from: NOW - 1000, to: NOW, query: "begin time" };
    const options = { version: 0, now: NOW, expiresAt: WEEK };
    await store.fetch.commit("vendor", "incidents", { items: [toItem("a")], lastRun: 1, covered }, options);
    await commit(store, [toItem("b")], 2, 1);
    const key = { instance: "vendor", stream: "incidents", sink: "store" };
    expect(await store.events.keys()).to.deep.equal([key]);
    expect(await Array.fromAsync(store.events.coverage(key, { from: NOW - 1, to: NOW }))).to.deep.equal([
      { n: 1, readAt: NOW, sent: 1, covered, late: { count: 0, mostMs: 0 } },
    ]);
  });

  it("keeps the labels of an incident, and replaces them", async () => {
    const store = await temporary.open();
    const labels = [{ type: "tenant", value: "t1" }];
    await commit(store, [toItem("a", { labels }), toItem("b")], 1);
    expect((await store.incidents.find("1"))?.labels).to.deep.equal(labels);
    expect(await store.incidents.find("2")).to.not.have.property("labels");
    await commit(store, [{ id: "a", state: 2, updates: { labels: [] } }], 2, 1);
    expect((await store.incidents.find("1"))?.labels).to.deep.equal([]);
    for (const damage of ["{}", '[{"type":"x"}]', "[1]"]) {
      alter(`UPDATE incident SET labels = '${damage}'`);
      const error = await thrownBy(() => store.incidents.find("1"));
      expect(error).to.have.property("message", "The store holds a damaged value: labels of incident 1.");
    }
  });

  it("knows nothing when asked for nothing", async () => {
    const store = await temporary.open();
    expect((await store.fetch.known("vendor", "incidents", [])).size).to.equal(0);
  });

  it("reports a cursor that soarkit cannot have written", async () => {
    const store = await temporary.open();
    await commit(store, [], 1);
    alter("UPDATE cursor SET json = 'x'");
    const error = await thrownBy(() => store.fetch.cursor("vendor", "incidents"));
    expect(error).to.have.property("message", "The store holds a damaged value: lastRun of vendor, incidents.");
  });
});
