import { expect } from "chai";
import fc from "fast-check";
import { formatCommandLine, parseCommandLine, type CommandLine } from "../../src/dispatch/command-line.ts";
import { ArgumentError } from "../../src/errors.ts";

describe("parseCommandLine", () => {
  const lines: [string, CommandLine][] = [
    ["!alert-get", { command: "alert-get", args: {} }],
    ["  alert-get\n", { command: "alert-get", args: {} }],
    ["!alert-get id=7", { command: "alert-get", args: { id: "7" } }],
    ["!ip 1.1.1.1", { command: "ip", args: {}, positional: "1.1.1.1" }],
    ["!url http://x/?a=b", { command: "url", args: {}, positional: "http://x/?a=b" }],
    ['!a b="v w"\tc=d', { command: "a", args: { b: "v w", c: "d" } }],
    ['!a b="say \\"hi\\""', { command: "a", args: { b: 'say "hi"' } }],
    [
      '!a b="C:\\temp\\x" c="\\\\server\\s" d="end\\\\"',
      {
        command: "a",
        args: { b: "C:\\temp\\x", c: "\\\\server\\s", d: "end\\" },
      },
    ],
    ['!a b="\\\\\\"" ', { command: "a", args: { b: '\\"' } }],
    ['!a b="two\nlines"', { command: "a", args: { b: "two\nlines" } }],
    ['!a b=`{"k": "v \\" w"}` c=1', { command: "a", args: { b: '{"k": "v \\" w"}', c: "1" } }],
    ['!a b=["x", "y z"] c=1', { command: "a", args: { b: '["x", "y z"]', c: "1" } }],
    ['!a b={"k": "}"} c=1', { command: "a", args: { b: '{"k": "}"}', c: "1" } }],
    ["!a b=[0-9]+x c=1", { command: "a", args: { b: "[0-9]+x", c: "1" } }],
    ["!a b=x,y,z", { command: "a", args: { b: "x,y,z" } }],
    ['!a b= c=""', { command: "a", args: { b: "", c: "" } }],
    ["!a b=${Some.Path}", { command: "a", args: { b: "${Some.Path}" } }],
    [
      "!a ${File(val.Name == \"a b\" && val.N == '}').MD5} x=1",
      {
        command: "a",
        args: { x: "1" },
        positional: "${File(val.Name == \"a b\" && val.N == '}').MD5}",
      },
    ],
    ["!a b=pre-${A.={x: val.b}}-${B}", { command: "a", args: { b: "pre-${A.={x: val.b}}-${B}" } }],
    ["!a b=${User's form.Answers.0} c=1", { command: "a", args: { b: "${User's form.Answers.0}", c: "1" } }],
    ['!a b=${A(val.x == "q\\"}")} c=1', { command: "a", args: { b: '${A(val.x == "q\\"}")}', c: "1" } }],
    [
      "!a größe=1 using-brand=X retry-count=2",
      {
        command: "a",
        args: { größe: "1", "using-brand": "X", "retry-count": "2" },
      },
    ],
  ];
  for (const [text, expected] of lines) {
    it(`reads ${text.trim()}`, () => expect(parseCommandLine(text)).to.deep.equal(expected));
  }

  const faults: [string, string][] = [
    ["", "Position 1: expected a command's name."],
    ["!", "Position 2: expected a command's name."],
    ['!"a"', "Position 2: expected a command's name."],
    ["!a=b", "Position 3: expected a command's name."],
    ['!a b="x', "Position 8: expected a closing quote."],
    ["!a b=`x", "Position 8: expected a closing back-tick."],
    ['!a b="x"y', "Position 9: expected a space."],
    ["!a b=`x`y", "Position 9: expected a space."],
    ['!a b=x"y', "Position 7: expected a space."],
    ["!a b=${A", "Position 9: expected }."],
    ['!a b=["x"', "Position 10: expected ]."],
    ['!a b=["x', 'Position 9: expected ".'],
    ["!a b=[{x]", "Position 10: expected }."],
    ["!a x y", "Position 6: a second value without a name."],
    [
      "!a b=1 b=2 __proto__=3",
      "Position 8: b is given twice. Position 12: __proto__ cannot be the name of an argument.",
    ],
  ];
  for (const [text, message] of faults) {
    it(`refuses ${JSON.stringify(text)} and names the place`, () => {
      expect(() => parseCommandLine(text)).to.throw(ArgumentError, message);
    });
  }

  it("says how to write what it refused", () => {
    expect(hintOf('!a b="x')).to.equal("The quote at position 6 is open.");
    expect(hintOf('!a b="x"y')).to.equal('Write a quote inside a quoted value as \\".');
    expect(hintOf("!a b=${A")).to.equal("The ${ at position 6 is open.");
    expect(hintOf("!a b=[x")).to.equal("The [ at position 6 is open.");
    expect(hintOf("!a x y")).to.match(/quote values that contain spaces/);
  });

  it("reads no line of more than a million characters, and names no more than ten faults", () => {
    expect(() => parseCommandLine(`!a ${"x".repeat(1_000_000)}`)).to.throw(ArgumentError, "has 1000003 characters");
    expect(messageOf(`!a${" x".repeat(100)}`).match(/Position/g)).to.have.length(10);
  });

  it("ends quickly on hostile lines", () => {
    for (const part of ["${", "[", '"\\', "b=${A} "]) {
      const text = `!a x=${part.repeat(Math.floor(900_000 / part.length))}`;
      expect(() => parseCommandLine(text)).to.throw(ArgumentError);
    }
    expect(parseCommandLine(`!a x=${"\\".repeat(900_000)}`).args.x).to.have.length(900_000);
  });

  it("never throws anything but an ArgumentError", () => {
    const text = fc.string({ unit: fc.constantFrom('"', "`", "\\", "$", "{", "}", "[", "]", "'", " ", "=", "a", "!") });
    fc.assert(
      fc.property(text, (line) => {
        try {
          parseCommandLine(line);
        } catch (error) {
          expect(error).to.be.instanceOf(ArgumentError);
        }
      }),
    );
  });
});

describe("formatCommandLine", () => {
  it("quotes only what needs it", () => {
    const line = { command: "a", args: { id: "7", note: 'say "hi" \\' }, positional: "x=y" };
    expect(formatCommandLine(line)).to.equal('!a id=7 note="say \\"hi\\" \\\\" "x=y"');
  });

  it("is read back as it was", () => {
    const name = fc
      .stringMatching(/^[a-z][a-z0-9_-]{0,8}$/)
      .filter((key) => key !== "constructor" && key !== "prototype");
    const value = fc.oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom('"', "`", "\\", "$", "{", "}", "[", " ", "\n", "=", "a") }),
    );
    fc.assert(
      fc.property(
        name,
        fc.dictionary(name, value, { noNullPrototype: true }),
        fc.option(value),
        (command, args, alone) => {
          const line: CommandLine = { command, args, ...(alone === null ? {} : { positional: alone }) };
          expect(parseCommandLine(formatCommandLine(line))).to.deep.equal(line);
        },
      ),
    );
  });
});

function failure(text: string): ArgumentError {
  try {
    parseCommandLine(text);
  } catch (error) {
    if (error instanceof ArgumentError) return error;
  }
  return expect.fail("it should have been refused");
}

function hintOf(text: string): string {
  return failure(text).hint;
}

function messageOf(text: string): string {
  return failure(text).message;
}
