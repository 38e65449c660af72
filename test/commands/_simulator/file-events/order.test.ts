import { expect } from "chai";
import fc from "fast-check";

import { byInsertion, compareBy, firstInOrder, merge } from "../../../../commands/_simulator/file-events/order.ts";
import type { StoredEvent } from "../../../../commands/_simulator/file-events/stored-event.ts";
import { findTerm } from "../../../../commands/_simulator/file-events/terms.ts";

function anEvent(insertedMicros: number, id: string, score: number | null = null, created = "soon"): StoredEvent {
  const sections: Record<string, unknown> = { risk: { score }, file: { created } };
  return {
    insertedMicros,
    seenAt: 0,
    id,
    read: (section) => sections[section],
    document: () => {
      throw new Error("not needed");
    },
  };
}

const events = fc
  .array(fc.record({ at: fc.nat(5), score: fc.option(fc.nat(3)) }), { maxLength: 30 })
  .map((list) => list.map(({ at, score }, index) => anEvent(at, String(index).padStart(2, "0"), score)));

describe("the order of events", () => {
  it("is by id where they were inserted in the same microsecond", () => {
    expect(byInsertion(anEvent(1, "a"), anEvent(1, "b"))).to.be.below(0);
    expect(byInsertion(anEvent(1, "b"), anEvent(1, "a"))).to.be.above(0);
    expect(byInsertion(anEvent(1, "a"), anEvent(1, "a"))).to.equal(0);
    expect(byInsertion(anEvent(2, "a"), anEvent(1, "b"))).to.be.above(0);
  });

  it("takes a time that is none as text", () => {
    const compare = compareBy({ term: findTerm("file.created")!, descending: false });
    expect(compare(anEvent(1, "a", null, "later"), anEvent(2, "b", null, "sooner"))).to.be.below(0);
  });

  it("keeps the first of any number, whichever come in between", () => {
    const term = findTerm("risk.score")!;
    fc.assert(
      fc.property(events, fc.integer({ min: 1, max: 10 }), fc.boolean(), (list, count, descending) => {
        const compare = compareBy({ term, descending });
        expect(firstInOrder(list, count, compare)).to.deep.equal(list.toSorted(compare).slice(0, count));
      }),
    );
  });

  it("is kept when lists are joined", () => {
    fc.assert(
      fc.property(fc.array(events, { maxLength: 4 }), (lists) => {
        const sorted = lists.map((list) => list.toSorted(byInsertion));
        const merged = [...merge(sorted, byInsertion)].map(({ insertedMicros, id }) => [insertedMicros, id]);
        const expected = lists.flat().toSorted(byInsertion);
        expect(merged).to.deep.equal(expected.map(({ insertedMicros, id }) => [insertedMicros, id]));
      }),
    );
  });

  it("joins lists one event at a time", () => {
    let taken = 0;
    function* endless(): Generator<StoredEvent> {
      for (;;) yield anEvent((taken += 1), "a");
    }
    const merged = merge([endless(), endless()], byInsertion);
    expect(merged.take(1).toArray()[0]!.insertedMicros).to.equal(1);
    expect(taken).to.equal(2);
  });
});
