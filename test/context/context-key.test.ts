import { expect } from "chai";
import { contextKey } from "../../src/context/context-key.ts";
import { mergeEntryContext } from "../../src/context/merge.ts";

describe("the context key of a prefix", () => {
  it("is the prefix alone without key fields", () => {
    expect(contextKey("Acme.User", [])).to.equal("Acme.User");
  });

  it("guards and compares each field", () => {
    expect(contextKey("Acme.User", ["ID"])).to.equal("Acme.User(val.ID && val.ID == obj.ID)");
    expect(contextKey("Acme.Hold", ["Matter", "User"])).to.equal(
      "Acme.Hold(val.Matter && val.Matter == obj.Matter && val.User && val.User == obj.User)",
    );
  });

  it("guards every step of a dotted field", () => {
    expect(contextKey("Acme.Event", ["event.id"])).to.equal(
      "Acme.Event(val.event && val.event.id && obj.event && val.event.id == obj.event.id)",
    );
  });

  it("writes names that are no identifiers in brackets", () => {
    expect(contextKey("A", ["@timestamp.it's"])).to.equal(
      `A(val["@timestamp"] && val["@timestamp"]["it's"] && obj["@timestamp"] && val["@timestamp"]["it's"] == obj["@timestamp"]["it's"])`,
    );
  });

  it("makes a key whose missing parents are no error", () => {
    const key = contextKey("E", ["a.b.c"]);
    const elements = [{ a: { b: { c: 1 } }, n: 1 }, { a: { b: null } }, { a: null }, {}, { a: { b: { c: 2 } } }];
    const before = { E: elements };
    const entry = { [key]: [{ a: { b: { c: 1 } }, m: 1 }, { a: { b: null } }, { x: 1 }] };
    expect(mergeEntryContext(before, entry, { now: () => 0 })).to.deep.equal({
      context: { E: [{ a: { b: { c: 1 } }, n: 1, m: 1 }, ...elements.slice(1), { a: { b: null } }, { x: 1 }] },
      warnings: [],
    });
  });
});
