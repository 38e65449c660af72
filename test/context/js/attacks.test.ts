import { expect } from "chai";
import { errorOf, run } from "./run.ts";

describe("an expression that attacks", () => {
  const harmless: [source: string, expected: unknown][] = [
    ["val.constructor", undefined],
    ["val['constructor']", undefined],
    ["val['const' + 'ructor']", undefined],
    ["val[['constructor']]", undefined],
    ["val.__proto__", undefined],
    ["val['__pro' + 'to__']", undefined],
    ["''.constructor", undefined],
    ["[].map.constructor", undefined],
    ["(function () {}).constructor", undefined],
    ["(function () {}).prototype", undefined],
    ["parseInt.constructor", undefined],
    ["Object.prototype", undefined],
    ["Object.getPrototypeOf", undefined],
    ["Object.assign", undefined],
    ["Array.prototype", undefined],
    ["Math.random", undefined],
    ["/x/.constructor", undefined],
    ["new Date().constructor", undefined],
    ["(0).toFixed.constructor", undefined],
    ["val.toString.call.constructor", undefined],
    [
      "typeof Function + typeof eval + typeof globalThis + typeof process + typeof require + typeof setTimeout",
      "undefined".repeat(6),
    ],
    ["'x'.hasOwnProperty", undefined],
    ["val.valueOf", undefined],
    ["val.__defineGetter__", undefined],
    ["[1].constructor", undefined],
    ['JSON.parse(\'{"__proto__": {"polluted": 1}}\').polluted', undefined],
  ];
  for (const [source, expected] of harmless) {
    it(`reaches no prototype, constructor or host object with ${source}`, () => {
      expect(run(source, { a: 1 })).to.deep.equal(expected);
    });
  }

  const stopped: [source: string, message: string][] = [
    ["val.constructor('return process')()", ".constructor is no function here"],
    ["val['const' + 'ructor']('return process')()", "what is called is no function"],
    ["(function () {}).call.call.constructor('x')", ".constructor is no function here"],
    ["Function('return this')()", "Function is not defined"],
    ["eval('1')", "eval is not defined"],
    ["f(val); function f(v) { v['__pro' + 'to__'] = { x: 1 } }", 'the key "__proto__" is refused'],
    ["f(val); function f(v) { v.constructor = 1 }", 'the key "constructor" is refused'],
    ["f(); function f() { Math.max = 1 }", "cannot set max here"],
    ["f(); function f() { (function () {}).x = 1 }", "cannot set x here"],
    ["f(); function f() { while (true) ; }", "took too many steps"],
    ["f(); function f() { for (;;) {} }", "took too many steps"],
    ["f(); function f() { do { } while (1) }", "took too many steps"],
    ["f(); function f() { return f() }", "nested more than 150 calls or values deep"],
    [
      "f(); function f() { return g() } function g() { return [1].map(f) }",
      "nested more than 150 calls or values deep",
    ],
    ["f(); function f() { var x = 'ab'; while (true) x += x; }", "built a text longer than 8388608 characters"],
    [
      "f(); function f() { var x = 'ab'; while (true) x = x.concat(x); }",
      "built a text longer than 8388608 characters",
    ],
    [
      "f(); function f() { var x = 'ab'; while (true) x = [x, x].join(x); }",
      "built a text longer than 8388608 characters",
    ],
    [
      "f(); function f() { var x = 'ab'; while (true) x = x.replace(/^/, x); }",
      "built a text longer than 8388608 characters",
    ],
    ["f(); function f() { var x = 'ab'; while (true) x = x.replace(/./g, '$&$&'); }", "took too many steps"],
    ["f(); function f() { var x = [1]; while (true) x = x.concat(x); }", "took too many steps"],
    ["f(); function f() { var x = [1]; while (true) x.push(x); }", "took too many steps"],
    ["f(); function f() { var x = [1]; while (true) x = [x, x]; }", "took too many steps"],
    [
      "f(); function f() { var x = [1], i; for (i = 0; i < 60; i++) x = [x, x]; return JSON.stringify(x) }",
      "took too many steps",
    ],
    ["f(); function f() { var x = [1], i; for (i = 0; i < 60; i++) x = [x, x]; return '' + x }", "took too many steps"],
    ["f(); function f() { var x = []; x.push(x); return String(x) }", "nested more than 150 calls or values deep"],
    [
      "f(); function f() { var x = []; x.push(x); return JSON.stringify(x) }",
      "nested more than 150 calls or values deep",
    ],
    [
      "f(); function f() { var x = 'a', i; for (i = 0; i < 20; i++) x += x; return x.indexOf(x.substr(9) + 'b') }",
      "took too many steps",
    ],
    [
      "f(); function f() { var a = 'ab', i; for (i = 0; i < 18; i++) a += a; var b = a + 'c', c = a + 'd'; while (true) b === c; }",
      "took too many steps",
    ],
    [
      "f(); function f() { var a = 'ab', i; for (i = 0; i < 18; i++) a += a; var b = a + 'c', c = a + 'd'; while (true) b == c; }",
      "took too many steps",
    ],
    [
      "f(); function f() { var a = 'ab', i; for (i = 0; i < 18; i++) a += a; var b = a + 'c', c = a + 'd'; while (true) b < c; }",
      "took too many steps",
    ],
    [
      "f(); function f() { var a = '11', i; for (i = 0; i < 18; i++) a += a; while (true) a == 1; }",
      "took too many steps",
    ],
    ["f(); function f() { var a = '11', i; for (i = 0; i < 18; i++) a += a; while (true) +a; }", "took too many steps"],
    [
      "f(); function f() { var l = [0], i; for (i = 0; i < 18; i++) l = l.concat(l); while (true) l.filter(Boolean); }",
      "took too many steps",
    ],
    [
      "f(); function f() { var l = [0], i; for (i = 0; i < 18; i++) l = l.concat(l); while (true) l.reduce(Math.max); }",
      "took too many steps",
    ],
    ["/^(a+)+$/.test('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab')", "took too many steps"],
    ["/(a|aa)+$/.exec('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab')", "took too many steps"],
    ["/(.*)*(.*)*(.*)*x/.test('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab')", "took too many steps"],
    ["'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab'.match('^(a+)+$')", "took too many steps"],
    ["'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab'.replace(/(a+)+$/, '')", "took too many steps"],
    ["'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab'.split(/(a+)+$/)", "took too many steps"],
    ["'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab'.search(/(a+)+$/)", "took too many steps"],
    ["/((a{100}){100}){100}/.test('a')", "a regular expression repeats too much"],
    ["new RegExp('(?:){999999999}').test('a')", "a regular expression repeats too much"],
    ["f(); function f() { var x = 'a'; while (true) x = [x, x] == x; }", "took too many steps"],
  ];
  for (const [source, message] of stopped) {
    it(`is stopped: ${source}`, () => {
      expect(errorOf(source, { a: 1 })).to.equal(message);
    });
  }

  it("pollutes no prototype", () => {
    expect(({} as Record<string, unknown>).polluted).to.equal(undefined);
    expect(Object.keys(Object.prototype)).to.deep.equal([]);
  });

  it("gives each evaluation its own clock and steps, so that one cannot use up another's", () => {
    expect(errorOf("f(); function f() { while (true) ; }", null, 100)).to.equal("took too many steps");
    expect(run("[1, 2].map(function (n) { return n + 1 })", null, 100)).to.deep.equal([2, 3]);
  });
});
