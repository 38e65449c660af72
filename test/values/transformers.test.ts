import { expect } from "chai";
import fc from "fast-check";
import type { Json } from "../../src/json.ts";
import { applyTransformer } from "../../src/values/transform.ts";
import { transformers } from "../../src/values/transformers.ts";
import type { Operand } from "../../src/manifest/value.ts";
import { createWorkspace } from "../../src/values/workspace.ts";

const now = () => Date.parse("2026-01-10T00:00:00Z");

function apply(operator: string, value: Json | undefined, args: Record<string, Json> = {}): Json | undefined {
  const given = Object.entries(args).map(([name, each]): [string, Operand] => [
    name,
    { value: { simple: each }, isContext: false },
  ]);
  const operand = ({ value: each }: Operand) => (each && "simple" in each ? each.simple : undefined);
  return applyTransformer({ operator, args: Object.fromEntries(given) }, value, {
    operand,
    space: createWorkspace(null, { now }),
  }).value;
}

function shown(value: Json | undefined): string {
  return value === undefined ? "nothing" : JSON.stringify(value);
}

type Case = [value: Json | undefined, args: Record<string, Json>, expected: Json | undefined];

const cases: Record<string, Case[]> = {
  uniq: [
    [["a", "b", "a"], {}, ["a", "b"]],
    [
      [
        { a: 1, b: 2 },
        { b: 2, a: 1 },
      ],
      {},
      [{ a: 1, b: 2 }],
    ],
    [[1, "1"], {}, [1, "1"]],
    ["a", {}, ["a"]],
    [undefined, {}, undefined],
  ],
  append: [
    [["a"], { item: "b" }, ["a", "b"]],
    ["a", { item: ["b", "c"] }, ["a", "b", "c"]],
    [undefined, { item: "b" }, ["b"]],
  ],
  atIndex: [
    [["a", "b"], { index: "1" }, "b"],
    [["a", "b"], { index: -1 }, "b"],
    [["a"], { index: 5 }, undefined],
    ["a", { index: 0 }, "a"],
  ],
  count: [
    [["a", "b"], {}, 2],
    ["a", {}, 1],
    [undefined, {}, 0],
    [[], {}, 0],
  ],
  join: [
    [["a", 1, true], { separator: "-" }, "a-1-true"],
    [["a", "b"], {}, "ab"],
    [[{ a: 1 }, "b"], { separator: " " }, '{"a":1} b'],
    ["a", { separator: "," }, "a"],
  ],
  sort: [
    [[10, 9, 1], {}, [1, 9, 10]],
    [["10", "9", "1"], {}, ["1", "10", "9"]],
    [["b", "a"], { descending: "true" }, ["b", "a"]],
    [[1, 2], { descending: true }, [2, 1]],
  ],
  slice: [
    [["a", "b", "c"], { from: 1 }, ["b", "c"]],
    [["a", "b", "c"], { from: "0", to: "2" }, ["a", "b"]],
    [["a", "b", "c"], { from: -1 }, ["c"]],
  ],
  ReverseList: [[["a", "b"], {}, ["b", "a"]]],
  FirstArrayElement: [
    [["a", "b"], {}, "a"],
    ["a", {}, "a"],
  ],
  LastArrayElement: [
    [["a", "b"], {}, "b"],
    ["a", {}, "a"],
  ],
  GetFirstObject: [[[{ a: 1 }, { a: 2 }], {}, { a: 1 }]],
  SumList: [
    [["1", 2, 3.5], {}, 6.5],
    ["4", {}, 4],
  ],
  ProductJoin: [
    [["a", "b"], { list2: ["1", "2"] }, ["a=1", "a=2", "b=1", "b=2"]],
    ["a", { list2: "1", join: "" }, ["a1"]],
  ],
  SetIfEmpty: [
    [undefined, { defaultValue: "d" }, "d"],
    [null, { defaultValue: "d" }, "d"],
    ["", { defaultValue: "d" }, ""],
    ["", { defaultValue: "d", applyIfEmpty: "true" }, "d"],
    ["None", { defaultValue: "d", applyIfEmpty: true }, "d"],
    [[], { defaultValue: "d", applyIfEmpty: true }, "d"],
    ["a", { defaultValue: "d", applyIfEmpty: true }, "a"],
  ],
  ConvertToSingleElementArray: [
    ["a", {}, ["a"]],
    [["a", "b"], {}, ["a", "b"]],
  ],
  JoinIfSingleElementOnly: [
    [["a"], {}, "a"],
    [["a", "b"], {}, ["a", "b"]],
  ],
  ConvertAllExcept: [
    [["low", "high", "odd"], { convertTo: "medium", except: "low, high" }, ["low", "high", "medium"]],
    ["x", { convertTo: "medium", except: ["low"] }, "medium"],
  ],
  MapValuesTransformer: [
    ["HIGH", { input_values: "HIGH,LOW", mapped_values: "3, 1" }, "3"],
    [["HIGH", "ODD"], { input_values: '["HIGH"]', mapped_values: "[3]" }, [3, "ODD"]],
  ],
  getField: [
    [[{ a: 1 }, { a: 2 }, {}], { field: "a" }, [1, 2]],
    [{ a: { b: "x" } }, { field: "a.b" }, "x"],
  ],
  DT: [
    [{ a: [1, 2, 3] }, { dt: ".=val.a.length" }, 3],
    [{ a: "x" }, { dt: "${a}" }, "x"],
  ],
  WhereFieldEquals: [
    [
      [
        { t: "IP", v: "1" },
        { t: "URL", v: "2" },
      ],
      { field: "t", equalTo: "IP", getField: "v" },
      "1",
    ],
    [
      [
        { t: "IP", v: "1" },
        { t: "IP", v: "2" },
      ],
      { field: "t", equalTo: "IP", getField: "v" },
      '["1","2"]',
    ],
    [[{ t: "IP" }], { field: "t", equalTo: "X" }, "[]"],
    [[{ t: 1 }], { field: "t", equalTo: "1" }, "[]"],
    ['[{"t":"IP"}]', { field: "t", equalTo: "IP" }, { t: "IP" }],
  ],
  GetValuesOfMultipleFields: [
    [[{ a: 1, b: 2 }, { a: 3 }], { list: "a,b" }, [1, 3, 2]],
    [undefined, { key: [{ a: 1 }], list: ["a"] }, [1]],
    [{ a: 1 }, { list: "z" }, undefined],
  ],
  ConvertKeysToTableFieldFormat: [
    [[{ "File Name": "a", file_size: 2 }], {}, [{ filename: "a", filesize: 2 }]],
    [{ "A-B": 1, "--": 2 }, {}, [{ ab: 1 }]],
    ["text", {}, ["text"]],
  ],
  toLowerCase: [[["A", "b"], {}, ["a", "b"]]],
  toUpperCase: [["a1", {}, "A1"]],
  trim: [[" a ", {}, "a"]],
  concat: [
    [["a", 1], { prefix: "<", suffix: ">" }, ["<a>", "<1>"]],
    ["a", {}, "a"],
  ],
  replace: [
    ["a-b-c", { toReplace: "-", replaceWith: "+" }, "a+b+c"],
    ["a-b-c", { toReplace: "-", replaceWith: "+", limit: "1" }, "a+b-c"],
    ["a-b-c", { toReplace: "-", limit: -1 }, "abc"],
    ["a.b", { toReplace: "." }, "ab"],
  ],
  split: [
    ["a,b", {}, ["a", "b"]],
    [["a|b", "c"], { delimiter: "|" }, ["a", "b", "c"]],
  ],
  splitAndTrim: [["a , b", { delimiter: "," }, ["a", "b"]]],
  Cut: [
    ["a-b-c", { delimiter: "-", fields: "3,1" }, "c-a"],
    ["a b", { delimiter: " ", fields: "2" }, "b"],
  ],
  substring: [
    ["hello", { from: 1 }, "ello"],
    ["hello", { from: "1", to: "3" }, "el"],
  ],
  substringFrom: [
    ["a=b=c", { from: "=" }, "b=c"],
    ["abc", { from: "=" }, "abc"],
  ],
  substringTo: [
    ["a=b=c", { to: "=" }, "a"],
    ["abc", { to: "=" }, "abc"],
  ],
  StripChars: [["--a-b--", { chars: "-" }, "a-b"]],
  PadZeros: [
    [7, { length: 3 }, "007"],
    ["1234", { length: "3" }, "1234"],
  ],
  replaceMatch: [
    ["a1b22", { regex: "\\d+", replaceWith: "#" }, "a#b#"],
    ["john smith", { regex: "(\\w+) (\\w+)", replaceWith: "$2 ${1}" }, "smith john"],
    ["ABC", { regex: "(?i)b", replaceWith: "" }, "AC"],
  ],
  RegexReplace: [
    ["john smith", { regex: "(\\w+) (\\w+)", replace_with: "\\2 \\g<1>" }, "smith john"],
    ["A\nb", { regex: "a.b", replace_with: "x", ignore_case: true, period_matches_newline: true }, "x"],
  ],
  ReplaceMatchGroup: [
    ["id=12 id=34", { regex: "id=(\\d+)", replace_with: "*" }, "id=* id=*"],
    ["aXb", { regex: "X", replace_with: "-" }, "a-b"],
  ],
  RegexGroups: [
    ["k=v", { regex: "(\\w)=(\\w)" }, ["k", "v"]],
    ["k=v", { regex: "(\\w)=(\\w)", groups: "1" }, ["v"]],
    ["k=v", { regex: "(\\w)=(\\w)", keys: "key,value" }, { key: "k", value: "v" }],
    [
      "a=1 b=2",
      { regex: "(\\w)=(\\w)", keys: "k,v" },
      [
        { k: "a", v: "1" },
        { k: "b", v: "2" },
      ],
    ],
    ["none", { regex: "(\\d)" }, undefined],
  ],
  RegexExtractAll: [
    ["a1b22", { regex: "\\d+" }, ["1", "22"]],
    [
      "a1b2",
      { regex: "([a-z])(\\d)" },
      [
        ["a", "1"],
        ["b", "2"],
      ],
    ],
    ["a1b2", { regex: "([a-z])(\\d)", unpack_matches: "true" }, ["a", "1", "b", "2"]],
    ["a1", { regex: "([a-z])\\d" }, ["a"]],
    ["none", { regex: "\\d" }, []],
    ["a\nb", { regex: "^b", multi_line: "true" }, ["b"]],
    ["x12", { regex: "(?P<number>\\d+)" }, ["12"]],
  ],
  addition: [
    ["1", { by: "2" }, 3],
    [[0.1, 1], { by: 0.2 }, [0.3, 1.2]],
  ],
  subtraction: [[5, { by: 2 }, 3]],
  multiply: [["3", { by: 2 }, 6]],
  division: [[1, { by: 4 }, 0.25]],
  modulus: [[7, { by: 4 }, 3]],
  floor: [["1.9", {}, 1]],
  ceil: [[1.1, {}, 2]],
  round: [[[1.5, -1.5, 1.4], {}, [2, -2, 1]]],
  abs: [[-3, {}, 3]],
  precision: [["1.2345", { by: 2 }, 1.23]],
  toPercent: [[0.25, {}, "25%"]],
  quadraticEquation: [
    [1, { b: -3, c: 2 }, [2, 1]],
    [1, { b: 0, c: 0 }, [0]],
    [1, { b: 0, c: 1 }, []],
  ],
  toUnix: [
    ["2026-01-01T00:00:00Z", {}, 1767225600],
    ["01/02/2026", { layout: "01/02/2006" }, 1767312000],
  ],
  TimeStampToDate: [
    [1767225600, {}, "2026-01-01T00:00:00.000Z"],
    ["1767225600000", {}, "2026-01-01T00:00:00.000Z"],
    ["1767225600.5", {}, "2026-01-01T00:00:00.500Z"],
  ],
  DateStringToISOFormat: [["01 Jan 26 10:00 UTC", {}, "2026-01-01T10:00:00.000Z"]],
  FormattedDateToEpoch: [
    ["2026-01-01T00:00:00.250000Z", { formatter: "%Y-%m-%dT%H:%M:%S.%fZ" }, 1767225600],
    ["Jan 02 2026 03:00PM", { formatter: "%b %d %Y %I:%M%p" }, 1767366000],
    ["2026-01-01", {}, 1767225600],
  ],
  dateToString: [
    ["2026-01-01T10:02:03Z", {}, "01 Jan 26 10:02 UTC"],
    [
      1767225600,
      { format: "Monday, 2 January 2006 at 3:04:05.000pm Z07:00" },
      "Thursday, 1 January 2026 at 12:00:00.000am Z",
    ],
    [1767225600, { format: "ANSIC" }, "Thu Jan  1 00:00:00 2026"],
  ],
  BetweenDates: [
    ["2026-01-05", { from: "2026-01-01", to: "2026-01-10" }, true],
    ["2026-01-11", { begin_date: "2026-01-01", end_date: "2026-01-10" }, false],
  ],
  BetweenHours: [
    ["2026-01-01T09:30:00Z", { from: "09:00", to: "17:00" }, true],
    ["23:30", { from: "22:00", to: "06:00:00" }, true],
    ["12:00", { begin_time: "22:00", end_time: "06:00" }, false],
  ],
  Stringify: [
    [{ a: [1] }, {}, '{"a":[1]}'],
    ["a", {}, "a"],
    [undefined, {}, undefined],
  ],
  ParseJSON: [
    ['{"a":1}', {}, { a: 1 }],
    [["1", "[2,3]"], {}, [1, 2, 3]],
  ],
  URLDecode: [
    ["a%20b%C3%A9", {}, "a bé"],
    ["100%", {}, "100%"],
    ["%ff", {}, "\ufffd"],
  ],
  Base64Decode: [
    ["aGk=", {}, "hi"],
    ["aGk", {}, "hi"],
  ],
};

describe("the transformers", () => {
  for (const [operator, list] of Object.entries(cases)) {
    for (const [value, args, expected] of list) {
      const said = Object.entries(args).map(([name, each]) => `${name} ${JSON.stringify(each)}`);
      it(`${[operator, ...said].join(", ")}: ${shown(value)} → ${shown(expected)}`, () => {
        expect(apply(operator, value, args)).to.deep.equal(expected);
      });
    }
  }

  it("has a literal test for each, and the group's name for none other", () => {
    const plain = [...transformers.keys()].filter((name) => !name.includes("."));
    expect(plain.sort()).to.deep.equal(Object.keys(cases).sort());
    for (const [name, transformer] of transformers) {
      expect(transformer, name).to.equal(transformers.get(name.slice(name.indexOf(".") + 1)));
    }
  });

  it("ParseJSON gives the error's text for what it cannot parse", () => {
    expect(apply("ParseJSON", "{oops")).to.be.a("string").and.match(/JSON/);
  });

  const refused: [string, Json, Record<string, Json>, RegExp][] = [
    ["toUpperCase", { a: 1 }, {}, /\{"a":1\} is no text/],
    ["toUpperCase", [["a"]], {}, /\["a"\] is no text/],
    ["addition", "x", { by: 1 }, /"x" is no number/],
    ["addition", 1, { by: "x" }, /"x" is no number/],
    ["division", 1, { by: 0 }, /divided by zero/],
    ["precision", 1, { by: 99 }, /by must be 0 to 20, got 99/],
    ["atIndex", ["a"], { index: 0.5 }, /index must be a whole number, got 0.5/],
    ["Cut", "a-b", { delimiter: "-", fields: "3" }, /Cut has no field 3: the text has 2/],
    ["RegexGroups", "a", { regex: "(a)", groups: "1" }, /RegexGroups has no group 1: the pattern has 1/],
    ["RegexGroups", "a", { regex: "(a)", groups: "x" }, /"x" is no number of a group/],
    ["RegexExtractAll", "a", { regex: "b", error_if_no_match: "true" }, /found no match/],
    ["RegexExtractAll", "a", { regex: "(?<=a)b" }, /The pattern/],
    ["WhereFieldEquals", "oops", { field: "a", equalTo: "b" }, /a text that is no JSON/],
    ["ProductJoin", Array<string>(400).fill("a"), { list2: Array<string>(400).fill("b") }, /more than 100000 texts/],
    ["MapValuesTransformer", "a", { input_values: "a,b", mapped_values: "1" }, /2 input_values and 1 mapped_values/],
    ["MapValuesTransformer", "a", { input_values: "[a", mapped_values: "1" }, /"\[a" is no list/],
    ["TimeStampToDate", "soon", {}, /cannot be read as a time/],
    ["TimeStampToDate", 9e18, {}, /is no time/],
    ["toUnix", "2026", { layout: "01/02/2006" }, /cannot be read as a time as 01\/02\/2006/],
    ["FormattedDateToEpoch", "x", { formatter: "%Q" }, /unknown directive %Q/],
    ["FormattedDateToEpoch", "x", { formatter: "%Y" }, /"x" does not fit the format "%Y"/],
    ["BetweenDates", "2026-01-01", { from: "2026-01-01" }, /The argument to is needed/],
    ["Base64Decode", "a*b", {}, /is no Base64/],
    ["PadZeros", 1, { length: 1e9 }, /longer than/],
  ];
  for (const [operator, value, args, message] of refused) {
    it(`${operator} refuses ${JSON.stringify(value).slice(0, 30)} with ${JSON.stringify(args).slice(0, 50)}`, () => {
      expect(() => apply(operator, value, args)).to.throw(message);
    });
  }

  it("writes no key that would reach into a prototype", () => {
    const made = apply("ConvertKeysToTableFieldFormat", JSON.parse('{"__proto__":{"x":1},"constructor":1}') as Json);
    expect(made).to.deep.equal([{ proto: { x: 1 } }]);
    expect(apply("RegexGroups", "ab", { regex: "(a)(b)", keys: "__proto__,b" })).to.deep.equal({ b: "a" });
  });

  const scalars = fc.array(fc.oneof(fc.string(), fc.integer()));
  const numbers = fc.array(fc.integer());

  it("uniq twice is uniq once, and loses no value", () => {
    fc.assert(
      fc.property(scalars, (list) => {
        const once = apply("uniq", list);
        expect(apply("uniq", once)).to.deep.equal(once);
        expect(new Set(once as Json[])).to.deep.equal(new Set(list));
      }),
    );
  });

  it("sort twice is sort once, and keeps every member", () => {
    fc.assert(
      fc.property(numbers, (list) => {
        const once = apply("sort", list) as number[];
        expect(apply("sort", once)).to.deep.equal(once);
        expect(once).to.deep.equal([...list].sort((one, other) => one - other));
        expect(apply("sort", list, { descending: true })).to.deep.equal(once.toReversed());
      }),
    );
  });

  it("ReverseList twice changes nothing", () => {
    fc.assert(
      fc.property(scalars, (list) => {
        expect(apply("ReverseList", apply("ReverseList", list))).to.deep.equal(list);
      }),
    );
  });

  it("two slices that meet are the whole", () => {
    fc.assert(
      fc.property(scalars, fc.nat(10), (list, at) => {
        const [head, tail] = [apply("slice", list, { to: at }), apply("slice", list, { from: at })];
        expect([head, tail].flat()).to.deep.equal(list);
      }),
    );
  });

  it("split undoes join where the separator stands in no member", () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z]*$/), { minLength: 1 }), (list) => {
        expect(apply("split", apply("join", list, { separator: "|" }), { delimiter: "|" })).to.deep.equal(list);
      }),
    );
  });

  it("ParseJSON undoes Stringify, but for texts and lists, which it dissolves", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const json = JSON.parse(JSON.stringify(value)) as Json;
        expect(apply("ParseJSON", apply("Stringify", json))).to.deep.equal(json);
      }),
    );
  });

  it("toUnix undoes TimeStampToDate", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2_000_000_000 }), (seconds) => {
        expect(apply("toUnix", apply("TimeStampToDate", seconds))).to.equal(seconds);
      }),
    );
  });
});
