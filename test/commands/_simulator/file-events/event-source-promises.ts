import { expect } from "chai";
import fc from "fast-check";

import { microsOfId, type EventSource } from "../../../../commands/_simulator/file-events/event-source.ts";
import { toMicros } from "../../../../commands/_simulator/file-events/moment.ts";
import type { Plan, Span } from "../../../../commands/_simulator/file-events/plan.ts";
import type { StoredEvent } from "../../../../commands/_simulator/file-events/stored-event.ts";

const always: Span = { from: -Infinity, to: Infinity };
export const everything: Plan = { inserted: always, detected: always, exact: true };

export function ids(events: Iterable<StoredEvent>): string[] {
  return [...events].map(({ id }) => id);
}

/** What every source promises, tried on one with events. */
export function keepsItsPromises(create: () => EventSource): void {
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
