import { DatabaseSync } from "node:sqlite";
import { expect } from "chai";
import type { IncidentAct } from "../../src/incidents/incident.ts";
import type { RemoteItem } from "../../src/incidents/mirror.ts";
import type { Store } from "../../src/store/open.ts";
import { makeOldStore } from "./old-store.ts";
import { toItem } from "./page.ts";
import { DAY } from "./stream-page.ts";
import { NOW, thrownBy, useTemporary } from "./temporary.ts";

describe("what was mirrored and is over", () => {
  const { alter, ...temporary } = useTemporary();
  let store: Store;
  let now = NOW;
  let runs = 0;

  beforeEach(async () => {
    [now, runs] = [NOW, 0];
    store = await temporary.open();
    const page = { items: [toItem("a"), toItem("b")], lastRun: 1 };
    await store.fetch.commit("vendor", "incidents", page, { version: 0, now, expiresAt: now });
  });

  describe("of the changes made here", () => {
    it("is forgotten 31 days after it was handed over and came back, with the next change", async () => {
      await handOver(await note("seen"));
      expect(await apply({ sourceId: "a", notes: [{ id: "n1", text: "seen", at: now }] })).to.deep.equal([]);
      now += 31 * DAY - 1;
      await note("next", "2");
      expect(await changes()).to.deep.equal([1]);
      now += 1;
      await note("next", "2");
      expect(await changes()).to.deep.equal([]);
      expect(await apply({ sourceId: "a", notes: [{ id: "n1", text: "seen", at: NOW }] })).to.deep.equal([]);
    });

    it("is kept while it may still come back: until its incident has been closed for 31 days", async () => {
      await handOver(await note("seen"));
      now += 100 * DAY;
      await note("next", "2");
      expect(await apply({ sourceId: "a", notes: [{ id: "n1", text: "seen", at: now }] })).to.deep.equal([]);

      await handOver(await note("again"));
      now += 40 * DAY;
      await act("1", { kind: "close", reason: "Resolved" });
      now += 31 * DAY - 1;
      await note("next", "2");
      expect(await changes()).to.deep.equal([3]);
      now += 1;
      await note("next", "2");
      expect(await changes()).to.deep.equal([]);
    });

    it("is forgotten where it was given up, and where it was never tried", async () => {
      const [tried, untried] = [await note("tried"), await note("untried")];
      await store.mirror.trying(tried, { tries: 0, now });
      for (const n of [tried, untried]) {
        await store.mirror.failed(n, { now, error: "404", mayHaveHappened: false, givenUp: true });
      }
      now += 31 * DAY;
      await note("next", "2");
      expect(await changes()).to.deep.equal([tried]);
      await act("1", { kind: "close", reason: "Resolved" });
      now += 31 * DAY;
      await note("next", "2");
      expect(await changes()).to.deep.equal([]);
    });

    it("is kept for good while it waits, failed or not", async () => {
      const [failed, untried] = [await note("failed"), await note("untried")];
      await store.mirror.trying(failed, { tries: 0, now });
      await store.mirror.failed(failed, { now, error: "503", mayHaveHappened: true });
      await act("1", { kind: "close", reason: "Resolved" });
      now += 1_000 * DAY;
      await note("next", "2");
      expect(await changes()).to.deep.equal([failed, untried]);
      expect(await store.mirror.waiting("vendor")).to.have.length(3);
    });

    it("is forgotten a bounded number at a time, and no number is given twice", async () => {
      for (let n = 1; n <= 40; n += 1) await store.mirror.done(await note("x"), now);
      now += 31 * DAY;
      expect(await note("next", "2")).to.equal(41);
      expect(await changes()).to.have.length(24);
      await store.mirror.done(41, now);
      now += 31 * DAY;
      expect(await note("next", "2")).to.equal(42);
      await store.mirror.done(42, now);
      now += 31 * DAY;
      expect(await note("next", "2")).to.equal(43);
      expect(query("SELECT n FROM outbox")).to.deep.equal([{ n: 43 }]);
    });

    it("is forgotten with its incident, should that be gone", async () => {
      await handOver(await note("x"));
      alter("DELETE FROM incident WHERE number = 1");
      now += 31 * DAY;
      await note("next", "2");
      expect(query("SELECT n FROM outbox")).to.deep.equal([{ n: 2 }]);
    });
  });

  describe("of the notes made at the vendor", () => {
    const notes = [{ id: "n1", text: "theirs", at: NOW }];

    it("is known again as long as their incident is open, and 31 days longer", async () => {
      expect(await apply({ sourceId: "a", notes })).to.deep.equal(["1"]);
      for (const days of [31, 100, 31]) {
        now += days * DAY;
        expect(await apply({ sourceId: "a", notes })).to.deep.equal([]);
      }
      await act("1", { kind: "close", reason: "Resolved" });
      now += 31 * DAY - 1;
      expect(await apply({ sourceId: "a", notes })).to.deep.equal([]);
      expect(await apply()).to.deep.equal([]);
      expect(seen()).to.equal(1);
      now += 31 * DAY;
      await apply();
      expect(query("SELECT id, state, expires_at FROM seen WHERE stream = 'mirror-notes'")).to.deep.equal([
        { id: '["a"]', state: String(NOW + 162 * DAY), expires_at: null },
      ]);
    });

    it("is known again when the incident was reopened meanwhile", async () => {
      await apply({ sourceId: "a", notes });
      await act("1", { kind: "close", reason: "Resolved" });
      now += 20 * DAY;
      await act("1", { kind: "reopen" });
      for (const days of [20, 40]) {
        now += days * DAY;
        expect(await apply({ sourceId: "a", notes })).to.deep.equal([]);
      }
    });

    it("does not count as new after it was forgotten, should the incident be reopened late", async () => {
      await apply({ sourceId: "a", notes });
      now += DAY;
      await act("1", { kind: "close", reason: "Resolved" });
      now += 4 * DAY;
      const after = { id: "n2", text: "after it was closed", at: now - DAY };
      const faulty = { id: "n3", text: "of no time", at: NaN };
      const ahead = { id: "n4", text: "of tomorrow", at: now + DAY };
      expect(await apply({ sourceId: "a", notes: [...notes, after, faulty, ahead] })).to.deep.equal(["1"]);
      now += 31 * DAY;
      await apply();
      expect(seen()).to.deep.equal(1);
      await act("1", { kind: "reopen" });
      expect(await apply({ sourceId: "a", notes: [...notes, after] })).to.deep.equal([]);
      expect(await apply({ sourceId: "a", notes: [{ id: "n5", text: "new", at: now }] })).to.deep.equal(["1"]);
      expect(await apply({ sourceId: "a", notes: [{ id: "n5", text: "new", at: now }] })).to.deep.equal([]);
    });

    it("is forgotten with its incident, should that be gone", async () => {
      await apply({ sourceId: "a", notes });
      alter("DELETE FROM incident WHERE number = 1");
      now += 31 * DAY;
      await apply();
      expect(seen()).to.equal(0);
    });

    it("is forgotten a bounded number at a time, more than come new", async () => {
      const many = (from: number, count: number) =>
        Array.from({ length: count }, (_, n) => ({ id: `n${from + n}`, text: "x", at: NOW }));
      await apply({ sourceId: "a", notes: many(0, 50) });
      await act("1", { kind: "close", reason: "Resolved" });
      now += 31 * DAY;
      await apply();
      expect(seen()).to.equal(34 + 1);
      await apply({ sourceId: "b", notes: many(0, 5) });
      expect(seen()).to.equal(34 + 1 + 5 - 26);
    });

    it("is reported when soarkit cannot have written it", async () => {
      await apply({ sourceId: "a", notes });
      alter("UPDATE seen SET id = 'x', expires_at = 0 WHERE stream = 'mirror-notes'");
      const error = await thrownBy(() => apply());
      expect(error).to.have.property("message", "The store holds a damaged value: note x.");
    });
  });

  it("is forgotten in a store of version 5, too, and what is not over is kept there", async () => {
    const columns = "'2026-01-01T00:00:00.000Z', 2, NULL, NULL, '{}', NULL, 0, NULL";
    const change = (n: number, done: string, echo: string) =>
      `INSERT INTO outbox VALUES (${n}, 'vendor', 1, 'a', '{"kind":"note","text":"x"}', 0, 1, 0, 0, ${done}, NULL, ${echo})`;
    await makeOldStore(
      temporary.path("old.db"),
      5,
      `INSERT INTO incident VALUES (1, 'vendor', 'a', 'active', 'A', ${columns}, NULL, NULL, NULL, NULL)`,
      `INSERT INTO incident VALUES (2, 'vendor', 'b', 'closed', 'B', ${columns}, 'x', NULL, ${NOW - 31 * DAY}, NULL)`,
      "INSERT INTO investigation VALUES ('1', 0, 0)",
      change(1, String(NOW - 31 * DAY), "'n1'"),
      change(2, String(NOW - 31 * DAY + 1), "'n2'"),
      change(3, String(NOW - 31 * DAY), "NULL"),
      change(4, "NULL", "NULL"),
      `INSERT INTO seen VALUES ('vendor', 'mirror-notes', '["a","n1"]', '1', NULL)`,
      `INSERT INTO seen VALUES ('vendor', 'mirror-notes', '["b","n2"]', '1', NULL)`,
    );
    store = await temporary.open({ name: "old.db" });
    await note("next");
    expect(await changes()).to.deep.equal([2, 3, 4, 5]);
    const same = [{ id: "n1", text: "theirs", at: NOW }];
    expect(await apply({ sourceId: "a", notes: same })).to.deep.equal([]);
    expect(query("SELECT id FROM seen WHERE stream = 'mirror-notes' ORDER BY id", "old.db")).to.deep.equal([
      { id: '["a","n1"]' },
      { id: '["b"]' },
    ]);
  });

  function act(incident: string, done: IncidentAct) {
    return store.incidents.act(incident, done, { now });
  }

  /** Its number in the outbox. */
  async function note(text: string, incident = "1"): Promise<number> {
    const done = { kind: "note", text } as const;
    return (await store.incidents.act(incident, done, { now, change: done })).outgoing!;
  }

  async function handOver(n: number): Promise<void> {
    await store.mirror.trying(n, { tries: 0, now });
    await store.mirror.done(n, now);
  }

  /** The numbers of the changes to the first incident that are kept. */
  async function changes(): Promise<number[]> {
    return (await store.mirror.changes("1")).map(({ n }) => n);
  }

  /** The incidents that came to have new notes. */
  async function apply(...items: RemoteItem[]): Promise<string[] | undefined> {
    runs += 1;
    return (await store.mirror.apply("vendor", { changes: items, lastRun: runs }, { version: runs - 1, now }))?.noted;
  }

  function seen(): number {
    return query("SELECT id FROM seen WHERE stream = 'mirror-notes'").length;
  }

  function query(statement: string, name = "soar.db"): Record<string, unknown>[] {
    const database = new DatabaseSync(temporary.path(name));
    const rows = database.prepare(statement).all();
    database.close();
    return rows.map((row) => ({ ...row }));
  }
});
