import { expect } from "chai";
import fc from "fast-check";
import { evaluateDt } from "../../../src/context/dt/evaluate.ts";
import { parseDt } from "../../../src/context/dt/parse.ts";
import type { Json } from "../../../src/json.ts";

const now = (): number => Date.UTC(2026, 0, 2);
const ROOT: Json = {
  Host: { Name: "web-1", Geo: { City: "Bern" }, Tags: [] },
  Score: [
    { By: "alpha", Value: 0, Labels: ["x", "y"] },
    { By: "beta max", Value: 3, Labels: ["y"] },
    { By: "gamma", Value: 3 },
  ],
  Cert: [
    { Subject: "www.acme.test", From: "2020", Until: "2021" },
    { Subject: "*.acme.org", From: "2019", Until: "2022" },
    { Subject: "www.acme.org", From: "2020", Until: "2023" },
  ],
  One: [{ Name: "only", Tags: ["t"] }],
  Single: ["s"],
  Empty: [],
  Nothing: null,
  Matrix: [[1, 2], [3]],
  "Risk form": { Answers: { "0": "yes", "1": "no" } },
  Form: { Answers: ["first", "second"] },
  "Email/from": "a@b.test",
  "dotted.key": { x: 1 },
};

function read(dt: string, root: Json = ROOT): Json | undefined {
  const { value, warnings } = evaluateDt(dt, { root, now });
  expect(warnings).to.deep.equal([]);
  return value;
}

describe("evaluating a DT", () => {
  const cases: [what: string, dt: string, expected: Json | undefined][] = [
    ["reads nested keys", "Host.Geo.City", "Bern"],
    ["maps a name over a list", "Score.By", ["alpha", "beta max", "gamma"]],
    ["flattens lists one level and skips missing members", "Score.Labels", ["x", "y", "y"]],
    ["collapses a result of one", "Single", "s"],
    ["reads through a list of one as if it were the element", "One.Name", "only"],
    ["takes the first of a single value as of a list of one", "Host.[0].Name", "web-1"],
    ["picks by .[n]", "Score.[1].By", "beta max"],
    ["picks by [n]", "Score[1].By", "beta max"],
    ["gives nothing beyond the end", "Score.[3]", undefined],
    ["picks from the list so far", "Score.Labels[2]", "y"],
    ["includes the end of a range", "Cert[0:2].Subject", ["www.acme.test", "*.acme.org", "www.acme.org"]],
    ["cuts a range at the list's end", "Cert[1:9].From", ["2019", "2020"]],
    ["begins an open range at the start", "Cert[:1].From", ["2020", "2019"]],
    ["ends an open range at the end", "Cert[2:].From", "2020"],
    ["reads a numeric name as a key first", "Risk form.Answers.0", "yes"],
    ["reads a numeric name as an index second", "Form.Answers.1", "second"],
    ["reads index 0 of a single value by a numeric name", "Host.Name.0", "web-1"],
    ["reads names with slashes", "Email/from", "a@b.test"],
    ["reads keys with dots in JavaScript only", ".=val['dotted.key'].x", 1],
    ["gives nothing for a name that is not there", "Host.Nope.Deeper", undefined],
    ["gives nothing for a member of a text", "Host.Name.length", undefined],
    ["finds no inherited member", "Host.toString", undefined],
    ["keeps null as a value", "Nothing", null],
    ["keeps an explicitly empty list", "Empty", []],
    ["keeps an explicitly empty list at the end of a path", "Host.Tags", []],
    ["gives nothing for a selector on an empty list", "Empty(val)", undefined],
    ["gives nothing for a member of an empty list", "Empty.x", undefined],
    ["keeps the lists within a list", "Matrix", [[1, 2], [3]]],
    ["dissolves a picked list", "Matrix[0]", [1, 2]],
    ["picks from a picked list", "Matrix[0][1]", 2],
    ["filters a list", "Score(val.Value == 3).By", ["beta max", "gamma"]],
    ["filters scalars", "Score.By(val == 'alpha')", "alpha"],
    ["filters scalars with functions", "Cert.Subject( val.indexOf('www') == 0)", ["www.acme.test", "www.acme.org"]],
    [
      "tests one field and returns another",
      "Cert(val.Subject.indexOf('org') == val.Subject.length - 3).Until",
      ["2022", "2023"],
    ],
    ["filters a single value", "Host(val.Name == 'web-1').Geo.City", "Bern"],
    ["gives nothing where a single value fails", "Host(val.Name == 'x').Geo.City", undefined],
    ["narrows down with several selectors", "Score(val.Value == 3)(val.Labels).By", "beta max"],
    ["picks after a selector", "Score(val.Value == 3)[1].By", "gamma"],
    ["distinguishes == from ===", "Score(val.Value === '3').By", undefined],
    [
      "binds a name to a path from the top",
      "Cert(val.From == first---Cert.[0].From).Subject",
      ["www.acme.test", "www.acme.org"],
    ],
    [
      "binds a name with spaces around the dashes",
      "Cert(val.From == first --- Cert.[0].From && val.Until != '2021').Subject",
      "www.acme.org",
    ],
    ["binds a name to a path from the element", "Cert(name---.Subject && name.length < 11).Until", "2022"],
    ["binds a path with a selector of its own", "Score(val.By == who---Score(val.Value == 0).By).Labels", ["x", "y"]],
    ["binds nothing to undefined", "Score(val.Value == none---Nope || val.By == 'gamma').By", "gamma"],
    ["maps every selected value", "Score.By=val.toUpperCase()", ["ALPHA", "BETA MAX", "GAMMA"]],
    ["maps the selected objects", "Score={a: val.By}", [{ a: "alpha" }, { a: "beta max" }, { a: "gamma" }]],
    ["maps after a selector", "Score.By(val.indexOf('beta')>=0)=val.toUpperCase()", "BETA MAX"],
    ["maps with functions declared after", "Host.Name=shout(val);function shout(v) { return v + '}!' }", "web-1}!"],
    ["leaves out what maps to undefined", "Score=val.Labels", [["x", "y"], ["y"]]],
    ["does not map what is not there", "Nope=val.x.y", undefined],
    ["maps the whole root once", ".=val.Score.reduce(function(max, c) {return Math.max(max, c.Value)}, 0)", 3],
    ["keeps the shape of what a root mutator computes", ".=['one']", ["one"]],
    ["keeps an empty list that a mutator computes", ".=val.Score.filter(function (s) { return false })", []],
    ["gives nothing when a mutator gives undefined", ".=val.nope", undefined],
    ["gives dates as text", ".=new Date()", "2026-01-02T00:00:00.000Z"],
    [
      "leaves undefined out of what it gives",
      ".={a: undefined, n: 1, s: 's', b: true, l: [undefined]}",
      { n: 1, s: "s", b: true, l: [null] },
    ],
    ["gives no prototype keys", '.=JSON.parse(\'{"__proto__": 1, "a": 2}\')', { a: 2 }],
    ["sorts a copy beside a bind that is nothing", "Single(none---Nope || [2, 1].sort()[0] == 1)", "s"],
    ["gives the whole root", ".", ROOT],
  ];
  for (const [what, dt, expected] of cases) {
    it(`${what}: ${dt}`, () => expect(read(dt)).to.deep.equal(expected));
  }

  it("maps each element of a list that is the root", () => {
    expect(read(".=val.a", [{ a: 1 }, { a: 2 }, {}])).to.deep.equal([1, 2]);
    expect(read(".[1]", ["x", "y"])).to.equal("y");
    expect(read("a", [{ a: 1 }])).to.equal(1);
    expect(read(".", ["x"])).to.equal("x");
    expect(read(".=val", [])).to.deep.equal([]);
  });

  it("reads through lists in lists", () => {
    expect(read("A.b", { A: [[{ b: 1 }], [{ b: 2 }]] })).to.deep.equal([1, 2]);
  });

  it("treats an exception as no match, warns once, and goes on", () => {
    const root = { L: [{ a: null }, { a: { b: 1 } }, { a: null }] };
    expect(evaluateDt("L(val.a.b == 1).a.b", { root, now })).to.deep.equal({
      value: 1,
      warnings: ['DT "L(val.a.b == 1).a.b": cannot read b of null'],
    });
    expect(evaluateDt("L=val.a.b", { root, now })).to.deep.equal({
      value: 1,
      warnings: ['DT "L=val.a.b": cannot read b of null'],
    });
  });

  it("gives a syntax error as a warning", () => {
    expect(evaluateDt("A..B", { root: {}, now })).to.deep.equal({
      value: undefined,
      warnings: ['expected a name or [number], found "." at character 3 of "A..B"'],
    });
  });

  it("stops when the steps are used up", () => {
    const loop = ".=f();function f() { while (true) ; }";
    expect(evaluateDt(loop, { root: {}, now })).to.deep.equal({
      value: undefined,
      warnings: [`DT "${loop}": took too many steps`],
    });
    const root = { L: Array.from({ length: 1000 }, (_, id) => ({ id })) };
    expect(evaluateDt("L(val.id > 5).id", { root, now, steps: 500 }).warnings).to.deep.equal([
      'DT "L(val.id > 5).id": took too many steps',
    ]);
  });

  it("stops when exceptions use up the steps", () => {
    const root = { L: Array.from({ length: 1000 }, () => ({})) };
    expect(evaluateDt("L(val.a.b)", { root, now, steps: 10_000 }).warnings).to.deep.equal([
      'DT "L(val.a.b)": cannot read b of undefined',
      'DT "L(val.a.b)": took too many steps',
    ]);
  });

  it("stops at a value that is nested too deeply", () => {
    let deep: Json = 1;
    for (let level = 0; level < 20_000; level += 1) deep = [deep];
    expect(evaluateDt(".=val.deep", { root: { deep }, now })).to.deep.equal({
      value: undefined,
      warnings: ['DT ".=val.deep": nested more than 150 calls or values deep'],
    });
  });

  it("survives an overflow of the host's own stack", () => {
    const dt = `.=f();function f() { return ${"!".repeat(200)}f() }`;
    expect(evaluateDt(dt, { root: {}, now })).to.deep.equal({
      value: undefined,
      warnings: [`DT "${dt.slice(0, 200)}…": is nested too deeply`],
    });
  });

  it("evaluates many times what was parsed once", () => {
    const dt = parseDt("A(val.n == want---.n && val.n > 1).n");
    expect(evaluateDt(dt, { root: { A: [{ n: 1 }, { n: 2 }] }, now }).value).to.equal(2);
    expect(evaluateDt(dt, { root: { A: { n: 3 } }, now }).value).to.equal(3);
  });

  it("leaves the root unchanged, whatever the JavaScript does", () => {
    const root = { L: [3, 1, 2], O: { a: 1 } };
    expect(read(".=val.L.sort()", root)).to.deep.equal([1, 2, 3]);
    expect(read("O=set(val);function set(o) { o.a = 2; return o }", root)).to.deep.equal({ a: 2 });
    expect(root).to.deep.equal({ L: [3, 1, 2], O: { a: 1 } });
  });

  it("never throws, for any text over any data", () => {
    const fragment = fc.constantFrom(
      "A",
      "B c",
      ".",
      "[0]",
      "[1:2]",
      "(",
      ")",
      "(val",
      "val.A",
      "==",
      "'x'",
      "=",
      ";function f(){",
      "}",
      "{",
      "---",
      "A.B",
      '"',
      "/",
      "\\",
      "0",
      "(val==1)",
      "f(",
      "this",
      "new Date",
      "__proto__",
      "constructor",
      "[",
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(fragment, { maxLength: 12 }).map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(text, fc.jsonValue(), (dt, root) => {
        const { value, warnings } = evaluateDt(dt, { root: root as Json, now, steps: 20_000 });
        expect(warnings.length === 0 || typeof warnings[0] === "string").to.equal(true);
        expect(() => JSON.stringify(value)).not.to.throw();
      }),
      { numRuns: 3000 },
    );
  });

  it("reads by a path of plain keys what walking the keys gives", () => {
    const key = fc.stringMatching(/^[A-Za-z_ -]{1,8}$/).filter((name) => name.trim() === name);
    fc.assert(
      fc.property(fc.array(key, { minLength: 1, maxLength: 5 }), fc.oneof(fc.integer(), fc.string()), (keys, leaf) => {
        const root = keys.reduceRight<Json>((inner, name) => ({ [name]: inner }), leaf);
        expect(read(keys.join("."), root)).to.equal(leaf);
      }),
    );
  });
});
