import { expect } from "chai";

import type { EventSource } from "../../../../commands/_simulator/file-events/event-source.ts";
import { createSessionEvents } from "../../../../commands/_simulator/file-events/session-events.ts";
import { aSession, aWorld, counts } from "./a-world.ts";
import { everything, keepsItsPromises } from "./event-source-promises.ts";

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
