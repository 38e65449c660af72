import { expect } from "chai";
import type { SentEvent } from "../../src/events/events.ts";
import type { Store } from "../../src/store/open.ts";
import { commit, KEY, page } from "./stream-page.ts";
import { NOW, useTemporary } from "./temporary.ts";

describe("the store of collected events that keeps the events itself", () => {
  const temporary = useTemporary();
  const kept = (name: string, after: number): SentEvent => ({ id: name, at: NOW + after, line: `{"_id":"${name}"}` });

  it("keeps each once, and lists them by time, instance and stream", async () => {
    const store = await temporary.open();
    await commit(store, page(["a", "b"], { kept: [kept("b", 5), kept("a", 3)] }));
    await commit(store, page(["a", "c"], { kept: [kept("a", 3), kept("c", 5)] }), 1);
    const alerts = { ...KEY, stream: "alerts", sink: "store" };
    await store.events.commit(alerts, page(["a"], { kept: [kept("a", 4)] }), { version: 0, now: NOW });
    expect(await list(store, { limit: 10 })).to.deep.equal([
      { ...kept("a", 3), instance: "vendor", stream: "file-events" },
      { ...kept("a", 4), instance: "vendor", stream: "alerts" },
      { ...kept("b", 5), instance: "vendor", stream: "file-events" },
      { ...kept("c", 5), instance: "vendor", stream: "file-events" },
    ]);
    const ids = async (query: Parameters<Store["events"]["list"]>[0]) =>
      (await list(store, query)).map((event) => `${event.stream} ${event.id}`);
    expect(await ids({ stream: "alerts", limit: 10 })).to.deep.equal(["alerts a"]);
    expect(await ids({ instance: "other", limit: 10 })).to.deep.equal([]);
    expect(await ids({ from: NOW + 4, to: NOW + 5, limit: 10 })).to.deep.equal(["alerts a"]);
    expect(await ids({ limit: 2 })).to.deep.equal(["file-events a", "alerts a"]);
    expect(await ids({ limit: 0 })).to.deep.equal([]);
  });

  it("reads them in pages, each once, also where many have the same time", async () => {
    const store = await temporary.open();
    const events = Array.from({ length: 1200 }, (_, index) => kept(String(index).padStart(4, "0"), index >> 9));
    await commit(store, page([], { kept: events.toReversed() }));
    expect((await list(store, { limit: 5000 })).map((event) => event.id)).to.deep.equal(events.map(({ id }) => id));
    expect(await list(store, { limit: 1000 })).to.have.length(1000);
  });

  function list(store: Store, query: Parameters<Store["events"]["list"]>[0]) {
    return Array.fromAsync(store.events.list(query));
  }
});
