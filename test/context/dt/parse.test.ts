import { expect } from "chai";
import { MAX_DT_LENGTH, parseDt } from "../../../src/context/dt/parse.ts";
import { DtSyntaxError } from "../../../src/context/dt/syntax-error.ts";

function shape(text: string): string[] {
  const { steps, mutator } = parseDt(text);
  const parts = steps.map((step) => {
    if (step.kind === "name") return `name ${step.name}`;
    if (step.kind === "index") return `index ${step.at}`;
    if (step.kind === "slice") return `slice ${step.from} ${step.to}`;
    return ["select", ...step.binds.map((bind) => bind.name)].join(" ");
  });
  return mutator ? [...parts, "mutator"] : parts;
}

describe("reading a DT", () => {
  const readable: [text: string, steps: string[]][] = [
    ["A", ["name A"]],
    [" A.B ", ["name A", "name B"]],
    [".", []],
    [" . ", []],
    [".A", ["name A"]],
    ["A . B", ["name A", "name B"]],
    [
      "Possible data exposure risk detected.Answers.0",
      ["name Possible data exposure risk detected", "name Answers", "name 0"],
    ],
    ["incident.labels.Email/from", ["name incident", "name labels", "name Email/from"]],
    ["#2.a-b.@timestamp.x:y.it's", ["name #2", "name a-b", "name @timestamp", "name x:y", "name it's"]],
    ["A[0].B", ["name A", "index 0", "name B"]],
    ["A.[0].B", ["name A", "index 0", "name B"]],
    ["A[ 0 ]", ["name A", "index 0"]],
    ["A[1][2]", ["name A", "index 1", "index 2"]],
    [".[3]", ["index 3"]],
    ["A[0:2]", ["name A", "slice 0 2"]],
    ["A.[ :2]", ["name A", "slice 0 2"]],
    ["A[1: ]", ["name A", "slice 1 Infinity"]],
    ["A(val.B == 1).C", ["name A", "select", "name C"]],
    ["A(val.B == ')').C", ["name A", "select", "name C"]],
    ["A(/[)/]\\)/.test(val)).C", ["name A", "select", "name C"]],
    ["A(val.B)(val.C)[0]", ["name A", "select", "select", "index 0"]],
    ["A (val.B) .C", ["name A", "select", "name C"]],
    ["A(val.B == other---C.D(val.x).[0].E && val.F)", ["name A", "select other"]],
    ["A(a --- B.c-d/e == b---.F)", ["name A", "select a b"]],
    ["A=val.b", ["name A", "mutator"]],
    ["A = {a: val.b}", ["name A", "mutator"]],
    ["A.B(val)[0]=f(val);function f(v) { return '}' + v }", ["name A", "name B", "select", "index 0", "mutator"]],
    [".=val.A.reduce(function(max, c) {return Math.max(max, c.Score)}, 0)", ["mutator"]],
    [". = val", ["mutator"]],
  ];
  for (const [text, steps] of readable) it(`reads ${text}`, () => expect(shape(text)).to.deep.equal(steps));

  const faults: [text: string, offset: number, fault: string][] = [
    ["", 0, "expected a name, found the end"],
    ["..A", 1, 'expected a name or [number], found "."'],
    ["A..B", 2, 'expected a name or [number], found "."'],
    ["A.", 2, "expected a name or [number], found the end"],
    ["A. ", 3, "expected a name or [number], found the end"],
    ["A.(val.b)", 2, 'expected a name or [number], found "("'],
    ["[0]", 0, 'expected a name, found "["'],
    ["A)", 1, 'expected ".", "(", "[", "=" or the end, found ")"'],
    ["A}", 1, 'expected ".", "(", "[", "=" or the end, found "}"'],
    ["A(val) B", 6, 'expected ".", "(", "[", "=" or the end, found " "'],
    ["A[x]", 2, 'expected a number or a range "from:to", and "]", found "x"'],
    ["A[-1]", 2, 'expected a number or a range "from:to", and "]", found "-"'],
    ["A[", 2, 'expected a number or a range "from:to", and "]", found the end'],
    ["A[1", 2, 'expected a number or a range "from:to", and "]", found "1"'],
    ["A(val.b", 2, 'expected an expression and its ")", found "v"'],
    ["A(val['b)", 2, 'expected an expression and its ")", found "v"'],
    ["A(val.b])", 2, 'expected an expression and its ")", found "v"'],
    ["A()", 2, "in the JavaScript: unexpected token"],
    ["A(val.b ==)", 10, "in the JavaScript: unexpected token"],
    ["A(val.b; val.c)", 7, "in the JavaScript: the expression should end here"],
    ["A(this.b)", 2, "in the JavaScript: this cannot be used in an expression"],
    ["A(val == x---)", 13, 'expected a name or [number], found ")"'],
    ["A=", 2, "in the JavaScript: unexpected token"],
    ["A==1", 2, "in the JavaScript: unexpected token"],
    [".A=val; alert(1)", 8, "in the JavaScript: only function declarations may follow the semicolon"],
  ];
  for (const [text, offset, fault] of faults) {
    it(`names the place and what was expected there: ${text}`, () => {
      let thrown: unknown;
      try {
        parseDt(text);
      } catch (cause) {
        thrown = cause;
      }
      expect(thrown).to.be.instanceOf(DtSyntaxError);
      expect(thrown).to.include({ offset, message: `${fault} at character ${offset + 1} of "${text}"`, exitCode: 2 });
    });
  }

  it("refuses a DT longer than 20,000 characters, and shortens it in the message", () => {
    expect(() => parseDt("a".repeat(MAX_DT_LENGTH + 1))).to.throw(
      DtSyntaxError,
      `a DT has at most 20000 characters, this one goes on at character 20001 of "${"a".repeat(200)}…"`,
    );
  });
});
