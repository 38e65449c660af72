import { expect } from "chai";
import fc from "fast-check";

import { createAddedEvents } from "../../../../commands/_simulator/file-events/added-events.ts";
import { firstIndex } from "../../../../commands/_simulator/file-events/event-source.ts";
import { aWorld } from "./a-world.ts";
import { keepsItsPromises } from "./event-source-promises.ts";

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

  it("lay unseen together as long as that is wanted, and are told to be found now", () => {
    const { world } = aWorld();
    const given = createAddedEvents(world, 10_000).add(3, 0, 600_000);
    expect(new Set(given.map(({ insertedMicros }) => insertedMicros)).size).to.equal(1);
    expect(given[0]!.document().event.inserted).to.match(/^2026-01-05T10:50:00\.000\d{3}Z$/);
    expect(given[0]!.document()["@timestamp"]).to.equal("2026-01-05T10:50:00.000Z");
    expect(new Date(given[0]!.seenAt).toISOString()).to.equal("2026-01-05T11:00:00.000Z");
    expect(new Set(given.map(({ id }) => id)).size).to.equal(3);
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
