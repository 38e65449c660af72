import { DatabaseSync } from "node:sqlite";
import { expect } from "chai";
import { StoreError } from "../../src/errors.ts";
import { toItem } from "./page.ts";
import { NOW, thrownBy, useTemporary } from "./temporary.ts";

describe("incidents", () => {
  const temporary = useTemporary();

  it("are found by id, with all that was fetched", async () => {
    const store = await temporary.open();
    await commit("vendor", "a", "b");
    expect(await store.incidents.find("2")).to.deep.equal({
      id: "2",
      sourceId: "b",
      instance: "vendor",
      state: "pending",
      createdAt: "2026-01-01T00:00:00.000Z",
      name: "Alert b",
      occurred: "2026-01-01T00:00:00.000Z",
      severity: 2,
      rawJSON: '{"id":"b"}',
    });
  });

  it("keep type, details and custom fields", async () => {
    const { fetch, incidents } = await temporary.open();
    const more = { type: "Leak", details: "d", severity: 0.5 as const, CustomFields: { actor: "mia", files: [1] } };
    const page = { items: [toItem("a", more)], lastRun: null };
    await fetch.commit("vendor", "incidents", page, { version: 0, now: NOW, expiresAt: NOW });
    expect(await incidents.find("1")).to.deep.include(more);
  });

  it("are listed newest first, at most as many as asked for", async () => {
    const { incidents } = await temporary.open();
    await commit("vendor", "a", "b", "c");
    expect(ids(await incidents.list({ limit: 2 }))).to.deep.equal(["3", "2"]);
    expect(ids(await incidents.list({ limit: 10 }))).to.deep.equal(["3", "2", "1"]);
  });

  it("are listed oldest first when that is asked for", async () => {
    const { incidents } = await temporary.open();
    await commit("vendor", "a", "b", "c");
    expect(ids(await incidents.list({ limit: 2, order: "oldest" }))).to.deep.equal(["1", "2"]);
  });

  it("stay in the order in which they were made beyond nine", async () => {
    const { incidents } = await temporary.open();
    await commit("vendor", "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k");
    expect(ids(await incidents.list({ limit: 3 }))).to.deep.equal(["11", "10", "9"]);
  });

  it("are listed by instance and by state", async () => {
    const { incidents } = await temporary.open();
    await commit("vendor", "a");
    await commit("other", "a");
    expect(ids(await incidents.list({ limit: 10, instance: "other" }))).to.deep.equal(["2"]);
    expect(ids(await incidents.list({ limit: 10, state: "pending" }))).to.deep.equal(["2", "1"]);
    expect(ids(await incidents.list({ limit: 10, state: "closed" }))).to.deep.equal([]);
  });

  for (const id of ["3", "0", "01", "-1", "1.0", "1e0", "playground", "", "1 OR 1=1", "9".repeat(400)]) {
    it(`do not exist under the id "${id.slice(0, 20)}"`, async () => {
      const { incidents } = await temporary.open();
      await commit("vendor", "a", "b");
      expect(await incidents.find(id)).to.equal(undefined);
    });
  }

  for (const [column, what] of Object.entries({
    state: "state of incident 1",
    severity: "severity of incident 1",
    custom_fields: "custom fields of incident 1",
  })) {
    it(`report a ${column} that soarkit cannot have written`, async () => {
      const { incidents } = await temporary.open();
      await commit("vendor", "a");
      const database = new DatabaseSync(temporary.path("soar.db"));
      database.exec(`UPDATE incident SET ${column} = 7`);
      database.close();
      const error = await thrownBy(() => incidents.find("1"));
      expect(error).to.be.instanceOf(StoreError);
      expect(error).to.have.property("message", `The store holds a damaged value: ${what}.`);
    });
  }

  async function commit(instance: string, ...sourceIds: string[]): Promise<void> {
    const { fetch } = await temporary.open();
    const page = { items: sourceIds.map((id) => toItem(id)), lastRun: null };
    await fetch.commit(instance, "incidents", page, { version: 0, now: NOW, expiresAt: NOW });
  }
});

function ids(incidents: { id: string }[]): string[] {
  return incidents.map((incident) => incident.id);
}
