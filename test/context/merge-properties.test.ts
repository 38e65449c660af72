import { expect } from "chai";
import fc from "fast-check";
import { contextKey } from "../../src/context/context-key.ts";
import { evaluateDt } from "../../src/context/dt/evaluate.ts";
import { mergeEntryContext } from "../../src/context/merge.ts";
import type { Json, JsonObject } from "../../src/json.ts";
import { ID, merged, now } from "./merged.ts";

describe("merging", () => {
  const scalar = fc.oneof(fc.constantFrom(0, 1, 2, "0", "1", "x", "", " 1", true, false), fc.constant(null));
  const element: fc.Arbitrary<Json> = fc.oneof(
    fc.record(
      {
        k: fc.oneof(scalar, fc.constant([1]), fc.record({ i: scalar }, { noNullPrototype: true })),
        j: scalar,
        v: fc.integer(),
      },
      { requiredKeys: [], noNullPrototype: true },
    ) as fc.Arbitrary<Json>,
    scalar,
  );
  const elements = fc.array(element, { maxLength: 8 });

  function freeze<T extends Json>(value: T): T {
    if (typeof value === "object" && value !== null) for (const member of Object.values(value)) freeze(member);
    return Object.freeze(value);
  }

  it("never loses by a plain key: every value is read in its order", () => {
    const isRefused = (text: string): boolean => /"(?:__proto__|constructor|prototype)":/.test(text);
    const full = fc
      .jsonValue({ maxDepth: 2 })
      .filter((value) => !Array.isArray(value) && value !== null && JSON.stringify(value) !== "{}")
      .filter((value) => !isRefused(JSON.stringify(value)));
    fc.assert(
      fc.property(fc.array(full as fc.Arbitrary<Json>, { minLength: 2, maxLength: 6 }), (values) => {
        const context = values.reduce<JsonObject>(
          (before, value) => mergeEntryContext(before, { "A.B": value }, { now }).context,
          {},
        );
        expect(evaluateDt("A.B", { root: context, now }).value).to.deep.equal(values);
      }),
    );
  });

  it("is idempotent for guarded keys", () => {
    const record = fc.record({ ID: fc.constantFrom("a", "b", "c", 1, 2), v: fc.integer() }, { noNullPrototype: true });
    fc.assert(
      fc.property(fc.array(record), fc.array(record), (before, batch) => {
        const once = merged({ U: before }, { [ID]: batch });
        expect(merged(once, { [ID]: batch })).to.deep.equal(once);
      }),
    );
  });

  it("gives the same in one batch as one by one", () => {
    fc.assert(
      fc.property(
        elements,
        elements,
        fc.constantFrom("U", "U(val && val.k && val.k == obj.k)", "U(val === obj)"),
        (before, batch, key) => {
          const context = { U: before };
          const oneByOne = batch.reduce<JsonObject>(
            (so, value) => mergeEntryContext(so, { [key]: [value] }, { now }).context,
            context,
          );
          expect(mergeEntryContext(context, { [key]: batch }, { now }).context).to.deep.equal(
            batch.length === 0 ? context : oneByOne,
          );
        },
      ),
    );
  });

  it("gives by its index what asking every element gives", () => {
    const expression = fc.constantFrom(
      "val.k == obj.k",
      "val.k === obj.k",
      "val.k && val.k == obj.k",
      "obj.j == val.k",
      "val.k == 1",
      "'x' === val.j",
      "val == obj",
      "val.k == obj.k && val.j == obj.j",
      "val.k != obj.k && val.j === obj.j",
      "val.j && val.j == obj.j || (val.k && (val.k === obj.k))",
      "val.k && val.k.i && obj.k && val.k.i == obj.k.i",
      "val.k.i == obj.k.i",
      "val['k'] == obj['j']",
    );
    fc.assert(
      fc.property(elements, elements, expression, (before, batch, source) => {
        const byIndex = mergeEntryContext({ U: before }, { [`U(${source})`]: batch }, { now });
        // A list's member is nothing the index understands, so here every element is asked.
        const byAsking = mergeEntryContext({ U: before }, { [`U([${source}][0])`]: batch }, { now });
        expect(byIndex.context).to.deep.equal(byAsking.context);
        expect(byIndex.warnings.length).to.equal(byAsking.warnings.length);
      }),
      { numRuns: 3000 },
    );
  });

  it("leaves both arguments as they are and shares what did not change", () => {
    const untouched = { deep: [1] };
    const context = freeze({ A: { L: [{ ID: 1 }], same: untouched }, U: [{ ID: 1 }, { ID: 2 }] });
    const entry = freeze({
      "A.L": [{ ID: 2 }],
      [ID]: { ID: 2, x: 1 },
      "A.New": { o: 1 },
      "A.New.p": 2,
      "U(val.ID == 1).T": [1],
    });
    const after = merged(context, entry);
    expect(after).to.deep.equal({
      A: { L: [{ ID: 1 }, { ID: 2 }], same: { deep: [1] }, New: { o: 1, p: 2 } },
      U: [
        { ID: 1, T: [1] },
        { ID: 2, x: 1 },
      ],
    });
    expect((after.A as JsonObject).same).to.equal(untouched);
    expect(context.A.L).to.have.length(1);
  });

  it("never throws, for any keys and values", () => {
    const key = fc.oneof(
      fc.string(),
      fc
        .array(fc.constantFrom("A", ".", "(", ")", "val", "==", "obj", "true", ".B", "'", "__proto__"), {
          maxLength: 8,
        })
        .map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(
        fc.dictionary(key, fc.jsonValue()),
        fc.dictionary(fc.constantFrom("A", "B"), fc.jsonValue()),
        (entry, context) => {
          const result = mergeEntryContext(context as JsonObject, entry as JsonObject, { now });
          expect(() => JSON.stringify(result)).not.to.throw();
        },
      ),
      { numRuns: 1000 },
    );
  });

  it("asks each of 5,000 objects only of its equals, so that the steps suffice", () => {
    const list = Array.from({ length: 5000 }, (_, index) => ({ event: { id: `e${index}` } }));
    const key = contextKey("E", ["event.id"]);
    const first = mergeEntryContext({}, { [key]: list }, { now, steps: 100_000 });
    const second = mergeEntryContext(first.context, { [key]: list }, { now, steps: 100_000 });
    expect(second.warnings).to.deep.equal([]);
    expect(second.context.E).to.have.length(5000);
  });
});
