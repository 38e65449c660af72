import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { expect } from "chai";
import { toStoreFault } from "../../src/store/faults.ts";
import { openStore, type Store } from "../../src/store/open.ts";
import { expectFault, useFaulty } from "./fault.ts";
import { toPage } from "./page.ts";
import { NOW, thrownBy, useTemporary } from "./temporary.ts";

describe("a store that cannot be used", () => {
  const temporary = useTemporary();
  const { place, assemble, append, closeAll } = useFaulty(temporary);

  describe("locked by another process", () => {
    it("is refused when the wait is over, and nothing of the call is stored", async () => {
      const store = await temporary.open({ lockWaitMs: 1 });
      const other = lock();
      const error = await thrownBy(() => append(store));
      expectFault(error, `${place()} is locked by another process.`, /^Wait until it has finished or end it/);
      other.exec("ROLLBACK");
      other.close();
      expect(await store.investigations.entries("playground")).to.deep.equal([]);
    });

    it("is not waited for in full again once it has outlasted one wait", async () => {
      const store = await temporary.open({ lockWaitMs: 1_600 });
      const other = lock();
      await thrownBy(() => append(store));
      const startedAt = performance.now();
      const error = await thrownBy(() => append(store));
      expect(performance.now() - startedAt).to.be.below(1_500);
      expectFault(error, `${place()} is locked by another process.`, /^Wait until/);
      other.close();
    });

    it("still can be read", async () => {
      const store = await temporary.open({ lockWaitMs: 1 });
      await append(store);
      const other = lock();
      expect(await store.investigations.context("playground")).to.deep.equal({ a: 1 });
      other.close();
    });

    it("is written as soon as the lock is gone", async () => {
      const store = await temporary.open();
      const other = lock();
      const appended = append(store);
      setImmediate(() => other.close());
      await appended;
      expect(await store.investigations.context("playground")).to.deep.equal({ a: 1 });
    });

    it("is not opened when it must be migrated", async () => {
      const other = new DatabaseSync(temporary.path("soar.db"));
      other.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE");
      const error = await thrownBy(() => temporary.open({ lockWaitMs: 1 }));
      expectFault(error, `${place()} is locked by another process.`, /^Wait until/);
      other.close();
    });

    function lock(): DatabaseSync {
      const other = new DatabaseSync(temporary.path("soar.db"));
      other.exec("BEGIN IMMEDIATE");
      return other;
    }
  });

  describe("without the right to write", () => {
    it("refuses to write a file that is read-only, and keeps what it has", async () => {
      await append(await temporary.open());
      await closeAll();
      chmodSync(temporary.path("soar.db"), 0o444);
      chmodSync(temporary.folder(), 0o777);
      chmodSync(temporary.path("files"), 0o777);
      const error = await asNobody(() => thrownBy(async () => append(await temporary.open())));
      expectFault(error, /^The store .*soar\.db may not be written: attempt to write a readonly database\.$/, WRITABLE);
    });

    it("refuses to create a file in a read-only folder", async () => {
      chmodSync(temporary.folder(), 0o555);
      const error = await asNobody(() => thrownBy(() => temporary.open()));
      expectFault(error, /^The store .*soar\.db may not be written: EACCES: permission denied, open '.*'\.$/, WRITABLE);
    });

    it("refuses a store whose folder is read-only", async () => {
      await (await temporary.open()).close();
      chmodSync(temporary.path("soar.db"), 0o666);
      chmodSync(temporary.folder(), 0o555);
      const error = await asNobody(() => thrownBy(() => temporary.open()));
      expectFault(error, `${place()} may not be written: attempt to write a readonly database.`, WRITABLE);
    });

    it("refuses a file that may not be read", async () => {
      await (await temporary.open()).close();
      chmodSync(temporary.folder(), 0o777);
      chmodSync(temporary.path("soar.db"), 0o000);
      const error = await asNobody(() => thrownBy(() => temporary.open()));
      expectFault(error, `${place()} cannot be opened: unable to open database file.`, PATH);
    });

    it("refuses to create its folder where it may not", async () => {
      mkdirSync(temporary.path("home"), { mode: 0o555 });
      chmodSync(temporary.folder(), 0o755);
      const error = await asNobody(() => thrownBy(() => temporary.open({ name: "home/.soar/soar.db" })));
      expectFault(
        error,
        /^The store .*soar\.db may not be written: EACCES: permission denied, mkdir '.*'\.$/,
        WRITABLE,
      );
    });

    it("refuses to create the folder for files where it may not", async () => {
      await (await temporary.open()).close();
      writeFileSync(temporary.path("other"), "");
      const error = await thrownBy(() => openBesideFile());
      expectFault(error, /^The store .*soar\.db cannot be opened: EEXIST/, PATH);
    });

    const WRITABLE = /^Make the file and its folder writable for this user, or name another store with --store/;
    const PATH = /^Check that the path is a file in a folder that this user may write, or name another store/;

    it("refuses a path that leads through a file", async () => {
      writeFileSync(temporary.path("file"), "");
      const error = await thrownBy(() => temporary.open({ name: "file/soar.db" }));
      expectFault(error, /cannot be opened: (ENOTDIR|EEXIST)/, PATH);
    });

    it("refuses a path where nothing can be made, and comes back to say so", async function () {
      if (!existsSync("/proc/self")) this.skip();
      const error = await thrownBy(() => openStore("sqlite:/proc/nowhere/soar.db", { now: () => NOW }));
      expectFault(error, /^The store \/proc\/nowhere\/soar\.db cannot be opened: ENOENT/, PATH);
    });

    it("refuses a path that is a folder", async () => {
      mkdirSync(temporary.path("soar.db"));
      const error = await thrownBy(() => temporary.open());
      expectFault(error, `${place()} cannot be opened: unable to open database file.`, PATH);
    });

    async function openBesideFile(): Promise<Store> {
      const database = new DatabaseSync(temporary.path("soar.db"));
      return assemble(database, temporary.path("other"));
    }
  });

  describe("damaged", () => {
    it("is refused when the file is no database, and the file is left as it was", async () => {
      writeFileSync(temporary.path("soar.db"), "instances:\n  - name: production\n".repeat(100));
      const error = await thrownBy(() => temporary.open());
      expectFault(error, `${place()} is not a soarkit store: the file is no database.`, /^Name another file/);
      expect(readFileSync(temporary.path("soar.db"), "utf8")).to.match(/^instances:/);
    });

    it("is refused when its pages are overwritten", async () => {
      await fill();
      const file = openSync(temporary.path("soar.db"), "r+");
      writeSync(file, Buffer.alloc(4096 * 3, "garbage"), 0, 4096 * 3, 4096);
      closeSync(file);
      const error = await thrownBy(() => temporary.open());
      expectFault(error, `${place()} is damaged: database disk image is malformed.`, /^Restore it from a backup/);
    });

    it("is refused when its end is cut off", async () => {
      await fill();
      truncateSync(temporary.path("soar.db"), 4096 * 2);
      const error = await thrownBy(async () => (await temporary.open()).incidents.list({ limit: 1 }));
      expectFault(error, `${place()} is damaged: database disk image is malformed.`, /^Restore it from a backup/);
    });

    async function fill(): Promise<void> {
      const store = await temporary.open();
      await store.fetch.commit("vendor", "incidents", toPage(1, 50), { version: 0, now: NOW, expiresAt: NOW });
      await store.close();
    }
  });

  it("names a failing disk", () => {
    const cause = Object.assign(new Error("disk I/O error"), { errcode: 10 | (3 << 8) });
    const error = toStoreFault(cause, "The store soar.db");
    expectFault(error, "The store soar.db cannot be read or written: disk I/O error.", /^Check the disk/);
  });

  it("names a disk that is too full for SQLite's shared memory", () => {
    const cause = Object.assign(new Error("disk I/O error"), { errcode: 4874 });
    expectFault(
      toStoreFault(cause, "The store soar.db"),
      "The store soar.db cannot grow: the disk is full.",
      /^Free some space/,
    );
  });

  it("gives back what is no fault of the database", () => {
    const broken = Object.assign(new Error("UNIQUE constraint failed"), { errcode: 19, code: "ERR_SQLITE_ERROR" });
    expect(toStoreFault(broken, "The store soar.db")).to.equal(broken);
    const plain = new Error("no code");
    expect(toStoreFault(plain, "The store soar.db")).to.equal(plain);
    expect(toStoreFault("a text", "The store soar.db")).to.equal("a text");
  });
});

/** Runs `work` as a user whom permissions bind: root may write everything. */
async function asNobody<T>(work: () => Promise<T>): Promise<T> {
  const user = process.geteuid?.();
  if (user !== 0) return work();
  process.seteuid?.(65534);
  try {
    return await work();
  } finally {
    process.seteuid?.(0);
  }
}
