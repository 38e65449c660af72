import { expect } from "chai";
import fc from "fast-check";
import { contextKey } from "../../src/context/context-key.ts";
import { evaluateDt } from "../../src/context/dt/evaluate.ts";
import { mergeEntryContext } from "../../src/context/merge.ts";
import type { Json, JsonObject } from "../../src/json.ts";

const now = (): number => 0;

/** The context after these entries, one after another; none may warn. */
function merged(context: JsonObject, ...entries: JsonObject[]): JsonObject {
  return entries.reduce((before, entry) => {
    const { context: after, warnings } = mergeEntryContext(before, entry, { now });
    expect(warnings).to.deep.equal([]);
    return after;
  }, context);
}

function warningsOf(context: JsonObject, entry: JsonObject): { context: JsonObject; warnings: string[] } {
  return mergeEntryContext(context, entry, { now });
}

const ID = "U(val.ID && val.ID == obj.ID)";

describe("merging plain keys", () => {
  const cases: [what: string, before: JsonObject, entry: JsonObject, after: JsonObject][] = [
    ["creates the objects on the way", {}, { "A.B.C": 1 }, { A: { B: { C: 1 } } }],
    ["keeps what else is there", { A: { X: 1 }, Y: 2 }, { "A.B": 1 }, { A: { X: 1, B: 1 }, Y: 2 }],
    ["stores an object as an object", {}, { A: { x: 1 } }, { A: { x: 1 } }],
    ["stores a list as a list, even of one", {}, { A: ["x"] }, { A: ["x"] }],
    ["stores an empty list", {}, { A: [] }, { A: [] }],
    ["stores null", {}, { A: null }, { A: null }],
    ["appends to a single value", { A: 1 }, { A: 2 }, { A: [1, 2] }],
    ["appends to a list", { A: [1] }, { A: 2 }, { A: [1, 2] }],
    ["appends each member of a list", { A: 1 }, { A: [2, 3] }, { A: [1, 2, 3] }],
    ["appends to an empty list", { A: [] }, { A: 2 }, { A: [2] }],
    ["does not deduplicate", { A: "x" }, { A: "x" }, { A: ["x", "x"] }],
    ["does not merge objects", { A: { ID: 1 } }, { A: { ID: 1 } }, { A: [{ ID: 1 }, { ID: 1 }] }],
    ["appends false and zero and the empty text", { A: 1 }, { A: [false, 0, ""] }, { A: [1, false, 0, ""] }],
    ["does not append null", { A: 1 }, { A: null }, { A: 1 }],
    ["does not append an empty object", { A: 1 }, { A: {} }, { A: 1 }],
    ["does not append null and empty objects within a list", { A: 1 }, { A: [null, {}, 2] }, { A: [1, 2] }],
    ["adds nothing for an empty list", { A: 1 }, { A: [] }, { A: 1 }],
    ["lets null give way to what comes", { A: null }, { A: 1 }, { A: 1 }],
    ["lets an empty object give way to what comes", { A: {} }, { A: [1] }, { A: [1] }],
    ["enters a list of one on the way", { A: [{ X: 1 }] }, { "A.B": 2 }, { A: [{ X: 1, B: 2 }] }],
    [
      "adds an element to a longer list on the way",
      { A: [{ X: 1 }, { X: 2 }] },
      { "A.B": 2 },
      { A: [{ X: 1 }, { X: 2 }, { B: 2 }] },
    ],
    ["adds an element to an empty list on the way", { A: [] }, { "A.B": 2 }, { A: [{ B: 2 }] }],
    ["keeps a scalar on the way beside the new element", { A: "x" }, { "A.B": 2 }, { A: ["x", { B: 2 }] }],
    ["keeps the scalar in a list of one on the way", { A: ["x"] }, { "A.B": 2 }, { A: ["x", { B: 2 }] }],
    ["replaces null on the way", { A: null }, { "A.B": 2 }, { A: { B: 2 } }],
    ["trims the names of a path", {}, { " A . B ": 1 }, { A: { B: 1 } }],
    ["takes names with spaces and slashes", {}, { "Risk form.Email/from": 1 }, { "Risk form": { "Email/from": 1 } }],
    ["takes names that objects inherit", {}, { "toString.valueOf": 1 }, { toString: { valueOf: 1 } }],
    ["writes several keys in order", {}, { "A.B": 1, "A.C": 2, A: "x" }, { A: [{ B: 1, C: 2 }, "x"] }],
  ];
  for (const [what, before, entry, after] of cases) {
    it(what, () => expect(merged(before, entry)).to.deep.equal(after));
  }
});

describe("merging keyed values", () => {
  const cases: [what: string, before: JsonObject, entry: JsonObject, after: JsonObject][] = [
    ["stores a single new element bare", {}, { [ID]: { ID: 1 } }, { U: { ID: 1 } }],
    ["stores a list as a list, even of one", {}, { [ID]: [{ ID: 1 }] }, { U: [{ ID: 1 }] }],
    ["writes nothing for an empty list", {}, { [ID]: [] }, {}],
    ["leaves what is there for an empty list", { U: { ID: 1 } }, { [ID]: [] }, { U: { ID: 1 } }],
    ["writes nothing for null", {}, { [ID]: null }, {}],
    ["skips null and empty objects in a list", {}, { [ID]: [null, {}, { ID: 1 }] }, { U: [{ ID: 1 }] }],
    [
      "keeps a bare element bare when it is updated",
      { U: { ID: 1, a: 1 } },
      { [ID]: { ID: 1, b: 2 } },
      { U: { ID: 1, a: 1, b: 2 } },
    ],
    [
      "keeps a list a list when its one element is updated",
      { U: [{ ID: 1 }] },
      { [ID]: { ID: 1, b: 2 } },
      { U: [{ ID: 1, b: 2 }] },
    ],
    ["appends what does not match", { U: { ID: 1 } }, { [ID]: { ID: 2 } }, { U: [{ ID: 1 }, { ID: 2 }] }],
    [
      "replaces inner objects and lists whole",
      { U: { ID: 1, o: { a: 1 }, l: [1, 2] } },
      { [ID]: { ID: 1, o: { b: 2 }, l: [3] } },
      { U: { ID: 1, o: { b: 2 }, l: [3] } },
    ],
    [
      "updates every match",
      { U: [{ ID: 1 }, { ID: 2 }, { ID: 1 }] },
      { [ID]: { ID: 1, x: 1 } },
      { U: [{ ID: 1, x: 1 }, { ID: 2 }, { ID: 1, x: 1 }] },
    ],
    [
      "lets a later object match an earlier one of the same batch",
      {},
      {
        [ID]: [
          { ID: 1, a: 1 },
          { ID: 1, b: 2 },
        ],
      },
      { U: [{ ID: 1, a: 1, b: 2 }] },
    ],
    ['matches 7 and "7" under ==', { U: { ID: 7 } }, { [ID]: { ID: "7", x: 1 } }, { U: { ID: "7", x: 1 } }],
    [
      'keeps 7 and "7" apart under ===',
      { U: { ID: 7 } },
      { "U(val.ID === obj.ID)": { ID: "7" } },
      { U: [{ ID: 7 }, { ID: "7" }] },
    ],
    [
      "lets an unguarded key swallow records that lack it",
      { U: { x: 1 } },
      { "U(val.ID == obj.ID)": { y: 2 } },
      { U: { x: 1, y: 2 } },
    ],
    ["keeps records that lack a guarded key apart", { U: { x: 1 } }, { [ID]: { y: 2 } }, { U: [{ x: 1 }, { y: 2 }] }],
    [
      "duplicates where two keys serve one path",
      { U: { ID: 1 } },
      { "U(val.Name && val.Name == obj.Name)": { ID: 1, Name: "n" } },
      { U: [{ ID: 1 }, { ID: 1, Name: "n" }] },
    ],
    [
      "takes reversed comparisons",
      { U: { ID: 1 } },
      { "U(obj.ID == val.ID)": { ID: 1, x: 1 } },
      { U: { ID: 1, x: 1 } },
    ],
    [
      "takes several fields",
      {
        U: [
          { a: 1, b: 1 },
          { a: 1, b: 2 },
        ],
      },
      { "U(val.a == obj.a && val.b === obj.b)": { a: 1, b: 2, x: 1 } },
      {
        U: [
          { a: 1, b: 1 },
          { a: 1, b: 2, x: 1 },
        ],
      },
    ],
    [
      "takes alternatives",
      { F: [{ MD5: "m" }, { SHA1: "s" }] },
      { "F(val.MD5 && val.MD5 == obj.MD5 || val.SHA1 && val.SHA1 == obj.SHA1)": { MD5: "x", SHA1: "s" } },
      { F: [{ MD5: "m" }, { MD5: "x", SHA1: "s" }] },
    ],
    [
      "finds an element by a field that an earlier object gave it",
      { F: { SHA1: "s" } },
      {
        "F(val.MD5 && val.MD5 == obj.MD5 || val.SHA1 && val.SHA1 == obj.SHA1)": [
          { MD5: "m", SHA1: "s" },
          { MD5: "m", x: 1 },
        ],
      },
      { F: [{ SHA1: "s", MD5: "m", x: 1 }] },
    ],
    [
      "takes a constant to compare with",
      { Q: [{ N: 1 }, { N: 42 }] },
      { "Q(val.N == 42)": { N: 42, x: 1 } },
      { Q: [{ N: 1 }, { N: 42, x: 1 }] },
    ],
    [
      "takes a text to compare with",
      { Q: [{ N: "a)" }] },
      { 'Q(val.N === "a)")': { x: 1 } },
      { Q: [{ N: "a)", x: 1 }] },
    ],
    ["takes functions", { Q: [{ N: "abc" }] }, { "Q(val.N.indexOf(obj.N) >= 0)": { N: "b" } }, { Q: [{ N: "b" }] }],
    ["treats scalars as a set", { S: ["a", "b"] }, { "S(val == obj)": ["b", "c", "c"] }, { S: ["a", "b", "c"] }],
    [
      "overwrites every element with (true)",
      { A: { B: [{ C: 1, x: 1 }, { C: 2 }] } },
      { "A.B(true)": { C: [9] } },
      { A: { B: [{ C: [9], x: 1 }, { C: [9] }] } },
    ],
    ["creates an element with (true) where there is none", {}, { "A.B(true)": { C: 9 } }, { A: { B: { C: 9 } } }],
    ["takes true == true for true", { A: { x: 1 } }, { "A(true==true)": { x: 2 } }, { A: { x: 2 } }],
    ["replaces an element that is no object", { A: "x" }, { "A(true)": { C: 9 } }, { A: { C: 9 } }],
    ["creates the objects on the way", {}, { "A.B(val.ID == obj.ID)": { ID: 1 } }, { A: { B: { ID: 1 } } }],
    ["lets null give way", { U: null }, { [ID]: { ID: 1 } }, { U: { ID: 1 } }],
    [
      "never matches an element that is null",
      { U: [null] },
      { "U(val && val.ID == obj.ID)": { ID: 1 } },
      { U: [null, { ID: 1 }] },
    ],
  ];
  for (const [what, before, entry, after] of cases) {
    it(what, () => expect(merged(before, entry)).to.deep.equal(after));
  }
});

describe("merging within matched elements", () => {
  const cases: [what: string, before: JsonObject, entry: JsonObject, after: JsonObject][] = [
    [
      "writes into the matches",
      { Q: [{ ID: 1 }, { ID: 2 }] },
      { "Q(val.ID == 2).Seen": true },
      { Q: [{ ID: 1 }, { ID: 2, Seen: true }] },
    ],
    [
      "appends within the matches",
      { Q: { ID: 1, Note: "a" } },
      { "Q(val.ID == 1).Note": "b" },
      { Q: { ID: 1, Note: ["a", "b"] } },
    ],
    [
      "creates objects on the tail's way",
      { Q: { ID: 1 } },
      { "Q(val.ID == 1).A.B": "b" },
      { Q: { ID: 1, A: { B: "b" } } },
    ],
    [
      "makes a new element where nothing matches",
      { Q: { ID: 1 } },
      { "Q(val.ID == 2).Note": "b" },
      { Q: [{ ID: 1 }, { Note: "b" }] },
    ],
    ["makes the first element where there is none", {}, { "Q(val.ID == 2).Note": "b" }, { Q: { Note: "b" } }],
    [
      "compares with the whole value that is written",
      { Q: { ID: 1 } },
      { "Q(val.ID == obj.ID).Copy": { ID: 1 } },
      { Q: { ID: 1, Copy: { ID: 1 } } },
    ],
    [
      "takes a keyed tail",
      { Q: { ID: 1, L: [{ k: 1 }] } },
      { "Q(val.ID == 1).L(val.k == obj.k)": { k: 1, x: 1 } },
      { Q: { ID: 1, L: [{ k: 1, x: 1 }] } },
    ],
    ["does not write into a match that is no object", { Q: "x" }, { "Q(true).Note": 1 }, { Q: ["x", { Note: 1 }] }],
    ["keeps a list a list", { Q: [{ ID: 1 }] }, { "Q(val.ID == 1).Note": 1 }, { Q: [{ ID: 1, Note: 1 }] }],
  ];
  for (const [what, before, entry, after] of cases) {
    it(what, () => expect(merged(before, entry)).to.deep.equal(after));
  }
});

describe("merging what is wrong", () => {
  const cases: [what: string, before: JsonObject, entry: JsonObject, after: JsonObject, warning: string][] = [
    [
      "appends where the expression throws",
      { U: { ID: 1 } },
      { "U(args.get('x'))": { ID: 1 } },
      { U: [{ ID: 1 }, { ID: 1 }] },
      "Context key \"U(args.get('x'))\": args is not defined; taken as no match.",
    ],
    [
      "appends where a member of nothing is read",
      { U: { ID: 1 } },
      { "U(val.a.b == obj.a.b)": { ID: 1 } },
      { U: [{ ID: 1 }, { ID: 1 }] },
      'Context key "U(val.a.b == obj.a.b)": cannot read b of undefined; taken as no match.',
    ],
    [
      "appends where a null element is asked",
      { U: [null] },
      { [ID]: { ID: 1 } },
      { U: [null, { ID: 1 }] },
      `Context key "${ID}": cannot read ID of null; taken as no match.`,
    ],
    [
      "appends where the expression is no JavaScript",
      { U: { ID: 1 } },
      { "U(val.ID == )": { ID: 1 } },
      { U: [{ ID: 1 }, { ID: 1 }] },
      'Context key "U(val.ID == )": unexpected token at character 13; what came was appended.',
    ],
    [
      "appends where the expression is not closed",
      { U: { ID: 1 } },
      { "U(val.ID": { ID: 1 } },
      { U: [{ ID: 1 }, { ID: 1 }] },
      'Context key "U(val.ID": the expression has no ")"; what came was appended.',
    ],
    [
      "writes into a new element where a tail's expression is no JavaScript",
      { U: { ID: 1 } },
      { "U(val.).N": 1 },
      { U: [{ ID: 1 }, { N: 1 }] },
      'Context key "U(val.).N": unexpected token at character 7; what came was appended.',
    ],
    [
      "refuses a tail that is no path",
      { U: 1 },
      { "U(true)N": 1 },
      { U: 1 },
      'Context key "U(true)N": not written, "N" is no path.',
    ],
    ["refuses an empty name", {}, { "A..B": 1 }, {}, 'Context key "A..B": not written, the name "" is refused.'],
    ["refuses an empty key", {}, { "": 1 }, {}, 'Context key "": not written, the name "" is refused.'],
    [
      "refuses __proto__ in a path",
      {},
      { "A.__proto__.B": 1 },
      {},
      'Context key "A.__proto__.B": not written, the name "__proto__" is refused.',
    ],
    [
      "leaves out prototype keys at any depth",
      {},
      { A: [JSON.parse('{"constructor": 1, "b": {"__proto__": {"x": 1}, "c": 2}}') as Json] },
      { A: [{ b: { c: 2 } }] },
      'Context key "A": the name "constructor" was left out.',
    ],
  ];
  for (const [what, before, entry, after, warning] of cases) {
    it(what, () => {
      const result = warningsOf(before, entry);
      expect(result.context).to.deep.equal(after);
      expect(result.warnings[0]).to.equal(warning);
    });
  }

  it("refuses prototype keys in a tail", () => {
    const { context, warnings } = warningsOf({ U: { ID: 1 } }, { "U(true).constructor.x": 1 });
    expect(context).to.deep.equal({ U: { ID: 1 } });
    expect(warnings[0]).to.equal(
      'Context key "U(true).constructor.x": not written, the name "constructor" is refused.',
    );
  });

  it("appends the rest, losing nothing, when the steps are used up", () => {
    const elements = Array.from({ length: 50 }, (_, id) => ({ id }));
    const { context, warnings } = mergeEntryContext(
      { L: elements },
      { "L([val.id][0] == obj.id)": elements },
      { now, steps: 1000 },
    );
    expect(context.L).to.have.length.above(50).and.below(101);
    expect(warnings).to.deep.equal(['Context key "L([val.id][0] == obj.id)": took too many steps; taken as no match.']);
  });

  it("pollutes no prototype, whatever the keys", () => {
    const evil = JSON.parse(
      '{"__proto__": {"polluted": 1}, "A": {"__proto__": {"polluted": 1}}, "B(true).__proto__": 1}',
    ) as JsonObject;
    const { context } = warningsOf({ A: 1, B: {} }, evil);
    expect(context).to.deep.equal({ A: 1, B: {} });
    expect(({} as JsonObject).polluted).to.equal(undefined);
  });
});

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
