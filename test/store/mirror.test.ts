import { DatabaseSync } from "node:sqlite";
import { expect } from "chai";
import { NotFoundError, StoreError } from "../../src/errors.ts";
import type { IncidentAct } from "../../src/incidents/incident.ts";
import type { RemoteChange, RemoteItem } from "../../src/incidents/mirror.ts";
import type { Store } from "../../src/store/open.ts";
import { toItem } from "./page.ts";
import { NOW, thrownBy, useTemporary } from "./temporary.ts";

const CLOSE = { kind: "close", reason: "False Positive", notes: "a test" } as const;
const CLOSED: RemoteChange = { ...CLOSE, remoteState: "CLOSED" };

describe("what is done to an incident", () => {
  const temporary = useTemporary();

  it("closes it, says so in its War Room and puts it into the outbox", async () => {
    const store = await open();
    const { incident, changed, outgoing } = await act(store, CLOSE, CLOSED);
    expect([changed, outgoing]).to.deep.equal([true, 1]);
    expect(incident).to.deep.include({
      state: "closed",
      closeReason: "False Positive",
      closeNotes: "a test",
      closedAt: "2026-01-01T00:00:00.000Z",
    });
    expect(await store.incidents.find("1")).to.deep.equal(incident);
    expect(await texts(store)).to.deep.equal(["Closed: False Positive\na test"]);
    expect(await store.mirror.waiting("vendor")).to.deep.equal([
      {
        n: 1,
        instance: "vendor",
        incidentId: "1",
        sourceId: "a",
        change: CLOSED,
        intendedAt: NOW,
        tries: 0,
        mayHaveHappened: false,
      },
    ]);
  });

  it("reopens, assigns and annotates it, and hands nothing over that is not to be", async () => {
    const store = await open();
    await act(store, { kind: "close", reason: "Resolved" });
    expect((await act(store, { kind: "reopen" })).incident).to.not.have.any.keys(
      "closeReason",
      "closeNotes",
      "closedAt",
    );
    expect((await act(store, { kind: "assign", owner: "mia" })).incident).to.deep.include({
      state: "active",
      owner: "mia",
    });
    expect((await act(store, { kind: "note", text: "**look**" })).changed).to.equal(true);
    expect(await texts(store)).to.deep.equal(["Closed: Resolved", "Reopened.", "Assigned to mia.", "**look**"]);
    expect(await store.mirror.changes("1")).to.deep.equal([]);
  });

  it("tells for which instances changes wait, how many, and since when", async () => {
    const store = await open();
    await store.fetch.commit(
      "west",
      "incidents",
      { items: [toItem("c")], lastRun: 1 },
      { version: 0, now: NOW, expiresAt: NOW },
    );
    const note = (id: string, now: number) => {
      const change = { kind: "note", text: "look" } as const;
      return store.incidents.act(id, change, { now, change });
    };
    expect(await store.mirror.waitingByInstance()).to.deep.equal([]);
    for (const [at, id] of ["3", "1", "1", "2"].entries()) await note(id, NOW + at);
    await store.mirror.done(2, NOW);
    expect(await store.mirror.waitingByInstance()).to.deep.equal([
      { instance: "vendor", changes: 2, since: NOW + 2 },
      { instance: "west", changes: 1, since: NOW },
    ]);
  });

  it("leaves nothing of what changes nothing", async () => {
    const store = await open();
    await act(store, { kind: "assign", owner: "mia" });
    await act(store, CLOSE);
    for (const again of [CLOSE, { kind: "assign", owner: "mia" } as const]) {
      expect(await act(store, again, CLOSED))
        .to.deep.include({ changed: false })
        .and.not.have.property("outgoing");
    }
    await act(store, { kind: "reopen" });
    expect((await act(store, { kind: "reopen" })).changed).to.equal(false);
    expect(await texts(store)).to.have.length(3);
    expect(await store.mirror.waiting("vendor")).to.deep.equal([]);
  });

  for (const id of ["9", "x"]) {
    it(`names the incident ${id} that is not there`, async () => {
      const store = await open();
      const error = await thrownBy(() => store.incidents.act(id, CLOSE, { now: NOW }));
      expect(error).to.be.instanceOf(NotFoundError);
      expect(error).to.have.property("message", `There is no incident ${id}.`);
    });
  }

  describe("and is to be handed over", () => {
    it("is tried by one process at a time, and waits until it is done", async () => {
      const store = await open();
      await act(store, CLOSE, CLOSED);
      expect(await store.mirror.trying(1, { tries: 0, now: NOW + 1 })).to.equal(true);
      expect(await store.mirror.trying(1, { tries: 0, now: NOW + 2 })).to.equal(false);
      expect((await store.mirror.waiting("vendor"))[0]).to.deep.include({
        tries: 1,
        triedAt: NOW + 1,
        mayHaveHappened: true,
      });
      await store.mirror.failed(1, { now: NOW + 3, error: "503", mayHaveHappened: false });
      expect((await store.mirror.waiting("vendor"))[0]).to.deep.include({ error: "503", mayHaveHappened: false });
      expect(await store.mirror.trying(1, { tries: 1, now: NOW + 4 })).to.equal(true);
      await store.mirror.done(1, NOW + 5);
      expect(await store.mirror.waiting("vendor")).to.deep.equal([]);
      const [handed] = await store.mirror.changes("1");
      expect(handed).to.deep.include({ tries: 2, doneAt: NOW + 5, mayHaveHappened: false });
      expect(handed).to.not.have.property("error");
      expect(await store.mirror.trying(1, { tries: 2, now: NOW + 6 })).to.equal(false);
    });

    it("is given up when it is said so, and not done after that by a failure", async () => {
      const store = await open();
      await act(store, { kind: "note", text: "x" }, { kind: "note", text: "x" });
      await store.mirror.trying(1, { tries: 0, now: NOW });
      await store.mirror.failed(1, { now: NOW + 1, error: "404", mayHaveHappened: false, givenUp: true });
      await store.mirror.failed(1, { now: NOW + 2, error: "later", mayHaveHappened: true });
      expect(await store.mirror.waiting("vendor")).to.deep.equal([]);
      expect((await store.mirror.changes("1"))[0]).to.deep.include({ doneAt: NOW + 1, error: "404" });
      expect(await store.mirror.changes("x")).to.deep.equal([]);
    });

    for (const change of ["{", "[]", '{"kind":"other"}', '{"kind":"close","reason":"x"}']) {
      it(`is reported when soarkit cannot have written it: ${change}`, async () => {
        const store = await open();
        await act(store, { kind: "assign", owner: "mia" }, { kind: "assign", owner: "mia" });
        expect((await store.mirror.waiting("vendor"))[0]?.change).to.deep.equal({ kind: "assign", owner: "mia" });
        alter(`UPDATE outbox SET change = '${change}'`);
        const error = await thrownBy(() => store.mirror.waiting("vendor"));
        expect(error).to.be.instanceOf(StoreError);
        expect(error).to.have.property("message", "The store holds a damaged value: outgoing change 1.");
      });
    }
  });

  describe("at the vendor", () => {
    it("is applied with the cursor, and not handed back", async () => {
      const store = await open();
      const applied = await apply(store, {
        sourceId: "a",
        updates: { severity: 4, name: "Alert a" },
        notes: [
          { id: "n1", text: "**one**", at: NOW },
          { id: "n2", text: "two", at: NOW },
        ],
        closed: { reason: "Resolved", notes: "over" },
      });
      expect(applied).to.deep.equal({ updated: ["1"], noted: ["1"], closed: ["1"], reopened: [], unmatched: [] });
      expect(await store.incidents.find("1")).to.deep.include({
        severity: 4,
        state: "closed",
        closeReason: "Resolved",
        closeNotes: "over",
      });
      expect((await store.investigations.entries("1"))[0]).to.deep.include({
        Contents: "**one**",
        ContentsFormat: "text",
        ModuleName: "vendor",
      });
      expect(await texts(store)).to.deep.equal(["**one**", "two", "Closed at the vendor: Resolved\nover"]);
      expect(await store.mirror.cursor("vendor")).to.deep.equal({ lastRun: 0, version: 1 });
      expect(await store.mirror.changes("1")).to.deep.equal([]);
    });

    it("is applied once", async () => {
      const store = await open();
      const item: RemoteItem = {
        sourceId: "a",
        updates: { severity: 4 },
        notes: [{ id: "n1", text: "one", at: NOW }],
        closed: { reason: "Resolved" },
      };
      await apply(store, item);
      expect(await apply(store, item, 1)).to.deep.equal({
        updated: [],
        noted: [],
        closed: [],
        reopened: [],
        unmatched: [],
      });
      expect(await store.mirror.apply("vendor", { changes: [item], lastRun: 9 }, { version: 1, now: NOW })).to.equal(
        undefined,
      );
      expect(await texts(store)).to.have.length(2);
    });

    it("reopens an incident, unless its closing is still on its way there", async () => {
      const store = await open();
      await act(store, CLOSE, CLOSED);
      expect((await apply(store, { sourceId: "a", reopened: true }))?.reopened).to.deep.equal([]);
      await store.mirror.done(1, NOW);
      expect((await apply(store, { sourceId: "a", reopened: true }, 1))?.reopened).to.deep.equal(["1"]);
      expect((await store.incidents.find("1"))?.state).to.equal("active");
      expect((await texts(store)).at(-1)).to.equal("Reopened at the vendor.");
      expect((await apply(store, { sourceId: "a", reopened: true }, 2))?.reopened).to.deep.equal([]);
    });

    it("knows the notes again that were sent from here, each once", async () => {
      const store = await open();
      await act(store, { kind: "note", text: "seen\n it" }, { kind: "note", text: "seen\n it" });
      await act(store, CLOSE, CLOSED);
      await act(store, { kind: "assign", owner: "mia" }, { kind: "assign", owner: "mia" });
      for (const n of [1, 2, 3]) await store.mirror.trying(n, { tries: 0, now: NOW });
      const own = ["n1", "n2", "n3", "n4"].map((id, index) => ({
        id,
        text: [" seen it ", "a test", "seen it", "mia"][index]!,
        at: NOW,
      }));
      await apply(store, { sourceId: "a", notes: own });
      expect((await texts(store)).slice(3)).to.deep.equal(["seen it", "mia"]);
    });

    it("takes a note for another's that says the same as one that was not sent yet", async () => {
      const store = await open();
      await act(store, { kind: "note", text: "ok" }, { kind: "note", text: "ok" });
      expect((await apply(store, { sourceId: "a", notes: [{ id: "n", text: "ok", at: NOW }] }))?.noted).to.deep.equal([
        "1",
      ]);
    });

    it("names the items that no incident stands for", async () => {
      const store = await open();
      expect((await apply(store, { sourceId: "zz", closed: { reason: "x" } }))?.unmatched).to.deep.equal(["zz"]);
    });

    it("concerns the incidents that are open, and those closed lately where they are asked for", async () => {
      const store = await open();
      const sources = async (options?: { closedSince: number }) =>
        (await store.mirror.mirrored("vendor", options)).map(({ sourceId, state }) => `${sourceId} ${state}`);
      await act(store, CLOSE);
      expect(await sources()).to.deep.equal(["b pending"]);
      expect(await sources({ closedSince: NOW })).to.deep.equal(["a closed", "b pending"]);
      expect(await sources({ closedSince: NOW + 1 })).to.deep.equal(["b pending"]);
      expect((await store.mirror.mirrored("vendor"))[0]?.occurred).to.equal("2026-01-01T00:00:00.000Z");
      expect(await store.mirror.mirrored("other")).to.deep.equal([]);
    });
  });

  async function open(): Promise<Store> {
    const store = await temporary.open();
    const page = { items: [toItem("a"), toItem("b")], lastRun: 1 };
    await store.fetch.commit("vendor", "incidents", page, { version: 0, now: NOW, expiresAt: NOW });
    return store;
  }

  function act(store: Store, done: IncidentAct, change?: RemoteChange) {
    return store.incidents.act("1", done, { now: NOW, ...(change && { change }) });
  }

  function apply(store: Store, item: RemoteItem, version = 0) {
    return store.mirror.apply("vendor", { changes: [item], lastRun: version }, { version, now: NOW });
  }

  async function texts(store: Store): Promise<unknown[]> {
    return (await store.investigations.entries("1")).map(({ Contents }) => Contents);
  }

  function alter(statement: string): void {
    const database = new DatabaseSync(temporary.path("soar.db"));
    database.exec(statement);
    database.close();
  }
});
