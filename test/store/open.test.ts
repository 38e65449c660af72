import { chmodSync, existsSync, readFileSync, statSync, utimesSync, writeFileSync, mkdirSync } from "node:fs";
import { relative } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect } from "chai";
import { ParameterError, StoreError } from "../../src/errors.ts";
import { inspectStore } from "../../src/store/inspect.ts";
import { openStore } from "../../src/store/open.ts";
import { peekStore } from "../../src/store/peek.ts";
import { runChildren } from "./children.ts";
import { makeOldStore } from "./old-store.ts";
import { NOW, thrownBy, useTemporary } from "./temporary.ts";

describe("openStore", () => {
  const temporary = useTemporary();

  it("creates the folder for this user only, and the database and its log readable by no one else", async () => {
    const store = await temporary.open({ name: "new/deep/soar.db" });
    await store.investigations.append("playground", [], (context) => ({ ...context, a: 1 }), NOW);
    expect(statSync(temporary.path("new")).mode & 0o777).to.equal(0o700);
    expect(statSync(temporary.path("new/deep")).mode & 0o777).to.equal(0o700);
    expect(statSync(temporary.path("new/deep/files")).mode & 0o777).to.equal(0o700);
    expect(statSync(temporary.path("new/deep/soar.db")).mode & 0o777).to.equal(0o600);
    expect(statSync(temporary.path("new/deep/soar.db-wal")).mode & 0o777).to.equal(0o600);
  });

  it("leaves the modes of a folder and a file that are there already", async () => {
    chmodSync(temporary.folder(), 0o755);
    writeFileSync(temporary.path("soar.db"), "", { mode: 0o640 });
    await temporary.open();
    expect(statSync(temporary.folder()).mode & 0o777).to.equal(0o755);
    expect(statSync(temporary.path("soar.db")).mode & 0o777).to.equal(0o640);
  });

  it("takes a relative path from the working directory", async () => {
    const path = relative(process.cwd(), temporary.path("soar.db"));
    const store = await openStore(`sqlite:${path}`, { now: () => NOW });
    await store.close();
    expect(existsSync(temporary.path("soar.db"))).to.equal(true);
  });

  it("finds what was stored before it was closed", async () => {
    const first = await temporary.open();
    await first.investigations.append("playground", [], () => ({ kept: true }), NOW);
    await first.close();
    const second = await temporary.open();
    expect(await second.investigations.context("playground")).to.deep.equal({ kept: true });
  });

  it("writes ahead and forces every commit to the disk", async () => {
    const store = await temporary.open();
    await store.close();
    const database = new DatabaseSync(temporary.path("soar.db"));
    expect(database.prepare("PRAGMA journal_mode").get()).to.deep.include({ journal_mode: "wal" });
    database.close();
  });

  for (const url of ["postgres://soar:hunter2@db/soar", "soar.db", "sqlite:", ""]) {
    it(`refuses the URL "${url}", saying which one is supported and no password`, async () => {
      const error = await thrownBy(() => openStore(url, { now: () => NOW }));
      expect(error).to.be.instanceOf(ParameterError);
      expect(error).to.have.property(
        "hint",
        "Use --store sqlite:PATH, such as sqlite:.soar/soar.db. SQLite is the only store supported so far.",
      );
      expect(error).to.have.property("message").that.does.not.include("hunter2");
    });
  }

  it("names the URL it refuses", async () => {
    const error = await thrownBy(() => openStore("postgres://soar:hunter2@db/soar", { now: () => NOW }));
    expect(error).to.have.property("message", `The store's URL must be sqlite:PATH, got "postgres://***@db/soar".`);
  });

  it("refuses a store of a newer version, naming both versions and what to do", async () => {
    await (await temporary.open()).close();
    alter("INSERT INTO schema_version VALUES (7, 0)");
    const error = await thrownBy(() => temporary.open());
    expect(error).to.be.instanceOf(StoreError);
    expect(error).to.have.property(
      "message",
      `The store ${temporary.path("soar.db")} was written by a newer soarkit: its schema is version 7, this soarkit knows 6.`,
    );
    expect(error).to.have.property(
      "hint",
      "Upgrade soarkit, or name another store with --store. A store is never migrated backwards.",
    );
  });

  it("leaves a refused store as it was", async () => {
    await (await temporary.open()).close();
    alter("INSERT INTO schema_version VALUES (7, 0)");
    const before = readFileSync(temporary.path("soar.db"));
    await thrownBy(() => temporary.open());
    expect(readFileSync(temporary.path("soar.db")).equals(before)).to.equal(true);
  });

  it("refuses another program's database and adds nothing to it", async () => {
    alter("CREATE TABLE bookmark (url TEXT)");
    const error = await thrownBy(() => temporary.open());
    expect(error).to.be.instanceOf(StoreError);
    expect(error).to.have.property(
      "message",
      `The store ${temporary.path("soar.db")} is a database, but not a soarkit store: it holds the tables bookmark.`,
    );
    const database = new DatabaseSync(temporary.path("soar.db"));
    expect(database.prepare("SELECT name FROM sqlite_schema").all()).to.have.length(1);
    database.close();
  });

  it("opens a new store from 24 processes at once", async function () {
    this.timeout(60_000);
    const answers = await runChildren(24, "open", temporary.path("soar.db"));
    expect(answers).to.deep.equal(Array.from({ length: 24 }, () => "open\n"));
    const database = new DatabaseSync(temporary.path("soar.db"));
    expect(database.prepare("SELECT version FROM schema_version").all()).to.have.length(6);
    database.close();
  });

  it("brings a store of version 2 up to date, with all that it holds", async () => {
    await makeOldStore(
      temporary.path("soar.db"),
      2,
      "INSERT INTO investigation VALUES ('1', 0, 0)",
      `INSERT INTO incident VALUES (1, 'vendor', 'a', 'pending', 'Alert a', '2026-01-01T00:00:00.000Z', 2, NULL, 'd', '{}', '{"k":1}', ${NOW})`,
      `INSERT INTO cursor VALUES ('vendor', 'incidents', 3, '{"after":"a"}', ${NOW})`,
      "INSERT INTO seen VALUES ('vendor', 'incidents', 'a', '\"new\"', NULL)",
      `INSERT INTO history VALUES (1, '!a', ${NOW})`,
      `INSERT INTO budget VALUES ('key', 1, ${NOW})`,
    );
    const store = await temporary.open();
    expect(await store.incidents.find("1")).to.deep.equal({
      id: "1",
      sourceId: "a",
      instance: "vendor",
      state: "pending",
      createdAt: "2026-01-01T00:00:00.000Z",
      name: "Alert a",
      occurred: "2026-01-01T00:00:00.000Z",
      severity: 2,
      details: "d",
      rawJSON: "{}",
      CustomFields: { k: 1 },
    });
    expect(await store.fetch.cursor("vendor", "incidents")).to.deep.equal({ lastRun: { after: "a" }, version: 3 });
    expect([...(await store.fetch.known("vendor", "incidents", ["a"]))]).to.deep.equal([["a", "new"]]);
    expect(await store.history.newest(1)).to.deep.equal(["!a"]);
    expect(await store.budget.left("key", { requests: 2, perMs: 1000 }, NOW, "command")).to.equal(1);
    expect((await store.incidents.act("1", { kind: "reopen" }, { now: NOW })).changed).to.equal(false);
    expect((await inspectStore(`sqlite:${temporary.path("soar.db")}`, { lockWaitMs: 1000 })).version).to.equal(6);
    const peek = peekStore(`sqlite:${temporary.path("soar.db")}`);
    expect(peek?.incidents("1")).to.deep.equal([{ id: "1", name: "Alert a" }]);
    peek?.close();
  });

  it("removes partial files that are older than a day, and nothing else", async () => {
    mkdirSync(temporary.path("files"));
    touch("old.part", NOW - 86_400_001);
    touch("young.part", NOW - 86_399_000);
    touch("old", NOW - 86_400_001);
    await temporary.open();
    expect(existsSync(temporary.path("files/old.part"))).to.equal(false);
    expect(existsSync(temporary.path("files/young.part"))).to.equal(true);
    expect(existsSync(temporary.path("files/old"))).to.equal(true);
  });

  function alter(statement: string): void {
    const database = new DatabaseSync(temporary.path("soar.db"));
    database.exec(statement);
    database.close();
  }

  function touch(name: string, at: number): void {
    const path = temporary.path(`files/${name}`);
    writeFileSync(path, "");
    utimesSync(path, at / 1000, at / 1000);
  }
});
