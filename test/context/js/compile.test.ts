import { expect } from "chai";
import { compile } from "../../../src/context/js/compile.ts";
import { JsError } from "../../../src/context/js/machine.ts";
import type { JsValue } from "../../../src/context/js/value.ts";
import { errorOf, run } from "./run.ts";

const USER = { name: "Mara Quill", tags: ["a", "b"], age: 41, manager: null, "e-mail": "m@q.org" };

describe("an expression's JavaScript", () => {
  const cases: [source: string, expected: unknown][] = [
    ["val.name", "Mara Quill"],
    ["val['e-mail']", "m@q.org"],
    ["val.tags[1]", "b"],
    ["val.tags['0']", "a"],
    ["val.tags.length", 2],
    ["val.name[0]", "M"],
    ["val.name['na' + 'me']", undefined],
    ["val.missing", undefined],
    ["val.age > 40 && val.tags", ["a", "b"]],
    ["val.manager || 'nobody'", "nobody"],
    ["!val.manager", true],
    ["val.age >= 41 ? 'old' : 'young'", "old"],
    ["(val.age, 7)", 7],
    ["-val.age + +'1'", -40],
    ["~'abc'.indexOf('c')", -3],
    [
      "typeof val.name + typeof val.nothing + typeof nothing + typeof parseInt + typeof val",
      "stringundefinedundefinedfunctionobject",
    ],
    ["'age' in val", true],
    ["'toString' in val", false],
    ["1 in val.tags", true],
    ["({ a: val.age, 'b c': [1, null], 3: true })", { a: 41, "b c": [1, null], 3: true }],
    ["(function (n) { return n * 2; })(val.age)", 82],
    ["(n => n + 1)(1)", 2],
    ["(n => { return n + 1; })(1)", 2],
    ["(function () {})()", undefined],
    ["(function f(n) { return n < 2 ? 1 : n * f(n - 1); })(5)", 120],
    ["(function (f) { return f; })(3)", 3],
    ["twice(21); function twice(n) { return n * 2 }", 42],
    ["a(); function a() { return b() } function b() { return 'b' }", "b"],
  ];
  for (const [source, expected] of cases) {
    it(`gives ${JSON.stringify(expected)} for ${source}`, () => {
      expect(run(source, USER)).to.deep.equal(expected);
    });
  }

  const bodies: [body: string, expected: unknown][] = [
    ["var sum = 0; for (var i = 0; i < val.length; i++) { sum += val[i]; } return sum;", 6],
    ["var n = 0, i; for (i in val) n += +i; return n;", 3],
    ["var keys = ''; for (var key in { a: 1, b: 2 }) { if (key === 'b') continue; keys += key; } return keys;", "a"],
    ["for (var key in { a: 1, b: 2 }) { if (key == 'b') break; } return key;", "b"],
    ["for (var key in { a: 1 }) return key;", "a"],
    ["for (var key in null) return key; return 'none';", "none"],
    ["var i = 0; while (true) { i++; if (i > 5) break; } return i;", 6],
    ["var i = 9; do { i -= 1; } while (i > 20); return i;", 8],
    ["var i = 0; do i++; while (i < 3); return i;", 3],
    ["for (;;) { return 'out'; }", "out"],
    ["var i = 5; for (i = 0; i < 2; ++i) continue; return i;", 2],
    ["if (val.length > 5) return 'many'; else if (val.length) return 'some'; return 'none';", "some"],
    ["if (false) return 1;", undefined],
    ["if (val) { var inner = 4; { ; } } return inner;", 4],
    ["return late(); function late() { return 'hoisted' }", "hoisted"],
    ["if (val) { function deep() { return 'deep' } } return deep();", "deep"],
    ["var later; return later; ", undefined],
    [
      "var x = 1; x = x + 1; x *= 5; x -= 1; x /= 3; x %= 2; x <<= 3; x |= 1; x ^= 2; x &= 14; x >>= 1; x >>>= 0; return x;",
      5,
    ],
    ["var n = 1; var before = n++; var after = ++n; n--; --n; return [before, after, n];", [1, 3, 1]],
    [
      "var make = function () { var count = 0; return function () { count++; return count; }; }; var next = make(); next(); return next();",
      2,
    ],
    ["var o = {}; o.a = 1; o['b'] = 2; o.a += 4; o.b++; return o;", { a: 5, b: 3 }],
    ["var list = []; list[0] = 'x'; list[1] = 'y'; list.length = 1; return list;", ["x"]],
    ["(val)[0] = 9; return val[0];", 9],
    ["var f = val.indexOf; return f(3);", 2],
    ["return;", undefined],
  ];
  for (const [body, expected] of bodies) {
    it(`runs { ${body} }`, () => {
      expect(run(`body(val); function body(val) { ${body} }`, [1, 2, 3])).to.deep.equal(expected);
    });
  }

  it("leaves what it is given unchanged, whatever the expression does to it", () => {
    const given: JsValue = { list: [3, 1, 2], inner: { a: 1 } };
    expect(
      run("f(val); function f(v) { v.list.sort(); v.inner.a = 2; v.list.push(4); return v; }", given),
    ).to.deep.equal({
      list: [1, 2, 3, 4],
      inner: { a: 2 },
    });
    expect(run("(function () { var sort = val.list.sort; return sort(); })()", given)).to.deep.equal([1, 2, 3]);
    expect(given).to.deep.equal({ list: [3, 1, 2], inner: { a: 1 } });
  });

  const failures: [source: string, message: string][] = [
    ["val.missing.deeper", "cannot read deeper of undefined"],
    ["val.manager['x']", "cannot read x of null"],
    ["args.get('id')", "args is not defined"],
    ["val.name()", ".name is no function here"],
    ["val.nothing()", ".nothing is no function here"],
    ["val['na' + 'me']()", "what is called is no function"],
    ["(5)()", "what is called is no function"],
    ["'a' in 'abc'", "in looks into lists and objects only"],
    ["new parseInt('1')", "new makes dates and RegExps only"],
    ["new val.name()", "new makes dates and RegExps only"],
    ["f(val); function f(v) { v.tags[7] = 1 }", 'a list of 2 has no place "7" to write to'],
    ["f(val); function f(v) { v.tags.length = 9 }", 'a list of 2 has no place "length" to write to'],
    ["f(val); function f(v) { v.name.x = 9 }", "cannot set x here"],
    ["val[parseInt]", "a function is no property name"],
  ];
  for (const [source, message] of failures) {
    it(`fails with "${message}" for ${source}`, () => {
      expect(errorOf(source, USER)).to.equal(message);
    });
  }

  const refusals: [source: string, offset: number, message: string][] = [
    ["this", 0, "this cannot be used in an expression"],
    ["1 + this.x", 4, "this cannot be used in an expression"],
    ["`a${1}`", 0, "a template literal cannot be used in an expression"],
    ["val.f`x`", 0, "a template literal cannot be used in an expression"],
    ["class {}", 0, "class cannot be used in an expression"],
    ["f(...val)", 2, "... cannot be used in an expression"],
    ["[...val]", 1, "... cannot be used in an expression"],
    ["[1,,2]", 0, "a list with holes cannot be used in an expression"],
    ["({ get a() { return 1 } })", 3, "this property cannot be used in an expression"],
    ["({ a() {} })", 3, "this property cannot be used in an expression"],
    ["({ ['a']: 1 })", 3, "this property cannot be used in an expression"],
    ["({ __proto__: null })", 3, 'the key "__proto__" is refused'],
    ["void 0", 0, "void cannot be used in an expression"],
    ["delete val.a", 0, "delete cannot be used in an expression"],
    ["val instanceof Object", 0, "instanceof cannot be used in an expression"],
    ["undeclared = 1", 0, "undeclared is not declared"],
    ["[val] = [1]", 0, "this target cannot be used in an expression"],
    ["function* () {}", 0, "an asynchronous function or a generator cannot be used in an expression"],
    ["({ a }) => a", 1, "a parameter or variable that is more than a name cannot be used in an expression"],
    ["(a = 1) => a", 1, "a parameter or variable that is more than a name cannot be used in an expression"],
    ["f(); function f() { let x = 1 }", 20, "let (use var) cannot be used in an expression"],
    ["f(); function f() { try { } finally { } }", 20, "try cannot be used in an expression"],
    ["f(); function f() { throw 1 }", 20, "throw cannot be used in an expression"],
    ["f(); function f() { switch (1) { } }", 20, "switch cannot be used in an expression"],
    ["f(); function f() { a: for (;;) break a }", 20, "labeled cannot be used in an expression"],
    ["f(); function f() { for (x in val) ; }", 25, "x is not declared"],
    [
      "f(); function f() { for (val.x in val) ; }",
      25,
      "a parameter or variable that is more than a name cannot be used in an expression",
    ],
    ["f(); function f() { super.x }", 20, "'super' keyword outside a method"],
    ["f(); var x = 1", 5, "only function declarations may follow the semicolon"],
    ["val == 1 val", 9, "the expression should end here"],
    ["val ==", 6, "unexpected token"],
    ["'abc", 0, "unterminated string constant"],
    ["/a(/", 1, "invalid regular expression: /a(/: Unterminated group"],
    ["/(?<=a)b/", 1, "invalid regular expression: /(?<=a)b/: Invalid group"],
    ["val.a @ 1", 6, "unexpected character '@'"],
  ];
  for (const [source, offset, message] of refusals) {
    it(`refuses ${source}`, () => {
      let thrown: unknown;
      try {
        compile(source, 0, ["val"], true);
      } catch (cause) {
        thrown = cause;
      }
      expect(thrown).to.be.instanceOf(JsError);
      expect(thrown).to.include({ message, offset });
    });
  }

  it("allows no functions where they are not asked for", () => {
    expect(() => compile("f(val); function f(v) { return v }", 0, ["val"])).to.throw(
      JsError,
      "the expression should end here",
    );
  });

  it("refuses what is nested too deeply to be walked", () => {
    expect(errorOf("(".repeat(300) + "1" + ")".repeat(300))).to.equal("is nested too deeply");
    expect(errorOf("!".repeat(100_000) + "1")).to.equal("is nested too deeply");
    expect(errorOf("[".repeat(100_000))).to.equal("is nested too deeply");
    expect(errorOf("f(); function f() {" + "{".repeat(100_000))).to.equal("is nested too deeply");
  });
});
