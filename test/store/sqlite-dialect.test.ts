import { DatabaseSync } from "node:sqlite";
import { expect } from "chai";
import { Kysely, sql } from "kysely";
import { createSqliteDialect } from "../../src/store/sqlite-dialect.ts";
import { thrownBy } from "./temporary.ts";

interface Tables {
  word: { text: string };
}

describe("the SQLite dialect", () => {
  let db: Kysely<Tables>;

  beforeEach(async () => {
    const database = new DatabaseSync(":memory:");
    db = new Kysely<Tables>({ dialect: createSqliteDialect({ database, place: "The store", waitMs: 0 }) });
    await db.schema.createTable("word").addColumn("text", "text").execute();
  });

  afterEach(() => db.destroy());

  it("gives the rows of a query, and of a change that returns them", async () => {
    await db.insertInto("word").values({ text: "a" }).execute();
    expect(await db.updateTable("word").set({ text: "b" }).returning("text").execute()).to.deep.equal([{ text: "b" }]);
    expect(await db.selectFrom("word").selectAll().execute()).to.deep.equal([{ text: "b" }]);
  });

  it("tells how many rows a change has touched", async () => {
    await db
      .insertInto("word")
      .values([{ text: "a" }, { text: "b" }])
      .execute();
    expect(await db.deleteFrom("word").executeTakeFirst()).to.deep.include({ numDeletedRows: 2n });
  });

  it("holds the lock for writing from the beginning of a transaction", async () => {
    await db.transaction().execute(async (trx) => {
      const error = await thrownBy(() => sql`begin`.execute(trx));
      expect(error).to.have.property("message", "cannot start a transaction within a transaction");
    });
  });

  it("undoes a transaction that fails", async () => {
    await thrownBy(() =>
      db.transaction().execute(async (trx) => {
        await trx.insertInto("word").values({ text: "a" }).execute();
        throw new Error("no");
      }),
    );
    expect(await db.selectFrom("word").selectAll().execute()).to.deep.equal([]);
  });

  it("lets transactions of one process wait for each other", async () => {
    const order: string[] = [];
    const work = (name: string) =>
      db.transaction().execute(async (trx) => {
        order.push(`${name} begins`);
        await trx.insertInto("word").values({ text: name }).execute();
        order.push(`${name} ends`);
      });
    await Promise.all([work("a"), work("b")]);
    expect(order).to.deep.equal(["a begins", "a ends", "b begins", "b ends"]);
  });

  it("does not stream", async () => {
    const error = await thrownBy(async () => {
      for await (const row of db.selectFrom("word").selectAll().stream()) expect(row).to.equal(undefined);
    });
    expect(error).to.have.property("message", "The store reads whole results; nothing of it streams.");
  });
});
