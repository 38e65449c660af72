import { DatabaseSync } from "node:sqlite";
import { expect } from "chai";
import type { HealthEvent, Source } from "../../src/events/source/ports.ts";
import { NOW, thrownBy, useTemporary } from "./temporary.ts";

describe("the store of sources", () => {
  const temporary = useTemporary();

  it("keeps a source as it is, and counts how often", async () => {
    const { sources } = await temporary.open();
    expect(await sources.find("west")).to.equal(undefined);
    expect(await sources.save(source("west"), { version: 0, health: [] })).to.equal(true);
    expect(await sources.find("west")).to.deep.equal({ source: source("west"), version: 1 });
    const failed: Source = {
      ...source("west"),
      status: { state: "Error", type: "ThirdPartyConfig", resumes: "Collecting" },
    };
    expect(await sources.save(failed, { version: 1, health: [] })).to.equal(true);
    expect(await sources.find("west")).to.deep.equal({ source: failed, version: 2 });
    await sources.save(source("east"), { version: 0, health: [] });
    expect((await sources.list()).map(({ name }) => name)).to.deep.equal(["east", "west"]);
  });

  it("keeps nothing of a source that another process has changed", async () => {
    const { sources } = await temporary.open();
    await sources.save(source("west"), { version: 0, health: [] });
    for (const version of [0, 2]) {
      expect(await sources.save(source("west"), { version, health: [health("west", 1)] })).to.equal(false);
    }
    expect(await sources.health(10)).to.deep.equal([]);
  });

  it("keeps health events, the newest first; one that comes again takes the place of the one before", async () => {
    const { sources } = await temporary.open();
    await sources.save(source("west"), { version: 0, health: [health("west", 1), health("west", 2)] });
    await sources.save(source("east"), { version: 0, health: [{ ...health("east", 1), at: NOW + 1500 }] });
    const over = { ...health("west", 1), recoveredAt: NOW + 9000 };
    await sources.save(source("west"), { version: 1, health: [over] });
    const named = async (most: number, name?: string) =>
      (await sources.health(most, name)).map((event) => `${event.source} ${event.n}`);
    expect(await named(10)).to.deep.equal(["west 2", "east 1", "west 1"]);
    expect(await named(2)).to.deep.equal(["west 2", "east 1"]);
    expect(await named(10, "west")).to.deep.equal(["west 2", "west 1"]);
    expect((await sources.health(10, "west")).at(-1)).to.deep.equal(over);
  });

  it("keeps the newest 1,000 health events of a source", async () => {
    const { sources } = await temporary.open();
    const many = Array.from({ length: 1001 }, (_, index) => health("west", index + 1));
    await sources.save(source("west"), { version: 0, health: many });
    await sources.save(source("east"), { version: 0, health: [health("east", 1)] });
    const kept = await sources.health(2000, "west");
    expect([kept.length, kept.at(-1)?.n]).to.deep.equal([1000, 2]);
    expect(await sources.health(2000, "east")).to.have.length(1);
  });

  it("forgets a source with its health events, and no other", async () => {
    const { sources } = await temporary.open();
    for (const name of ["west", "east"]) await sources.save(source(name), { version: 0, health: [health(name, 1)] });
    expect(await sources.remove("west")).to.equal(true);
    expect(await sources.remove("west")).to.equal(false);
    expect((await sources.list()).map(({ name }) => name)).to.deep.equal(["east"]);
    expect((await sources.health(10)).map((event) => event.source)).to.deep.equal(["east"]);
  });

  it("reports what soarkit cannot have written", async () => {
    const { sources } = await temporary.open();
    await sources.save(source("west"), { version: 0, health: [health("west", 1)] });
    alter("UPDATE source SET json = '{}'");
    alter("UPDATE health_event SET json = '[]'");
    expect(await thrownBy(() => sources.list())).to.have.property(
      "message",
      "The store holds a damaged value: source west.",
    );
    expect(await thrownBy(() => sources.health(1))).to.have.property(
      "message",
      "The store holds a damaged value: health event 1 of west.",
    );
  });

  function source(name: string): Source {
    return {
      name,
      status: { state: "Collecting" },
      since: NOW,
      faults: [],
      config: { url: "https://x" },
      digest: "d",
      healthEvents: 0,
    };
  }

  function health(name: string, n: number): HealthEvent {
    return {
      source: name,
      name: "ThirdPartyGenericError",
      type: "ThirdPartyGeneric",
      code: "API",
      message: "503",
      hint: "Wait.",
      n,
      at: NOW + n * 1000,
      lastAt: NOW + n * 1000,
      count: 1,
    };
  }

  function alter(statement: string): void {
    const database = new DatabaseSync(temporary.path("soar.db"));
    database.exec(statement);
    database.close();
  }
});
