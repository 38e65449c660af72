import { statSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { expect } from "chai";
import type { Store } from "../../src/store/open.ts";
import { expectFault, useFaulty } from "./fault.ts";
import { EVENTS, toEventPage, toPage } from "./page.ts";
import { NOW, thrownBy, useTemporary } from "./temporary.ts";

describe("a store that cannot be used on a full disk", () => {
  const temporary = useTemporary();
  const { place, assemble, keep, append } = useFaulty(temporary);

  it("refuses what does not fit, whole, and keeps what it has", async () => {
    const { store, database } = await openSmall();
    await store.fetch.commit("vendor", "incidents", toPage(1, 2), { version: 0, now: NOW, expiresAt: NOW });
    const { page_count: pages } = database.prepare("PRAGMA page_count").get() ?? {};
    database.exec(`PRAGMA max_page_count = ${Number(pages) + 1}`);
    const error = await thrownBy(() =>
      store.fetch.commit("vendor", "incidents", toPage(2, 200), { version: 1, now: NOW, expiresAt: NOW }),
    );
    expectFault(error, `${place()} cannot grow: the disk is full.`, /^Free some space and try again/);
    expect(await store.incidents.list({ limit: 10 })).to.have.length(2);
    expect(await store.fetch.cursor("vendor", "incidents")).to.deep.equal({ lastRun: 1, version: 1 });
    expect((await store.fetch.known("vendor", "incidents", ["1-0", "2-0"])).size).to.equal(1);
  });

  it("refuses a page of events that does not fit, whole, and keeps those before", async () => {
    const { store, database } = await openSmall();
    await store.events.commit(EVENTS, toEventPage(1, 2), { version: 0, now: NOW });
    const { page_count: pages } = database.prepare("PRAGMA page_count").get() ?? {};
    database.exec(`PRAGMA max_page_count = ${Number(pages) + 1}`);
    const error = await thrownBy(() => store.events.commit(EVENTS, toEventPage(2, 2000), { version: 1, now: NOW }));
    expectFault(error, `${place()} cannot grow: the disk is full.`, /^Free some space and try again/);
    expect(await store.events.cursor(EVENTS)).to.deep.equal({ lastRun: 1, position: 1, version: 1 });
    expect([...(await store.events.known(EVENTS, toEventPage(2, 2000).ids))]).to.deep.equal([]);
    expect(await Array.fromAsync(store.events.coverage(EVENTS, { from: 0, to: NOW }))).to.have.length(1);
    expect(await Array.fromAsync(store.events.list({ limit: 10 }))).to.have.length(2);
  });

  it("leaves an incident open whose closing does not fit, and nothing of it for the vendor", async () => {
    const { store, database } = await openSmall();
    await store.fetch.commit("vendor", "incidents", toPage(1, 1), { version: 0, now: NOW, expiresAt: NOW });
    database.exec("PRAGMA max_page_count = 1");
    const act = { kind: "close", reason: "Resolved", notes: "x".repeat(100_000) } as const;
    const error = await thrownBy(() =>
      store.incidents.act("1", act, { now: NOW, change: { ...act, remoteState: "CLOSED" } }),
    );
    expectFault(error, `${place()} cannot grow: the disk is full.`, /^Free some space/);
    expect((await store.incidents.find("1"))?.state).to.equal("pending");
    expect(await store.mirror.waiting("vendor")).to.deep.equal([]);
    expect(await store.investigations.entries("1")).to.deep.equal([]);
  });

  it("goes on as soon as there is space again", async () => {
    const { store, database } = await openSmall();
    database.exec("PRAGMA max_page_count = 1");
    await thrownBy(() => append(store, "x".repeat(100_000)));
    database.exec("PRAGMA max_page_count = 1000000");
    await append(store);
    expect(await store.investigations.context("playground")).to.deep.equal({ a: 1 });
  });

  it("is not created, and is created when there is space again", async () => {
    const database = new DatabaseSync(temporary.path("soar.db"));
    database.exec("PRAGMA max_page_count = 5");
    const error = await thrownBy(() => assemble(database, temporary.path("files")));
    expectFault(error, `${place()} cannot grow: the disk is full.`, /^Free some space/);
    await append(await temporary.open());
    expect(statSync(temporary.path("soar.db")).size).to.be.greaterThan(0);
  });

  async function openSmall(): Promise<{ store: Store; database: DatabaseSync }> {
    const database = new DatabaseSync(temporary.path("soar.db"));
    const store = await assemble(database, temporary.path("files"));
    keep(store);
    return { store, database };
  }
});
