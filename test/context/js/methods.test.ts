import { expect } from "chai";
import fc from "fast-check";
import { native } from "./native.ts";
import { compile } from "../../../src/context/js/compile.ts";
import { Machine } from "../../../src/context/js/machine.ts";
import { errorOf, run } from "./run.ts";

const word = fc.string({ unit: fc.constantFrom("a", "b", "B", ",", " ", "é"), maxLength: 6 });
const small = fc.integer({ min: -3, max: 6 });

const TEXT_CALLS = [
  "t.charAt(i)",
  "t.charCodeAt(i)",
  "t.concat(u, i)",
  "t.endsWith(u)",
  "t.includes(u)",
  "t.indexOf(u)",
  "t.indexOf(u, i)",
  "t.lastIndexOf(u)",
  "t.replace(u, 'x')",
  "t.replace(u, '[$&$$]')",
  "t.slice(i)",
  "t.slice(i, j)",
  "t.split(u)",
  "t.split()",
  "t.startsWith(u)",
  "t.substr(i)",
  "t.substr(i, j)",
  "t.substring(i)",
  "t.substring(i, j)",
  "t.toLowerCase()",
  "t.toUpperCase()",
  "t.trim()",
  "t.toString()",
  "t.valueOf()",
  "t.length",
  "t[i]",
  "t < u",
  "t.split('')",
  "t.split(/[ab]/)",
  "t.split(/(b)|,/)",
  "t.split(/a*/)",
  "t.match(/b/gi)",
  "t.match(/(a)(b)?/)",
  "t.search(/b/)",
  "t.replace(/a/g, u)",
  "t.replace(/(a)(b)?/g, '$2$1$3$10')",
  "t.replace(/b*/g, '-')",
  "t.replace(/b/, '<$`|$\\'>')",
];
const LIST_CALLS = [
  "l.concat(m, i)",
  "l.concat([m])",
  "l.includes(i)",
  "l.indexOf(i)",
  "l.indexOf(i, j)",
  "l.lastIndexOf(i)",
  "l.join()",
  "l.join('-')",
  "l.slice(i)",
  "l.slice(i, j)",
  "l.slice()",
  "l.toString()",
  "l.length",
  "l.sort()",
  "l.reverse()",
  "l.shift()",
  "l.pop()",
  "l.push(i, j)",
  "l.unshift(i)",
  "l.splice(i, j)",
  "l.splice(1)",
  "l.splice(i, 1, 'x', m)",
  "(l.splice(i, j, 5), l)",
  "l[i]",
  "l.every(function (x) { return x > i })",
  "l.some(function (x) { return x > i })",
  "l.filter(function (x, n) { return n > i })",
  "l.find(function (x) { return x > i })",
  "l.findIndex(function (x) { return x > i })",
  "l.map(function (x, n, all) { return x + n + all.length })",
  "l.reduce(function (a, x, n) { return a + x + n }, '')",
  "l.reduceRight(function (a, x) { return a + x }, '')",
  "l.sort(function (a, b) { return b - a })",
  "l.forEach(function (x) { return x })",
  "l.concat().sort().map(String)",
];

function same(source: string, names: Record<string, unknown>): void {
  const given = structuredClone(names) as Record<string, never>;
  const ours = compile(source, 0, Object.keys(given)).run(Object.values(given), new Machine(() => 0));
  const theirs: unknown = native(`JSON.stringify(${source})`, structuredClone(names));
  expect(JSON.stringify(ours), source).to.equal(theirs);
}

describe("methods of texts", () => {
  for (const source of TEXT_CALLS) {
    it(`do what JavaScript's do: ${source}`, () => {
      fc.assert(fc.property(word, word, small, small, (t, u, i, j) => same(source, { t, u, i, j: Math.abs(j) })));
    });
  }

  const cases: [source: string, expected: unknown][] = [
    ["'a,b,c'.split(',', 2)", ["a", "b"]],
    ["'a1b2'.replace(/\\d/g, function (digit, at) { return '<' + digit + at + '>' })", "a<11>b<23>"],
    ["'abc'.replace('b', function (part) { return part.toUpperCase() })", "aBc"],
    ["'abc'.match(/x/)", null],
    ["'abc'.match(/x/g)", null],
    ["'a.c'.match('a.c')[0]", "a.c"],
    ["'abc'.match()[0]", ""],
    ["'x1'.search('[0-9]')", 1],
    ["'b'.replace(/(x)?b/, '$12')", "2"],
    ["'a'.replace(/(a)/, '$01$10$9')", "aa0$9"],
    ["''.split(/x/)", [""]],
    ["''.split(/x*/)", []],
    ["'aXbxc'.split(new RegExp('x', 'i'))", ["a", "b", "c"]],
    ["/b(.)?/.exec('abc')", ["bc", "c"]],
    ["/b(x)?/.exec('abc')", ["b", undefined]],
    ["/z/.exec('abc')", null],
    ["/a/i.source + /a/g.global + /a/.lastIndex + /a/.nothing", "atrue0undefined"],
    ["/a/i.toString()", "/a/i"],
    ["new RegExp(/a+/, 'g').toString()", "/a+/g"],
    ["(function () { var r = /a/g, n = 0; while (r.exec('aaa')) n++; return [n, r.lastIndex]; })()", [3, 0]],
    ["RegExp('a').test('cat')", true],
  ];
  for (const [source, expected] of cases) {
    it(`give ${JSON.stringify(expected)} for ${source}`, () => {
      expect(run(source)).to.deep.equal(expected);
    });
  }

  it("refuse a negative limit, faulty expressions and flags of newer JavaScript", () => {
    expect(errorOf("'a'.split(',', -1)")).to.equal("split was given a negative limit");
    expect(errorOf("'a'.match('(')")).to.equal('the regular expression /(/ lacks a ")"');
    expect(errorOf("new RegExp('a', 'y')")).to.equal('a regular expression has the flags "y"');
    expect(errorOf("new RegExp('a', 'gg')")).to.equal('a regular expression has the flags "gg"');
  });
});

describe("methods of lists", () => {
  for (const source of LIST_CALLS) {
    it(`do what JavaScript's do: ${source}`, () => {
      const list = fc.array(fc.integer({ min: -2, max: 12 }), { maxLength: 5 });
      fc.assert(fc.property(list, list, small, small, (l, m, i, j) => same(source, { l, m, i, j: Math.abs(j) })));
    });
  }

  it("reduce without a first value begins with the first member", () => {
    expect(run("[1, 2, 3].reduce(function (a, b) { return a + b })")).to.equal(6);
    expect(errorOf("[].reduce(function (a, b) { return a })")).to.equal("reduce of an empty list needs a first value");
  });

  it("sort undefined to the end", () => {
    expect(run("['b', undefined, 'a'].sort()")).to.deep.equal(["a", "b", undefined]);
  });

  it("want a function where JavaScript does", () => {
    expect(errorOf("[1].map(3)")).to.equal("a function was expected");
    expect(errorOf("[1].sort('x')")).to.equal("a function was expected");
  });
});

describe("dates", () => {
  const cases: [source: string, expected: unknown][] = [
    ["new Date().toISOString()", "2026-01-02T03:04:05.678Z"],
    ["Date.now()", 1767323045678],
    ["Date()", "Fri Jan 02 2026 03:04:05 GMT+0000 (Coordinated Universal Time)"],
    ["new Date() + ''", "Fri Jan 02 2026 03:04:05 GMT+0000 (Coordinated Universal Time)"],
    ["new Date().toDateString()", "Fri Jan 02 2026"],
    ["new Date().toUTCString()", "Fri, 02 Jan 2026 03:04:05 GMT"],
    ["new Date().toString() == String(new Date())", true],
    ["new Date().getHours() + ':' + new Date().getUTCHours()", "3:3"],
    ["new Date().getTimezoneOffset()", 0],
    [
      "[new Date().getDay(), new Date().getUTCDay(), new Date().getFullYear(), new Date().getMonth(), new Date().getDate()]",
      [5, 5, 2026, 0, 2],
    ],
    ["[new Date().getMinutes(), new Date().getSeconds(), new Date().getMilliseconds()]", [4, 5, 678]],
    ["new Date('2026-01-02').getTime()", 1767312000000],
    ["new Date('2026-01-02T10:00').toISOString()", "2026-01-02T10:00:00.000Z"],
    ["new Date('2026-01-02T10:00:00+02:00').toISOString()", "2026-01-02T08:00:00.000Z"],
    ["new Date('2026-01-02 10:00:00').toISOString()", "2026-01-02T10:00:00.000Z"],
    ["new Date('Jan 2, 2026 10:00').toISOString()", "2026-01-02T10:00:00.000Z"],
    ["new Date('Fri Jan 02 2026 03:04:05 GMT+0000 (Coordinated Universal Time)').getTime()", 1767323045000],
    ["new Date(2026, 0, 2, 3).toISOString()", "2026-01-02T03:00:00.000Z"],
    ["new Date(0).toJSON()", "1970-01-01T00:00:00.000Z"],
    ["new Date(new Date(7)).valueOf()", 7],
    ["new Date('nonsense').getTime()", Number.NaN],
    ["new Date('nonsense') + ''", "Invalid Date"],
    ["new Date('nonsense').toDateString()", "Invalid Date"],
    ["new Date('nonsense').toJSON()", null],
    ["Date.parse('2026-01-02')", 1767312000000],
    ["Date.UTC(2026, 0, 2)", 1767312000000],
    ["Date.UTC()", Number.NaN],
    ["new Date(new Date().setDate(new Date().getDate() - 7)).toISOString()", "2025-12-26T03:04:05.678Z"],
    [
      "(function () { var d = new Date(0); d.setHours(1, 2, 3, 4); return d.toISOString(); })()",
      "1970-01-01T01:02:03.004Z",
    ],
    [
      "(function () { var d = new Date(0); d.setUTCFullYear(2000, 1, 29, 5); return d.toISOString(); })()",
      "2000-02-29T00:00:00.000Z",
    ],
    [
      "(function () { var d = new Date(0); d.setMinutes(90); d.setMonth(13); return d.toISOString(); })()",
      "1971-02-01T01:30:00.000Z",
    ],
    ["(function () { var d = new Date(0); d.setTime(9); return d.getTime(); })()", 9],
    ["(function () { var d = new Date(0); d.setDate(); return d.getTime(); })()", Number.NaN],
    ["new Date().nothing", undefined],
  ];
  for (const [source, expected] of cases) {
    it(`give ${String(expected)} for ${source}`, () => {
      expect(run(source)).to.deep.equal(expected);
    });
  }

  it("read no text that is longer than any date", () => {
    expect(run("new Date(val).getTime()", "1".repeat(101))).to.deep.equal(Number.NaN);
  });

  it("have no ISO text when they are invalid", () => {
    expect(errorOf("new Date('x').toISOString()")).to.equal("an invalid date has no text");
  });
});
