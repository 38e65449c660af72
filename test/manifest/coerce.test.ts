import { expect } from "chai";
import fc from "fast-check";
import type { Json } from "../../src/json.ts";
import { toBoolean, toKeyValues, toList, toNumber, toText, toTime } from "../../src/manifest/coerce.ts";

describe("toList", () => {
  const lists: [Json | undefined, Json[]][] = [
    [undefined, []],
    [null, []],
    ["", []],
    [false, []],
    [0, []],
    ["a", ["a"]],
    ["a, b ,c", ["a", "b", "c"]],
    ["a,,b", ["a", "", "b"]],
    ['["a", 1]', ["a", 1]],
    ["[a, b]", ["[a", "b]"]],
    [
      ["a,b", 2],
      ["a,b", 2],
    ],
    [7, [7]],
    [{ a: 1 }, [{ a: 1 }]],
    ["[]", []],
  ];
  for (const [given, list] of lists) {
    it(`makes ${JSON.stringify(list)} of ${given === undefined ? "nothing" : JSON.stringify(given)}`, () => {
      expect(toList(given)).to.deep.equal(list);
    });
  }

  it("splits what was joined, and reads what was written as JSON", () => {
    const word = fc.stringMatching(/^[a-z0-9 ]*[a-z0-9]$/u).map((text) => text.trim());
    fc.assert(
      fc.property(fc.array(word, { minLength: 1 }), (words) => {
        expect(toList(words.join(", "))).to.deep.equal(words);
        expect(toList(JSON.stringify(words))).to.deep.equal(words);
      }),
    );
  });
});

describe("toBoolean", () => {
  it("takes true, yes, false and no in any case, and booleans", () => {
    for (const yes of [true, "true", "TRUE", "Yes", " yes "]) expect(toBoolean(yes)).to.deep.equal({ value: true });
    for (const no of [false, "false", "No"]) expect(toBoolean(no)).to.deep.equal({ value: false });
  });

  it("refuses everything else", () => {
    for (const other of ["1", "on", "", "y", 1, 0, null, [], {}]) expect(toBoolean(other)).to.have.property("fault");
    expect(toBoolean("on")).to.deep.equal({ fault: 'must be true or false (or yes, no), not "on"' });
  });
});

describe("toNumber", () => {
  const numbers: [Json, number][] = [
    ["7", 7],
    [" 7 ", 7],
    ["2.9", 2],
    ["-3", -3],
    ["-0.5", 0],
    ["+4", 4],
    ["1e3", 1000],
    [".5", 0],
    ["2.", 2],
    [12, 12],
    [-12, -12],
    ["9007199254740991", 9007199254740991],
  ];
  for (const [given, number] of numbers) {
    it(`reads ${JSON.stringify(given)} as ${number}`, () => expect(toNumber(given)).to.deep.equal({ value: number }));
  }

  it("refuses fractions that are numbers, other texts, booleans and what is too large", () => {
    for (const other of [
      2.5,
      "",
      " ",
      "x",
      "1x",
      "0x10",
      "inf",
      "NaN",
      "1e400",
      "9007199254740992",
      true,
      null,
      [1],
      {},
    ]) {
      expect(toNumber(other)).to.have.property("fault");
    }
    expect(toNumber(2.5)).to.deep.equal({ fault: "must be a whole number, not 2.5" });
    expect(toNumber("x".repeat(100))).to.deep.equal({ fault: `must be a whole number, not "${"x".repeat(56)}...` });
  });

  it("gives back every whole number, as number or as text", () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (number) => {
        expect(toNumber(number)).to.deep.equal({ value: number + 0 });
        expect(toNumber(String(number))).to.deep.equal({ value: number + 0 });
      }),
    );
  });
});

describe("toTime", () => {
  it("takes texts and epochs", () => {
    expect(toTime("2026-01-01", 0)).to.deep.equal({ value: 1_767_225_600_000 });
    expect(toTime(1_767_225_600, 0)).to.deep.equal({ value: 1_767_225_600_000 });
    expect(toTime("now", 5)).to.deep.equal({ value: 5 });
  });

  it("refuses everything else", () => {
    for (const other of ["soon", "", null, true, [], {}, 1e300]) expect(toTime(other, 0)).to.have.property("fault");
  });
});

describe("toText", () => {
  it("leaves texts and writes the rest as JSON", () => {
    expect(toText("a b")).to.equal("a b");
    expect(toText(1.5)).to.equal("1.5");
    expect(toText(true)).to.equal("true");
    expect(toText({ a: [1] })).to.equal('{"a":[1]}');
  });
});

describe("toKeyValues", () => {
  it("takes an object, JSON text of one, and pairs", () => {
    expect(toKeyValues({ a: 1 })).to.deep.equal({ value: { a: 1 } });
    expect(toKeyValues(' {"a": [1]}')).to.deep.equal({ value: { a: [1] } });
    expect(toKeyValues("a=1, b = x=y,c=")).to.deep.equal({ value: { a: "1", b: "x=y", c: "" } });
  });

  it("refuses everything else, and keys that reach into prototypes", () => {
    for (const other of ["a", "a=1,b", "=1", "{a}", "[1]", 1, null, [1]])
      expect(toKeyValues(other)).to.have.property("fault");
    expect(toKeyValues("__proto__=1")).to.deep.equal({ fault: 'must not have the key "__proto__"' });
    expect(toKeyValues('{"constructor": 1}')).to.deep.equal({ fault: 'must not have the key "constructor"' });
  });
});
