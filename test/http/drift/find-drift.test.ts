import { expect } from "chai";
import fc from "fast-check";
import { learn, learnKnown, type SeenAnswer } from "../../../src/http/drift/baseline.ts";
import { findDrift, unlearnt } from "../../../src/http/drift/find-drift.ts";
import type { Json } from "../../../src/json.ts";

const answer = (body: Json, path = "/v1/things"): SeenAnswer => ({ method: "GET", path, body });
const baseline = learn([
  answer({
    items: [
      { id: 1, state: "OPEN", owner: null, tags: [] },
      { id: 2, state: "CLOSED", owner: null, tags: [] },
    ],
  }),
]);
const NOTHING = learnKnown([]);

describe("drift", () => {
  it("is none where answers are like those that were learnt", () => {
    expect(
      findDrift(
        [answer({ items: [] }), answer({ items: [{ id: 9, state: "x", owner: null, tags: [] }] })],
        baseline,
        NOTHING,
      ),
    ).to.deep.equal([]);
    fc.assert(
      fc.property(fc.array(fc.jsonValue() as fc.Arbitrary<Json>, { minLength: 1, maxLength: 4 }), (bodies) => {
        const answers = bodies.map((body) => answer(body));
        expect(findDrift(answers, learn(answers), NOTHING)).to.deep.equal([]);
      }),
    );
  });

  it("is a new field, a changed type and a missing field, each with how often", () => {
    const drifted = answer({
      items: [
        { id: "1", state: "OPEN", owner: null, tags: [], risk: "VERY_HIGH" },
        { id: "2", owner: null, tags: [], risk: "mara@acme.test" },
      ],
    });
    expect(findDrift([drifted], baseline, NOTHING)).to.deep.equal([
      {
        endpoint: "GET /v1/things",
        path: "items[].id",
        kind: "changed type",
        type: "string",
        expected: "number",
        count: 2,
      },
      {
        endpoint: "GET /v1/things",
        path: "items[].risk",
        kind: "new field",
        type: "string",
        example: "VERY_HIGH",
        count: 2,
      },
      { endpoint: "GET /v1/things", path: "items[].state", kind: "missing field", type: "string", count: 1 },
    ]);
  });

  it("names every type that a new field has", () => {
    const drifted = answer({
      items: [1, "ON", null].map((risk) => ({ id: 1, state: "x", owner: null, tags: [], risk })),
    });
    expect(findDrift([drifted], baseline, NOTHING)).to.deep.equal([
      {
        endpoint: "GET /v1/things",
        path: "items[].risk",
        kind: "new field",
        type: "number or string or null",
        example: "ON",
        count: 3,
      },
    ]);
  });

  it("is nothing where only null or an empty list was learnt", () => {
    const filled = answer({ items: [{ id: 1, state: "x", owner: { name: "y" }, tags: ["z"] }] });
    expect(findDrift([filled], baseline, NOTHING)).to.deep.equal([]);
  });

  it("is a value that the request does not know, once for each, also of endpoints that were never recorded", () => {
    const known = { "[].state": ["open", "closed"], "[].level": ["1", "2"] };
    const given = { method: "GET", path: "/v1/new/7", known };
    const seen: SeenAnswer = {
      ...given,
      body: [
        { state: "open", level: 1 },
        { state: "on-hold", level: 3 },
        { state: "on-hold" },
        { state: "Mara Quill" },
        { state: null },
      ],
    };
    expect(findDrift([seen], baseline, learnKnown([given]))).to.deep.equal([
      { endpoint: "GET /v1/new/{id}", path: "[].level", kind: "unknown value", type: "number", example: "3", count: 1 },
      {
        endpoint: "GET /v1/new/{id}",
        path: "[].state",
        kind: "unknown value",
        type: "string",
        example: "on-hold",
        count: 2,
      },
      { endpoint: "GET /v1/new/{id}", path: "[].state", kind: "unknown value", type: "string", count: 1 },
    ]);
    expect(unlearnt([seen, answer([])], baseline)).to.deep.equal(["GET /v1/new/{id}"]);
  });

  it("takes what requests to one endpoint know together, and no unsafe name", () => {
    const path = "/v1/things/1";
    const values = learnKnown([
      { method: "GET", path, known: { state: ["A"] } },
      { method: "GET", path: "/v1/things/2", known: { state: ["B"], ["__proto__"]: ["x"] } },
      { method: "GET", path },
    ]);
    expect([...(values.get("GET /v1/things/{id}") ?? [])]).to.deep.equal([["state", new Set(["A", "B"])]]);
  });

  it("shows no free text, no secret and no name, however an answer is made", () => {
    const words = ["mara.quill@acme.test", "Mara", "s3cret-canary", "a b", "C:\\Users\\mara", "x".repeat(100)];
    const drifted = answer({
      items: words.map((word) => ({ id: word, state: 1, owner: null, tags: [], extra: word })),
    });
    const shown = JSON.stringify(findDrift([drifted], baseline, NOTHING));
    for (const word of words) expect(shown).to.not.include(word);
  });

  it("has an end where every letter of an answer is new", () => {
    const names = Array.from({ length: 2_000 }, (_, at) => [`n${"x".repeat(60)}${at.toString(36)}`, at]);
    const found = findDrift(
      [answer({ items: [], ...(Object.fromEntries(names) as Record<string, number>) })],
      baseline,
      NOTHING,
    );
    expect(found).to.have.length(500);
    let deep: Json = 1;
    for (let level = 0; level < 5_000; level++) deep = { a: deep };
    expect(findDrift([answer(deep)], learn([answer(deep)]), NOTHING)).to.deep.equal([]);
  });

  it("is told of the answer as a whole, too", () => {
    expect(findDrift([answer([])], baseline, NOTHING)).to.deep.equal([
      { endpoint: "GET /v1/things", path: "", kind: "changed type", type: "list", expected: "object", count: 1 },
    ]);
  });
});
