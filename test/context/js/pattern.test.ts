import { expect } from "chai";
import fc from "fast-check";
import { JsLimitError, Machine } from "../../../src/context/js/machine.ts";
import { compilePattern } from "../../../src/context/js/pattern.ts";

function exec(
  source: string,
  flags: string,
  text: string,
): [index: number, whole: string, ...groups: unknown[]] | null {
  const found = compilePattern(source, flags).exec(text, 0, new Machine(() => 0));
  return found ? [found.index, text.slice(found.index, found.end), ...found.groups] : null;
}

function exhausts(source: string, flags: string, text: string): boolean {
  try {
    compilePattern(source, flags).exec(text, 0, new Machine(() => 0, 20_000));
  } catch (cause) {
    return cause instanceof JsLimitError;
  }
  return false;
}

function native(source: string, flags: string, text: string): ReturnType<typeof exec> {
  const found = new RegExp(source, flags).exec(text);
  return found ? ([found.index, ...found] as never) : null;
}

const { pattern } = fc.letrec((tie) => ({
  atom: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(
      "a",
      "b",
      "A",
      ".",
      "\\w",
      "\\W",
      "\\d",
      "\\s",
      "[ab]",
      "[^a]",
      "[a-c1]",
      "^",
      "$",
      "\\b",
      "\\B",
      "\\1",
      "\\n",
      "-",
      "é",
      "k",
    ),
    tie("choice").map((inner) => `(${String(inner)})`),
    tie("choice").map((inner) => `(?:${String(inner)})`),
    tie("choice").map((inner) => `(?=${String(inner)})`),
    tie("choice").map((inner) => `(?!${String(inner)})`),
  ),
  term: fc
    .tuple(tie("atom"), fc.constantFrom("", "", "", "*", "+", "?", "{2}", "{1,2}", "{0,}", "*?", "+?", "??", "{1,}?"))
    .map(([atom, count]) => (/^(?:\^|\$|\\[bB]|\(\?[=!])/.test(String(atom)) ? String(atom) : String(atom) + count)),
  choice: fc
    .array(
      fc.array(tie("term"), { maxLength: 3 }).map((terms) => terms.join("")),
      { minLength: 1, maxLength: 2 },
    )
    .map((options) => options.join("|")),
  pattern: tie("choice"),
}));

describe("regular expressions", () => {
  it("match what JavaScript's own match, with the same groups", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "b", "A", "c", "1", " ", "\n", "é", "-"), maxLength: 8 });
    fc.assert(
      fc.property(pattern, fc.constantFrom("", "i", "m", "im"), text, (source, flags, subject) => {
        const ours = String(source);
        // A reference to a group that does not exist is an octal escape in old JavaScript, and refused here.
        fc.pre(!ours.includes("\\1") || /\((?!\?)/.test(ours));
        // A catastrophic one is stopped.
        fc.pre(!exhausts(ours, flags, subject));
        expect(exec(ours, flags, subject)).to.deep.equal(native(ours, flags, subject));
      }),
      { numRuns: 5000 },
    );
  });

  const cases: [source: string, flags: string, text: string][] = [
    ["(a*)*", "", "b"],
    ["(z)((a+)?(b+)?(c))*", "", "zaacbbbcac"],
    ["(?=(a+))a*b\\1", "", "baaabac"],
    ["(.*?)a(?!(a+)b\\2c)\\2(.*)", "", "baaabaac"],
    ["[]a]", "", "a]"],
    ["[^]", "", "\n"],
    ["[\\b]", "", "\b"],
    ["[\\w-]+", "", "a-b c"],
    ["[a-\\d]+", "", "-a1b"],
    ["[\\]x]+", "", "]x"],
    ["[+--]+", "", "+,-."],
    ["a{,2}", "", "a{,2}"],
    ["a{2", "", "a{2"],
    ["x{2,3}y", "", "xxxxy"],
    ["\\x41\\u0042\\cA", "", "AB\u0001"],
    ["\\t\\v\\f\\r\\0", "", "\t\v\f\r\0"],
    ["\\.\\/\\-\\a", "", "./-a"],
    ["\\xZ\\uZ", "", "xZuZ"],
    ["^b$", "m", "a\nb\nc"],
    ["^b$", "", "a\nb\nc"],
    ["ß", "i", "SS"],
    ["[a-z]+", "i", "ABCé"],
    ["[^a]", "i", "Ab"],
    ["(A)\\1", "i", "aA"],
    ["\\bfoo\\b", "", "a foo b"],
    ["", "", ""],
    ["|a", "", "a"],
    ["(?:)+", "", "a"],
    ["(?:a|ab)(?:c|bcd)(d*)", "", "abcd"],
    ["[\\w.+-]+@[\\w-]+\\.[\\w.-]+", "", "write to mara.quill@example.com today"],
    ["\\b(?:\\d{1,3}\\.){3}\\d{1,3}\\b", "", "from 10.0.0.17 on"],
  ];
  for (const [source, flags, text] of cases) {
    it(`match as JavaScript's do: /${source}/${flags} in ${JSON.stringify(text)}`, () => {
      expect(exec(source, flags, text)).to.deep.equal(native(source, flags, text));
    });
  }

  const faults: [source: string, message: string][] = [
    ["(", 'the regular expression /(/ lacks a ")"'],
    [")", 'the regular expression /)/ has a ")" too many'],
    ["*", "the regular expression /*/ has nothing to repeat"],
    ["[a", "the regular expression /[a/ ends too early"],
    ["a\\", "the regular expression /a\\/ ends too early"],
    ["a{2,1}", "the regular expression /a{2,1}/ repeats at most less often than at least"],
    ["[z-a]", "the regular expression /[z-a]/ has a range that runs backwards"],
    ["(?<n>a)", "the regular expression /(?<n>a)/ has a group that only newer JavaScript knows"],
    ["\\1", "the regular expression /\\1/ refers to group 1, which it does not have"],
    ["a".repeat(1001), "a regular expression is longer than 1000 characters"],
    ["(?:a{50}){200}", "a regular expression repeats too much"],
  ];
  for (const [source, message] of faults) {
    it(`are refused: /${source.slice(0, 20)}/`, () => {
      expect(() => compilePattern(source, "")).to.throw(message);
    });
  }

  it("read a long text within the steps where the expression is simple", () => {
    const text = "x".repeat(400_000);
    expect(exec(".*", "", text)?.[1]).to.equal(text);
    expect(exec("[^@]+@", "", "y".repeat(1000))).to.equal(null);
  });

  it("end with a fault when they would have to remember too much", () => {
    expect(() => exec(".*", "", "x".repeat(600_000))).to.throw("a regular expression backtracks too far");
  });
});
