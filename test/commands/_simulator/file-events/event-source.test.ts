import { expect } from "chai";
import fc from "fast-check";

import { createAddedEvents } from "../../../../commands/_simulator/file-events/added-events.ts";
import { createBaseEvents } from "../../../../commands/_simulator/file-events/base-events.ts";
import { firstIndex, microsOfId, type EventSource } from "../../../../commands/_simulator/file-events/event-source.ts";
import { toMicros } from "../../../../commands/_simulator/file-events/moment.ts";
import type { Plan, Span } from "../../../../commands/_simulator/file-events/plan.ts";
import { createSessionEvents } from "../../../../commands/_simulator/file-events/session-events.ts";
import type { StoredEvent } from "../../../../commands/_simulator/file-events/stored-event.ts";
import { aSession, aWorld, counts } from "./a-world.ts";

const always: Span = { from: -Infinity, to: Infinity };
const everything: Plan = { inserted: always, detected: always, exact: true };

function ids(events: Iterable<StoredEvent>): string[] {
  return [...events].map(({ id }) => id);
}

/** What every source promises, tried on one with events. */
function keepsItsPromises(create: () => EventSource): void {
  const source = create();
  const all = [...source.scan(everything, false)];
  const micros = all.map(({ insertedMicros }) => insertedMicros);

  it("has its events in order of insertion, which is that of their ids", () => {
    expect(all.length).to.be.greaterThan(10);
    expect(micros).to.deep.equal(micros.toSorted((one, other) => one - other));
    expect(ids(all)).to.deep.equal(ids(all).toSorted());
    expect(new Set(ids(all)).size).to.equal(all.length);
  });

  it("gives them backwards", () => {
    expect(ids(source.scan(everything, true))).to.deep.equal(ids(all).reverse());
  });

  it("tells the time of insertion in id, order and document alike", () => {
    for (const event of all) {
      expect(microsOfId(event.id)).to.equal(event.insertedMicros);
      expect(toMicros(event.document().event.inserted)).to.equal(event.insertedMicros);
      expect(event.document().event.id).to.equal(event.id);
    }
  });

  it("finds every event by its id, and none by another", () => {
    for (const event of all) expect(source.find(event.id)?.document()).to.deep.equal(event.document());
    const [first] = all;
    expect(source.find(`${first!.id}x`)).to.equal(undefined);
    expect(source.find(first!.id.replace(/_(\d{16})/, "_9999999999999999"))).to.equal(undefined);
    expect(source.find("nope")).to.equal(undefined);
  });

  it("gives and counts those within any span", () => {
    const bound = fc.oneof(fc.constantFrom(...micros), fc.integer({ min: micros[0]! - 5, max: micros.at(-1)! + 5 }));
    fc.assert(
      fc.property(bound, bound, fc.boolean(), (from, to, descending) => {
        const plan = { ...everything, inserted: { from, to } };
        const expected = all.filter(({ insertedMicros }) => insertedMicros >= from && insertedMicros <= to);
        expect(ids(source.scan(plan, descending))).to.deep.equal(ids(descending ? expected.reverse() : expected));
        expect(source.count(plan)).to.equal(expected.length);
      }),
      { numRuns: 50 },
    );
  });

  it("leaves no event out that a plan allows for", () => {
    const emails = new Set(all.slice(0, 3).map((event) => event.document().user.email!));
    const detected = {
      from: toMicros(all[4]!.document()["@timestamp"])!,
      to: toMicros(all[9]!.document()["@timestamp"])!,
    };
    const wanted = all.filter((event) => {
      const at = toMicros(event.document()["@timestamp"])!;
      return emails.has(event.document().user.email!) && at >= detected.from && at <= detected.to;
    });
    for (const descending of [false, true]) {
      expect(ids(source.scan({ ...everything, emails, detected }, descending))).to.include.members(ids(wanted));
    }
  });

  it("gives the same events when it is made again", () => {
    expect([...create().scan(everything, false)].map((event) => event.document())).to.deep.equal(
      all.map((event) => event.document()),
    );
  });

  it("makes a section as the document has it, and none that there is not", () => {
    for (const event of all.slice(0, 20)) {
      for (const [section, part] of Object.entries(event.document())) {
        expect(event.read(section)).to.deep.equal(part);
        expect(event.read(section)).to.equal(event.read(section));
      }
      expect(event.read("constructor")).to.equal(undefined);
    }
  });

  it("has plausible events: detected, ingested and inserted in this order, with scores that add up", () => {
    const severities = ["NO_RISK_INDICATED", "LOW", "MODERATE", "HIGH", "CRITICAL"];
    const atLeast = [0, 1, 4, 7, 9, Infinity];
    for (const event of all) {
      const { "@timestamp": detected, event: part, risk } = event.document();
      expect(toMicros(detected)!).to.be.at.most(toMicros(part.ingested)!);
      expect(toMicros(part.ingested)!).to.be.at.most(toMicros(part.inserted)!);
      expect(risk.indicators.reduce((sum, { weight }) => sum + weight, 0)).to.equal(risk.score);
      const level = severities.indexOf(risk.severity);
      expect(risk.score)
        .to.be.at.least(atLeast[level]!)
        .and.below(atLeast[level + 1]!);
      expect(risk.trusted && risk.score > 0).to.equal(false);
    }
  });
}

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

describe("the events of sessions", () => {
  function several(): EventSource {
    const { world } = aWorld();
    const [first, second] = [aSession(world), aSession(world, { sessionId: "s-2" })];
    const begin = Date.parse("2026-01-03T09:00:00Z");
    const late = [
      { from: begin, to: begin, observedAt: begin, counts: counts({ low: 3 }) },
      { from: begin, to: begin + 60_000, observedAt: begin + 7_200_000, counts: counts({ moderate: 3 }) },
    ];
    const sessions = [first, second, aSession(world, { sessionId: "s-3", batches: late })];
    return createSessionEvents(world, () => sessions);
  }
  keepsItsPromises(several);

  it("are of each severity as many as the session says, by its actor, within its time", () => {
    const { world } = aWorld();
    const session = aSession(world);
    const documents = createSessionEvents(world, () => [session])
      .ofSession(session)
      .map((event) => event.document());
    const bySeverity = Object.groupBy(documents, ({ risk }) => risk.severity);
    expect(Object.fromEntries(Object.entries(bySeverity).map(([name, some]) => [name, some.length]))).to.deep.equal({
      CRITICAL: 1,
      HIGH: 2,
      LOW: 4,
      NO_RISK_INDICATED: 9,
    });
    for (const { user, event, "@timestamp": at } of documents) {
      expect(user.email).to.equal("user1.quill@acme.test");
      expect(at >= "2026-01-05T10:00:00.000Z" && at <= "2026-01-05T10:31:00.000Z", at).to.equal(true);
      expect(event.inserted <= "2026-01-05T10:35:00.250000Z", event.inserted).to.equal(true);
    }
  });

  it("carry the indicators of the session's theme", () => {
    const { world } = aWorld();
    const session = aSession(world);
    const events = createSessionEvents(world, () => [session]).ofSession(session);
    const scores = events.map((event) => event.document().risk.score).toSorted((one, other) => other - one);
    expect(scores.slice(0, 8)).to.deep.equal([11, 8, 8, 2, 2, 2, 2, 0]);
  });

  it("of removable media fill in the medium", () => {
    const { world } = aWorld();
    const theme = {
      ...aSession(world).theme,
      destination: { name: "Removable media", category: "Device", domain: null },
    };
    const session = { ...aSession(world), theme };
    const [event] = createSessionEvents(world, () => [session]).ofSession(session);
    expect(event!.document().destination.removableMedia.busType).to.equal("USB");
  });

  it("come with a new session and a new batch, not before they are inserted", () => {
    const { world, clock } = aWorld();
    const session = aSession(world, { batches: [] });
    const sessions = [session];
    const source = createSessionEvents(world, () => sessions);
    expect(source.count(everything)).to.equal(0);
    const now = clock.now();
    const batch = { from: now - 60_000, to: now, observedAt: now + 30_000, counts: counts({ high: 20 }) };
    sessions[0] = { ...session, batches: [batch] };
    const early = source.count(everything);
    const earlyVersion = source.version();
    expect(early).to.be.below(20);
    expect(source.ofSession(sessions[0])).to.have.lengthOf(early);
    clock.advance(30_000);
    expect(source.count(everything)).to.equal(20);
    expect(source.ofSession(sessions[0])).to.have.lengthOf(20);
    expect(source.version()).to.not.equal(earlyVersion);
  });

  it("that come while the simulator runs are inserted within the minute before they are seen", () => {
    const { world, clock } = aWorld();
    const now = clock.now() + 1000;
    clock.advance(1000);
    const batch = { from: now - 86_400_000, to: now - 80_000_000, observedAt: now, counts: counts({ low: 50 }) };
    const session = aSession(world, { batches: [batch] });
    for (const event of createSessionEvents(world, () => [session]).ofSession(session)) {
      expect(event.insertedMicros).to.be.at.least((now - 60_000) * 1000);
    }
  });
});

describe("added events", () => {
  keepsItsPromises(() => {
    const { world, clock } = aWorld();
    const source = createAddedEvents(world, 5000);
    for (const lateMs of [0, 1000, 60_000, 0, 0]) {
      source.add(5, lateMs);
      clock.advance(700);
    }
    return source;
  });

  it("are inserted now, though they happened earlier", () => {
    const { world } = aWorld();
    const [event] = createAddedEvents(world, 0).add(1, 3_600_000);
    const { "@timestamp": detected, event: part } = event!.document();
    expect(detected).to.equal("2026-01-05T10:00:00.000Z");
    expect(part.inserted).to.match(/^2026-01-05T11:00:00\.000\d{3}Z$/);
  });

  it("turn up out of order where that is wanted", () => {
    const { world } = aWorld();
    const source = createAddedEvents(world, 10_000);
    const before = source.version();
    const given = source.add(50, 0).map(({ insertedMicros }) => insertedMicros);
    expect(given).to.not.deep.equal(given.toSorted((one, other) => one - other));
    expect(Math.min(...given)).to.be.at.least((world.clock.now() - 10_000) * 1000);
    expect(source.version()).to.not.equal(before);
  });
});

describe("the first index at which a condition holds", () => {
  it("is found among any number", () => {
    fc.assert(
      fc.property(fc.nat(50), fc.nat(60), (count, from) => {
        return firstIndex(count, (index) => index >= from) === Math.min(count, from);
      }),
    );
  });
});
