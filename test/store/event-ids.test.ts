import { DatabaseSync } from "node:sqlite";
import { expect } from "chai";
import { Kysely, type KyselyPlugin } from "kysely";
import { createEventIds } from "../../src/store/event-ids.ts";
import type { Schema } from "../../src/store/schema.ts";
import { createSqliteDialect } from "../../src/store/sqlite-dialect.ts";
import { commit, DAY, HOUR, id, KEY, page } from "./stream-page.ts";
import { NOW, useTemporary } from "./temporary.ts";

/** Read so late that no page before it could be met again. */
const ahead = { from: NOW + 40 * DAY, to: NOW + 40 * DAY + 1, query: "q" };

describe("the store of collected events", () => {
  const temporary = useTemporary();

  it("has few rows of ids however many pages there were, and however late their events came", async () => {
    const store = await temporary.open();
    const at = (index: number) => (index % 10 === 0 ? (index % 24) * HOUR : 30 * HOUR);
    for (let version = 0; version < 150; version++) {
      const ids = Array.from({ length: 40 }, (_, index) => id(`${version}-${index}`, at(version * 40 + index)));
      await store.events.commit(KEY, { ...page([]), ids }, { version, now: NOW });
    }
    const [{ rows, ids } = {}] = query("SELECT count(*) AS rows, sum(count) AS ids FROM event_ids");
    expect(ids).to.equal(6000);
    expect(rows).to.be.at.most(80);
  });

  it("keeps rows of many ids apart, so that none takes long to be merged", async () => {
    const store = await temporary.open();
    const ids = (from: number, count: number) => Array.from({ length: count }, (_, i) => id(`${from + i}`, 0));
    await store.events.commit(KEY, { ...page([]), ids: ids(0, 40_000) }, { version: 0, now: NOW });
    await store.events.commit(KEY, { ...page([]), ids: ids(40_000, 30_000) }, { version: 1, now: NOW });
    await store.events.commit(KEY, { ...page([]), ids: ids(70_000, 20_000) }, { version: 2, now: NOW });
    expect(query("SELECT count FROM event_ids ORDER BY n")).to.deep.equal([{ count: 40_000 }, { count: 50_000 }]);
    expect((await store.events.known(KEY, ids(0, 100_000))).size).to.equal(90_000);
  });

  it("misses no id whose row another process merges while it is looked for", async () => {
    const store = await temporary.open();
    await commit(store, page(["a"]));
    const database = new DatabaseSync(temporary.path("soar.db"));
    let merged = false;
    const merging: KyselyPlugin = {
      transformQuery: ({ node }) => node,
      transformResult: async ({ result }) => {
        if (!merged) {
          merged = true;
          await commit(store, page(["b"]), 1);
        }
        return result;
      },
    };
    const dialect = createSqliteDialect({ database, place: "The store", waitMs: 1000 });
    const db = new Kysely<Schema>({ dialect, plugins: [merging] });
    expect([...(await createEventIds(db).find(KEY, [id("a", 0)]))]).to.deep.equal(["a"]);
    await db.destroy();
  });

  it("finds an id again that it has read before, and one that another process has added since", async () => {
    const [one, other] = [await temporary.open(), await temporary.open()];
    await commit(one, page(["a"]));
    const asked = [id("a", 0), id("b", 0)];
    expect([...(await other.events.known(KEY, asked))]).to.deep.equal(["a"]);
    expect([...(await other.events.known(KEY, asked))]).to.deep.equal(["a"]);
    await commit(one, page(["b"]), 1);
    expect([...(await other.events.known(KEY, asked))].toSorted()).to.deep.equal(["a", "b"]);
  });

  it("forgets ids 30 days after they were committed, and says so of their pages", async () => {
    let now = NOW;
    const store = await temporary.open({ now: () => now });
    await commit(store, page(["a"]));
    now = NOW + 30 * DAY - 1;
    await store.events.commit(KEY, { ...page([]), ids: [id("b", DAY)] }, { version: 1, now });
    expect([...(await store.events.known(KEY, [id("a", 0)]))]).to.deep.equal(["a"]);
    expect((await Array.fromAsync(store.events.coverage(KEY, { from: NOW, to: NOW + 1 })))[0]).to.not.have.property(
      "forgotten",
    );
    now = NOW + 30 * DAY;
    await store.events.commit(KEY, page([], { covered: ahead }), { version: 2, now });
    expect([...(await store.events.known(KEY, [id("a", 0), id("b", DAY)]))]).to.deep.equal(["b"]);
    const pages = await Array.fromAsync(store.events.coverage(KEY, { from: NOW, to: NOW + 2 * DAY }));
    expect(pages.map(({ n, forgotten }) => [n, forgotten])).to.deep.equal([
      [1, true],
      [2, undefined],
    ]);
  });

  it("keeps the ids that a collector meets again which comes back after more than 30 days", async () => {
    const store = await temporary.open();
    const ids = [id("a", 0), id("b", HOUR), id("c", 2 * HOUR)];
    await store.events.commit(KEY, { ...page([]), ids }, { version: 0, now: NOW });
    const back = [
      page([], { lastRun: "on its way" }),
      page([], { covered: { from: NOW, to: NOW + HOUR, query: "q" } }),
      { ...page([]), ids: [id("d", 2 * HOUR)] },
    ];
    for (const [index, next] of back.entries()) {
      await store.events.commit(KEY, next, { version: index + 1, now: NOW + 100 * DAY });
      expect([...(await store.events.known(KEY, ids))]).to.deep.equal(["a", "b", "c"]);
    }
  });

  it("says of no page that its ids are forgotten while nothing has been read that they go with", async () => {
    const now = NOW + 100 * DAY;
    const store = await temporary.open({ now: () => now });
    const ids = [id("a", 0), id("b", HOUR)];
    await store.events.commit(KEY, { ...page([]), ids, sent: 2 }, { version: 0, now: NOW });
    const forgotten = async (to: number) =>
      (await Array.fromAsync(store.events.coverage(KEY, { from: NOW, to }))).map((row) => row.forgotten);
    const near = NOW + 2 * HOUR;
    expect(await forgotten(near)).to.deep.equal([undefined]);
    // Whatever is read of that time now, they are known again afterwards.
    await store.events.commit(KEY, { ...page([]), ids: [id("c", HOUR)] }, { version: 1, now });
    expect(await forgotten(near)).to.deep.equal([undefined, undefined]);
    expect([...(await store.events.known(KEY, ids))]).to.deep.equal(["a", "b"]);
    // But not where what is much later is read with it, in whatever order.
    expect(await forgotten(NOW + 30 * DAY)).to.deep.equal([undefined, undefined]);
    expect(await forgotten(NOW + 30 * DAY + 1)).to.deep.equal([true, undefined]);
    await store.events.commit(KEY, { ...page([]), ids: [id("d", 31 * DAY)] }, { version: 2, now });
    expect(await forgotten(near)).to.deep.equal([true, undefined]);
    expect([...(await store.events.known(KEY, [id("a", 0)]))]).to.deep.equal([]);
  });

  it("forgets a bounded number of rows with each page, and more than it adds", async () => {
    const store = await temporary.open();
    const ids = Array.from({ length: 60 }, (_, index) => id(`${index}`, index * HOUR));
    await store.events.commit(KEY, { ...page([]), ids }, { version: 0, now: NOW });
    const left = async (version: number, more: { id: string; at: number }[]) => {
      const next = { ...page([], { covered: ahead }), ids: more };
      await store.events.commit(KEY, next, { version, now: NOW + 30 * DAY });
      return (await store.events.known(KEY, ids)).size;
    };
    expect(await left(1, [])).to.equal(44);
    expect(await left(2, [id("x", 40 * DAY), id("y", 41 * DAY)])).to.equal(24);
    expect(await left(3, [])).to.equal(8);
    expect(await left(4, [])).to.equal(0);
  });

  function query(statement: string): Record<string, unknown>[] {
    const database = new DatabaseSync(temporary.path("soar.db"));
    const rows = database.prepare(statement).all();
    database.close();
    return rows.map((row) => ({ ...row }));
  }
});
