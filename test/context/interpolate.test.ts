import { expect } from "chai";
import fc from "fast-check";
import { interpolate, joinSplitReference } from "../../src/context/interpolate.ts";
import type { Json } from "../../src/json.ts";

const root: Json = {
  n: 7,
  yes: true,
  none: null,
  text: "t",
  list: ["a", null, { b: 1 }, ["c", "d"]],
  one: ["x"],
  object: { a: [1] },
  empty: [],
};

function filled(text: string): { value: Json | undefined; warnings: string[] } {
  return interpolate(text, { root, now: () => 0 });
}

describe("interpolation", () => {
  const cases: [what: string, text: string, expected: Json | undefined][] = [
    ["keeps the number of a whole expression", "${n}", 7],
    ["keeps the boolean of a whole expression", "${yes}", true],
    ["keeps the list of a whole expression", "${list}", ["a", null, { b: 1 }, ["c", "d"]]],
    ["keeps the object of a whole expression", "${object}", { a: [1] }],
    ["keeps null of a whole expression", "${none}", null],
    ["keeps an explicitly empty list of a whole expression", "${empty}", []],
    ["gives nothing for a whole expression without a match", "${nope}", undefined],
    ["is text with a space before the expression", " ${n}", " 7"],
    ["is text with a space after the expression", "${n} ", "7 "],
    ["is text for two expressions", "${n}${n}", "77"],
    ["is text for two expressions with a space", "${nope} ${n}", " 7"],
    ["writes scalars as they are", "<${n}|${yes}|${text}>", "<7|true|t>"],
    ["writes no match and null as nothing", "<${nope}|${none}>", "<|>"],
    ["joins lists with commas, objects within as JSON", "<${list}>", '<a,,{"b":1},["c","d"]>'],
    ["writes a list of one as its element", "<${one}>", "<x>"],
    ["writes objects as JSON", "<${object}>", '<{"a":[1]}>'],
    ["writes an empty list as nothing", "<${empty}>", "<>"],
    ["counts the braces in JavaScript", "<${.=f(val);function f(v) { if (v) { return { a: '}' }.a } }}>", "<}>"],
    ["counts quotes and brackets in selectors", "<${list(val == '}' || val == \"a\")}>", "<a>"],
    ["reads object literals of mutators", "${object={x: val.a}}", { x: [1] }],
    ["leaves alone a dollar without a brace", "$n {n} $ {n}", "$n {n} $ {n}"],
    ["gives the empty text for the empty text", "", ""],
    ["takes quotes in names for what they are", "<${it's}>", "<>"],
  ];
  for (const [what, text, expected] of cases) {
    it(`${what}: ${text}`, () => expect(filled(text)).to.deep.equal({ value: expected, warnings: [] }));
  }

  it("leaves an expression that is not closed, with a warning", () => {
    const warning = 'An expression "${" has no "}" that closes it.';
    expect(filled("a ${n} ${n")).to.deep.equal({ value: "a 7 ${n", warnings: [warning] });
    expect(filled("${a(b")).to.deep.equal({ value: "${a(b", warnings: [warning] });
    expect(filled("${a={")).to.deep.equal({ value: "${a={", warnings: [warning] });
  });

  it("is empty where an expression is faulty, keeps the text around it, and warns", () => {
    expect(filled("a ${b(} c ${n}")).to.deep.equal({
      value: "a  c 7",
      warnings: ['expected an expression and its ")", found the end at character 3 of "b("'],
    });
    expect(filled("${a..b}")).to.deep.equal({
      value: undefined,
      warnings: ['expected a name or [number], found "." at character 3 of "a..b"'],
    });
    expect(filled("<${a=(}>").value).to.equal("<>");
    expect(filled("<${}>").value).to.equal("<>");
  });

  it("lets all expressions of a text share their steps", () => {
    const loop = "${.=f();function f() { while (true) ; }}";
    expect(interpolate(`${loop.repeat(1000)}|\${n}`, { root, now: () => 0, steps: 10_000 })).to.deep.equal({
      value: "|",
      warnings: [`DT "${loop.slice(2, -1)}": took too many steps`, 'DT "n": took too many steps'],
    });
  });

  it("gives back a text without an expression", () => {
    fc.assert(
      fc.property(
        fc.string().filter((text) => !text.includes("${")),
        (text) => {
          expect(filled(text)).to.deep.equal({ value: text, warnings: [] });
        },
      ),
    );
  });

  it("never throws, and does not dwell on hostile texts", () => {
    const part = fc.constantFrom("${", "}", "{", "(", ")", "'", "/", "=", "a", "\n", "n", ".", '"', "\\", "[", "]");
    fc.assert(
      fc.property(fc.array(part, { maxLength: 30 }), (parts) => {
        expect(filled(parts.join(""))).to.have.keys("value", "warnings");
      }),
      { numRuns: 2000 },
    );
    for (const unit of ["${", "${(", "${('}", "${(/}", "${a(}", "${=", "${={", "${('}\"", "$", "${}", "${n}"]) {
      expect(filled(unit.repeat(20_000))).to.have.keys("value", "warnings");
    }
  });
});

describe("a reference split at its first dot", () => {
  it("is joined", () => {
    expect(joinSplitReference("${QRadar", "DetectedIPs}")).to.equal("${QRadar.DetectedIPs}");
    expect(joinSplitReference("${A", "B(val.c == '}').D}")).to.equal("${A.B(val.c == '}').D}");
  });

  it("is not made of halves that do not fit", () => {
    expect(joinSplitReference("incident", "labels")).to.equal(undefined);
    expect(joinSplitReference("${A}", "B}")).to.equal(undefined);
    expect(joinSplitReference("${A", "B")).to.equal(undefined);
    expect(joinSplitReference("${A", "B} C}")).to.equal(undefined);
    expect(joinSplitReference("${A", undefined)).to.equal(undefined);
  });
});
