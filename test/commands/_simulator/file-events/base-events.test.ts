import { expect } from "chai";

import { createBaseEvents } from "../../../../commands/_simulator/file-events/base-events.ts";
import { aWorld } from "./a-world.ts";
import { everything, ids, keepsItsPromises } from "./event-source-promises.ts";

describe("the ordinary events", () => {
  keepsItsPromises(() => createBaseEvents({ world: aWorld().world, count: 300 }));

  it("lie within the world's window", () => {
    const { world } = aWorld();
    const events = [...createBaseEvents({ world, count: 500 }).scan(everything, false)];
    expect(events[0]!.insertedMicros).to.be.at.least(world.windowStart * 1000);
    expect(events.at(-1)!.insertedMicros).to.be.at.most(world.clock.startedAt * 1000);
    for (const event of events) expect(Date.parse(event.document()["@timestamp"])).to.be.at.least(world.windowStart);
  });

  it("are others under another seed", () => {
    const [one, other] = [1, 2].map((seed) => createBaseEvents({ world: aWorld({ seed }).world, count: 10 }));
    expect(ids(one!.scan(everything, false))).to.not.deep.equal(ids(other!.scan(everything, false)));
  });

  it("can be none", () => {
    const source = createBaseEvents({ world: aWorld().world, count: 0 });
    expect(ids(source.scan(everything, false))).to.deep.equal([]);
    expect(source.find("0_7f10aa52-0000-4000-8000-00000000a001_1767607200487794000_1_1")).to.equal(undefined);
  });

  it("cannot be those of nobody", () => {
    const world = { ...aWorld().world, people: [] };
    expect(() => createBaseEvents({ world, count: 1 })).to.throw(RangeError, "without people");
  });

  it("are of every kind", () => {
    const events = [...createBaseEvents({ world: aWorld().world, count: 3000 }).scan(everything, false)];
    const documents = events.map((event) => event.document());
    const actions = new Set(documents.map(({ event }) => event.action));
    expect([...actions].toSorted()).to.deep.equal([
      "application-read",
      "file-created",
      "file-deleted",
      "file-downloaded",
      "file-emailed",
      "file-modified",
      "file-printed",
      "file-shared",
      "removable-media-created",
      "sync-app-created",
    ]);
    const observers = new Set(documents.map(({ event }) => event.observer));
    expect([...observers].toSorted()).to.deep.equal([
      "Box",
      "Endpoint",
      "GoogleDrive",
      "Office365",
      "OneDrive",
      "Salesforce",
    ]);
    expect(documents.filter(({ risk }) => risk.trusted).length).to.be.greaterThan(100);
    expect(documents.filter(({ destination }) => destination.category === "AI Tools").length).to.be.greaterThan(100);
    expect(documents.filter(({ destination }) => destination.removableMedia.vendor !== null).length).to.be.greaterThan(
      50,
    );
    expect(documents.filter(({ git }) => git.repositoryUri !== null).length).to.be.greaterThan(50);
    expect(documents.filter(({ report }) => report.count !== null).length).to.be.greaterThan(50);
    expect(documents.filter(({ event }) => event.xfcEventId !== null).length).to.be.greaterThan(100);
    expect(documents.filter(({ event }) => event.relatedEvents.length > 0).length).to.be.greaterThan(5);
    expect(documents.filter(({ file }) => file.hash.md5 !== null).length)
      .to.be.greaterThan(2500)
      .and.below(3000);
    expect(documents.filter(({ file }) => file.hash.md5Error !== null).length).to.be.greaterThan(10);
    expect(documents.filter(({ responseControls }) => responseControls.preventativeControl !== null)).to.not.be.empty;
  });

  it("hold the same file more than once, with the same content", () => {
    const events = [...createBaseEvents({ world: aWorld().world, count: 3000 }).scan(everything, false)];
    const byHash = Map.groupBy(
      events.map((event) => event.document()).filter(({ file }) => file.hash.md5 !== null),
      ({ file }) => file.hash.md5,
    );
    const [most = []] = [...byHash.values()].sort((one, other) => other.length - one.length);
    expect(most.length).to.be.greaterThan(2);
    expect(new Set(most.map(({ file }) => file.sizeInBytes)).size).to.equal(1);
    expect(new Set(most.map(({ file }) => file.hash.sha256)).size).to.equal(1);
  });
});
