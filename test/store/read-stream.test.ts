import { statSync, truncateSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { expect } from "chai";
import { Kysely } from "kysely";
import { StoreError } from "../../src/errors.ts";
import { createReadStream } from "../../src/store/read-stream.ts";
import { createSqliteDialect } from "../../src/store/sqlite-dialect.ts";
import { thrownBy, useTemporary } from "./temporary.ts";

interface Tables {
  number: { n: number };
}

const COUNT = 1_203;

describe("the stream of a query's rows", () => {
  const temporary = useTemporary();
  let database: DatabaseSync;
  let db: Kysely<Tables>;

  function begin(path: string) {
    database = new DatabaseSync(path);
    database.exec("PRAGMA journal_mode = WAL; CREATE TABLE number (n INTEGER)");
    database.exec(`WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < ${COUNT})
      INSERT INTO number SELECT n FROM c`);
    const options = { database, place: "The store", waitMs: 0 };
    db = new Kysely<Tables>({ dialect: createSqliteDialect(options) });
    return { stream: createReadStream(options), query: db.selectFrom("number").select("n").orderBy("n") };
  }

  afterEach(() => db.destroy());

  it("gives all rows as they were when reading began, whatever is written meanwhile", async () => {
    const { stream, query } = begin(temporary.path("n.db"));
    const read: number[] = [];
    for await (const { n } of stream(query)) {
      if (read.length % 400 === 0) await db.deleteFrom("number").where("n", ">", n).execute();
      read.push(n);
    }
    expect(read).to.deep.equal(Array.from({ length: COUNT }, (_, index) => index + 1));
    expect(await Array.fromAsync(stream(query))).to.deep.equal([{ n: 1 }]);
  });

  it("closes its connection when the reader has had enough", async () => {
    const { stream, query } = begin(temporary.path("n.db"));
    for await (const { n } of stream(query)) if (n === 3) break;
    // What still reads would keep the log from being emptied.
    expect(database.prepare("PRAGMA wal_checkpoint(TRUNCATE)").get()).to.deep.include({ busy: 0, log: 0 });
  });

  it("gives the rows of a database in memory, and none where there are none", async () => {
    const { stream, query } = begin(":memory:");
    expect(await Array.fromAsync(stream(query))).to.have.length(COUNT);
    expect(await Array.fromAsync(stream(query.where("n", "=", -1)))).to.deep.equal([]);
  });

  it("says what is wrong with the query, or with the store", async () => {
    const { stream, query } = begin(temporary.path("n.db"));
    // SQLite finds out at the row.
    const broken = query.select((eb) => eb.fn<number>("json_extract", [eb.val("{"), eb.val("$")]).as("x"));
    const error = await thrownBy(() => Array.fromAsync(stream(broken)));
    expect(error).to.have.property("message", "malformed JSON");
    database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    const path = temporary.path("n.db");
    truncateSync(path, statSync(path).size - 4096);
    expect(await thrownBy(() => Array.fromAsync(stream(query)))).to.be.instanceOf(StoreError);
  });
});
