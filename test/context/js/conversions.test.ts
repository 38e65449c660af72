import { expect } from "chai";
import fc from "fast-check";
import { native } from "./native.ts";
import { compile } from "../../../src/context/js/compile.ts";
import { Machine } from "../../../src/context/js/machine.ts";
import { errorOf, run } from "./run.ts";

const scalar = fc.oneof(
  fc.constantFrom("", " ", "0", "7", "07", " 7 ", "1e3", "0x10", "abc", "true", "null", "NaN", "a,b", "-0"),
  fc.constantFrom(0, 7, -1, 1000, 16, 0.5),
  fc.boolean(),
  fc.constant(null),
);
const anyValue = fc.oneof(
  scalar,
  fc.array(scalar, { maxLength: 2 }),
  fc.record({ a: scalar }, { noNullPrototype: true }),
);
const operator = fc.constantFrom(..."== != === !== < > <= >= + - * / % & | ^ << >> >>>".split(" "));

describe("conversions", () => {
  it("are JavaScript's own for every operator and pair of values", () => {
    fc.assert(
      fc.property(anyValue, operator, anyValue, (a, sign, b) => {
        const source = `a ${sign} b`;
        const ours = compile(source, 0, ["a", "b"]).run([a, b], new Machine(() => 0));
        expect(ours).to.deep.equal(native(source, { a, b }));
      }),
      { numRuns: 2000 },
    );
  });

  it("are JavaScript's own for functions that convert", () => {
    const call = fc.constantFrom(
      "Number(a)",
      "String(a)",
      "Boolean(a)",
      "parseInt(a)",
      "parseFloat(a)",
      "isNaN(a)",
      "isFinite(a)",
      "!a",
      "-a",
      "+a",
      "~a",
      "typeof a",
      "'' + a",
      "Math.max(1, a)",
      "Math.floor(a)",
      "JSON.stringify(a)",
      "JSON.stringify(a, null, 2)",
    );
    fc.assert(
      fc.property(anyValue, call, (a, source) => {
        const ours = compile(source, 0, ["a"]).run([a], new Machine(() => 0));
        expect(ours).to.deep.equal(native(source, { a }));
      }),
      { numRuns: 2000 },
    );
  });

  const cases: [source: string, expected: unknown][] = [
    ["'7' == 7", true],
    ["'7' === 7", false],
    ["undefined == null", true],
    ["undefined === null", false],
    ["null == 0", false],
    ["NaN == NaN", false],
    ["[] == false", true],
    ["['a'] == 'a'", true],
    ["({}) == '[object Object]'", true],
    ["[1] == [1]", false],
    ["val == val", true],
    ["/a/g + ''", "/a/g"],
    ["parseInt + ''", "function parseInt"],
    ["'' + [1, null, [2, undefined]]", "1,,2,"],
    ["1 < NaN", false],
    ["'b' > 'a'", true],
    ["'10' < '9'", true],
    ["'10' < 9", false],
    ["parseInt('42px', 10)", 42],
    ["parseInt('ff', 16)", 255],
    ["Number(new Date(5))", 5],
    ["new Date(5) - new Date(2)", 3],
    ["new Date(5) > new Date(2)", true],
    ["String()", ""],
    ["Number('x') || 3", 3],
    [
      "JSON.stringify({ a: undefined, f: parseInt, n: NaN, d: new Date(0), l: [undefined, parseInt], r: /x/ })",
      '{"n":null,"d":"1970-01-01T00:00:00.000Z","l":[null,null],"r":{}}',
    ],
    ["JSON.stringify(new Date(NaN))", "null"],
    ["JSON.stringify(undefined)", undefined],
    ["JSON.stringify(parseInt)", undefined],
    ["JSON.parse('[1, {\"a\": null}]')[1]", { a: null }],
    ["Object.keys({ b: 1, a: 2 })", ["b", "a"]],
    ["Object.keys(['x'])", ["0"]],
    ["Object.keys('ab')", ["0", "1"]],
    ["Object.keys(5)", []],
    ["Array.isArray([]) && !Array.isArray('a')", true],
    ["Math.max.apply(null, [1, 5, 3])", 5],
    ["Math.max.apply(null)", -Infinity],
    ["Math.min.call(null, 4, 2)", 2],
    ["Math.round(2.5) + Math.ceil(0.2) + Math.abs(-3) + Math.pow(2, 3)", 15],
    ["(3.14159).toFixed(2)", "3.14"],
    ["(3.7).toFixed()", "4"],
    ["(255).toString(16)", "ff"],
    ["(255).toString()", "255"],
    ["true.toString()", "true"],
    ["({ a: 1 }).hasOwnProperty('a')", true],
    ["({ a: 1 }).hasOwnProperty('toString')", false],
    ["({}).toString()", "[object Object]"],
    ["({ f: function (n) { return n } }).f(4)", 4],
    ["['1', '2'].map(Number)", [1, 2]],
    ["[0, 1, ''].filter(Boolean)", [1]],
  ];
  for (const [source, expected] of cases) {
    it(`give ${JSON.stringify(expected)} for ${source}`, () => {
      expect(run(source, { a: 1 })).to.deep.equal(expected);
    });
  }

  const failures: [source: string, message: string][] = [
    ["Object.keys(null)", "null has no keys"],
    ["JSON.stringify({}, ['a'])", "JSON.stringify takes no replacer here"],
    ["Math()", "Math cannot be called"],
    ["(1).toFixed(101)", "a number from 0 to 100 was expected"],
    ["(1).toString(1)", "a number from 2 to 36 was expected"],
    ["(1).toString('x')", "a number from 2 to 36 was expected"],
  ];
  for (const [source, message] of failures) {
    it(`fail with "${message}" for ${source}`, () => {
      expect(errorOf(source)).to.equal(message);
    });
  }

  it("say what JSON.parse did not understand", () => {
    expect(errorOf("JSON.parse('{')")).to.match(/^JSON\.parse: .+/);
  });
});
