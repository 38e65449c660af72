import { expect } from "chai";
import type { Json } from "../../src/json.ts";
import { evaluateCondition, evaluateValue } from "../../src/values/evaluate.ts";
import type { ComplexValue, Filter, Value } from "../../src/manifest/value.ts";

const root: Json = {
  File: [
    { Name: "a.txt", Size: 10, Tags: ["x", "y"], Malicious: { Vendor: "V" } },
    { Name: "b.exe", Size: 20, Tags: ["y"] },
    { Name: "c.exe", Size: 30, Tags: [] },
  ],
  One: { Name: "solo" },
  Wanted: "b.exe",
  Plain: ["p", "q"],
  Empty: [],
  inputs: { File: [{ Name: "in" }] },
};

function complex(value: Partial<ComplexValue> & { root: string }): Value {
  return { complex: { filters: [], transformers: [], ...value } };
}

function where(left: string, operator: string, right: Value | undefined, isRightContext = false): Filter {
  return {
    operator,
    ignoreCase: false,
    left: { value: { simple: left }, isContext: true },
    right: { ...(right && { value: right }), isContext: isRightContext },
  };
}

function of(value: Value, simple: "text" | "path" = "text"): Json | undefined {
  return evaluateValue(value, { root, now: () => 0, simple }).value;
}

describe("a simple value", () => {
  const cases: [string, "text" | "path", Json, Json | undefined][] = [
    ["a text is itself", "text", "One.Name", "One.Name"],
    ["a text with an expression is filled in", "text", "x ${One.Name}", "x solo"],
    ["one whole expression keeps its type", "text", "${File.[0].Size}", 10],
    ["a number is itself", "text", 5, 5],
    ["false is itself", "text", false, false],
    ["null is nothing", "text", null, undefined],
    ["a path is read", "path", "One.Name", "solo"],
    ["a path may be written as an expression", "path", "${One.Name}", "solo"],
    ["an empty path is nothing", "path", "", undefined],
    ["a path without a match is nothing", "path", "No.Such", undefined],
  ];
  for (const [title, simple, given, expected] of cases) {
    it(title, () => expect(of({ simple: given }, simple)).to.deep.equal(expected));
  }
});

describe("a complex value", () => {
  const exe = where("File.Name", "endWith", { simple: ".exe" });
  const cases: [string, Value, Json | undefined][] = [
    ["gives what its root gives", complex({ root: "One.Name" }), "solo"],
    ["gives what the accessor finds in it", complex({ root: "File", accessor: "Name" }), ["a.txt", "b.exe", "c.exe"]],
    ["reads lists within members as one list", complex({ root: "File", accessor: "Tags" }), ["x", "y", "y"]],
    ["takes an accessor of several steps", complex({ root: "File", accessor: "Malicious.Vendor" }), "V"],
    ["takes an accessor with a selector", complex({ root: "File", accessor: "Name(val.indexOf('b') == 0)" }), "b.exe"],
    ["takes a numeric accessor as an index", complex({ root: "Plain", accessor: "1" }), "q"],
    ["takes a root with dots", complex({ root: "inputs.File", accessor: "Name" }), "in"],
    ["keeps an empty list", complex({ root: "Empty" }), []],
    ["is nothing where the root is nothing", complex({ root: "No.Such", accessor: "Name" }), undefined],
    ["mends a reference that was broken in two", complex({ root: "${One", accessor: "Name}" }), "solo"],
    ["takes a root that is an expression", complex({ root: "${One.Name}" }), "solo"],
    [
      "keeps the members that pass a filter",
      complex({ root: "File", accessor: "Name", filters: [[exe]] }),
      ["b.exe", "c.exe"],
    ],
    [
      "gives one survivor bare",
      complex({ root: "File", accessor: "Name", filters: [[where("File.Size", "lessThan", { simple: "15" })]] }),
      "a.txt",
    ],
    [
      "takes groups as and, the filters of a group as or",
      complex({
        root: "File",
        accessor: "Name",
        filters: [
          [where("File.Size", "isEqualNumber", { simple: 10 }), where("File.Size", "isEqualNumber", { simple: 20 })],
          [exe],
        ],
      }),
      "b.exe",
    ],
    [
      "is nothing without survivors",
      complex({ root: "File", accessor: "Name", filters: [[where("File.Name", "isEqualString", { simple: "z" })]] }),
      undefined,
    ],
    [
      "takes a left side relative to the member",
      complex({ root: "File", accessor: "Size", filters: [[where("Name", "isEqualString", { simple: "a.txt" })]] }),
      10,
    ],
    [
      "takes the root alone for the member itself",
      complex({ root: "Plain", filters: [[where("Plain", "isEqualString", { simple: "q" })]] }),
      "q",
    ],
    [
      "takes a left side from the top where the member has none",
      complex({ root: "Plain", filters: [[where("Wanted", "isEqualString", { simple: "b.exe" })]] }),
      ["p", "q"],
    ],
    [
      "takes a left side written as an expression",
      complex({
        root: "File",
        accessor: "Size",
        filters: [[where("${File.Name}", "isEqualString", { simple: "a.txt" })]],
      }),
      10,
    ],
    [
      "takes the right side from the top",
      complex({
        root: "File",
        accessor: "Size",
        filters: [[where("File.Name", "isEqualString", { simple: "Wanted" }, true)]],
      }),
      20,
    ],
    [
      "takes a right side that is complex itself",
      complex({
        root: "File",
        accessor: "Size",
        filters: [[where("File.Name", "isEqualString", complex({ root: "Wanted" }), true)]],
      }),
      20,
    ],
    ["passes all members through an empty group", complex({ root: "Plain", filters: [[]] }), ["p", "q"]],
    [
      "applies transformers from left to right",
      complex({
        root: "File",
        accessor: "Tags",
        transformers: [
          { operator: "uniq", args: {} },
          { operator: "join", args: { separator: { value: { simple: "+" }, isContext: false } } },
        ],
      }),
      "x+y",
    ],
    [
      "gives a list of one bare after transformers",
      complex({
        root: "Plain",
        transformers: [{ operator: "slice", args: { to: { value: { simple: 1 }, isContext: false } } }],
      }),
      "p",
    ],
    [
      "keeps the list of one that a transformer makes on purpose",
      complex({ root: "One.Name", transformers: [{ operator: "ConvertToSingleElementArray", args: {} }] }),
      ["solo"],
    ],
    [
      "reads an argument from the context",
      complex({
        root: "One.Name",
        transformers: [{ operator: "concat", args: { suffix: { value: { simple: "Wanted" }, isContext: true } } }],
      }),
      "solob.exe",
    ],
    [
      "takes an argument of which nothing is given as not given",
      complex({ root: "One.Name", transformers: [{ operator: "concat", args: { suffix: { isContext: false } } }] }),
      "solo",
    ],
  ];
  for (const [title, value, expected] of cases) {
    it(title, () => expect(of(value)).to.deep.equal(expected));
  }

  it("warns of an expression that cannot be read and gives nothing", () => {
    const { value, warnings } = evaluateValue(complex({ root: "A(" }), { root, now: () => 0 });
    expect(value).to.equal(undefined);
    expect(warnings).to.have.length(1);
    expect(warnings[0]).to.include('"A("');
  });

  it("ends by its steps, not by the clock", () => {
    const long: Json = { list: Array.from({ length: 2000 }, (_, index) => index) };
    const value = complex({ root: "list", filters: [[where("list", "in", { simple: "list" }, true)]] });
    expect(() => evaluateValue(value, { root: long, now: () => 0, steps: 10_000 })).to.throw(/took too many steps/);
  });

  it("refuses an unknown operator and an unknown transformer with the nearest", () => {
    const filtered = complex({ root: "Plain", filters: [[where("Plain", "isEqualStrin", { simple: "q" })]] });
    expect(() => of(filtered)).to.throw('There is no operator "isEqualStrin". Did you mean "isEqualString"?');
    const transformed = complex({ root: "Plain", transformers: [{ operator: "unique", args: {} }] });
    expect(() => of(transformed)).to.throw('There is no transformer "unique". Did you mean "uniq"?');
  });

  it("refuses the script of one tenant as a transformer", () => {
    const operator = "0f9fbdf2-f54f-4c4f-83a5-21d1d8d8d1a1";
    expect(() => of(complex({ root: "Plain", transformers: [{ operator, args: {} }] }))).to.throw(
      "is a script of one tenant",
    );
  });

  it("names every argument that is unknown or lacks", () => {
    const transformers = [{ operator: "replace", args: { toReplac: { value: { simple: "a" }, isContext: false } } }];
    expect(() => of(complex({ root: "One.Name", transformers }))).to.throw(
      'Transformer replace takes no argument "toReplac". Did you mean "toReplace"? ' +
        "Transformer replace needs the argument toReplace.",
    );
  });
});

describe("a condition", () => {
  const asked = (...condition: Filter[][]) => evaluateCondition(condition, { root, now: () => 0 });
  const yes = where("Wanted", "isEqualString", { simple: "b.exe" });
  const no = where("Wanted", "isEqualString", { simple: "other" });

  it("holds when of every group any filter holds", () => {
    expect(asked([no, yes], [yes]).holds).to.equal(true);
    expect(asked([yes], [no]).holds).to.equal(false);
    expect(asked([], [yes]).holds).to.equal(true);
    expect(asked().holds).to.equal(true);
  });

  it("tells what it could not read", () => {
    expect(asked([where("A(", "isExists", undefined)]).warnings).to.have.length(1);
  });
});
