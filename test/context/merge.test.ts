import { expect } from "chai";
import type { JsonObject } from "../../src/json.ts";
import { ID, merged } from "./merged.ts";

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
