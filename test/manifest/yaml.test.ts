import { expect } from "chai";
import fc from "fast-check";
import { parseManifest } from "../../src/manifest/load.ts";
import { readYaml } from "../../src/manifest/yaml.ts";

function read(text: string): { json: unknown; faults: string[] } {
  const { root, faults } = readYaml(text);
  return {
    json: root?.json,
    faults: faults.findings().map(({ line, column, code, message }) => `${line}:${column} ${code} ${message}`),
  };
}

describe("readYaml", () => {
  it("reads YAML 1.2: yes and no are texts, and numbers keep how they are written", () => {
    const { root } = readYaml("a: yes\nb: 1.10\nc: True\nd: ~\ne: .inf\nf: [x, 2]\n2: y\ntrue: z");
    expect(root?.json).to.deep.equal({ a: "yes", b: 1.1, c: true, d: null, e: ".inf", f: ["x", 2], 2: "y", true: "z" });
    const texts =
      root?.kind === "map" ? [...root.entries.values()].map(({ value }) => value.kind === "scalar" && value.text) : [];
    expect(texts).to.deep.equal(["yes", "1.10", "true", undefined, ".inf", false, "y", "z"]);
  });

  it("keeps the place of every value and key", () => {
    const { root, faults } = readYaml("a: 1\nb:\n  - x\n  - {c: d}\ne:\n");
    const b = root?.kind === "map" ? root.entries.get("b") : undefined;
    const item = b?.value.kind === "list" ? b.value.items[1] : undefined;
    expect(faults.place(b?.at ?? 0)).to.deep.equal({ line: 2, column: 1 });
    expect(faults.place(item?.at ?? 0)).to.deep.equal({ line: 4, column: 5 });
  });

  it("resolves aliases and merge keys, what stands in the map itself going first", () => {
    const text = "a: &a {x: 1, y: 2}\nb: *a\nc: {<<: *a, x: 3}\nd: {<<: [*a, {z: 4}, 5]}\ne: {'<<': *a}";
    expect(read(text).json).to.deep.equal({
      a: { x: 1, y: 2 },
      b: { x: 1, y: 2 },
      c: { x: 3, y: 2 },
      d: { x: 1, y: 2, z: 4 },
      e: { "<<": { x: 1, y: 2 } },
    });
  });

  it("reads quoted texts whose further lines are not indented, as PyYAML does", () => {
    const text = "a:\n  b: \"one\n  two \\\"three\nfour\"\n  c: 'it''s\n  long'\n- no\n".replace("- no\n", "d: 1\n");
    expect(read(text)).to.deep.equal({ json: { a: { b: 'one two "three four', c: "it's long" }, d: 1 }, faults: [] });
  });

  it("keeps the lines of what follows such a text", () => {
    const text = 'a: "one\ntwo"\nb: &x [*x]\n';
    expect(read(text).faults).to.deep.equal(["3:8 M005 The alias *x stands inside its own anchor."]);
  });

  it("reports the original text's faults when indenting does not help", () => {
    expect(read('a: "one\ntwo"\nb: "open\n').faults).to.deep.equal([
      "1:4 M001 This quote is not closed.",
      "2:1 M001 This is not YAML: Implicit keys need to be on a single line.",
      "3:4 M001 This quote is not closed.",
    ]);
    expect(read('a: "one\ntwo"\nb: ]\n').faults[0]).to.equal("1:4 M001 This quote is not closed.");
  });

  it("points at the opening of a text with escaped quotes", () => {
    expect(read('a: x\nb: "say \\"so\\"\n').faults).to.deep.equal(["2:4 M001 This quote is not closed."]);
  });

  it("refuses keys that reach into prototypes, and pollutes nothing", () => {
    const { json, faults } = read(
      "__proto__: {polluted: 1}\nconstructor: {prototype: {polluted: 1}}\na: {prototype: 1}",
    );
    expect(faults).to.deep.equal([
      '1:1 M004 The key "__proto__" is refused.',
      '2:1 M004 The key "constructor" is refused.',
      '2:15 M004 The key "prototype" is refused.',
      '3:5 M004 The key "prototype" is refused.',
    ]);
    expect(json).to.deep.equal({ a: {} });
    expect(Object.getPrototypeOf(json)).to.equal(Object.prototype);
    expect({}).to.not.have.property("polluted");
  });

  it("takes the text of values that tags make into something else", () => {
    expect(read("a: !!binary aGk=\nb: !!timestamp 2020-01-01\n").json).to.deep.equal({ a: "aGk=", b: "2020-01-01" });
    expect(read("a: !thing 1").faults).to.deep.equal(["1:4 M007 Unresolved tag: !thing."]);
  });

  const bomb = ["a: &a [x,x,x,x,x,x,x,x,x,x]"];
  for (let level = 1; level < 12; level++) {
    const before = String.fromCharCode(96 + level);
    const name = String.fromCharCode(97 + level);
    bomb.push(`${name}: &${name} [${Array.from({ length: 10 }, () => `*${before}`).join(",")}]`);
  }
  const hostile: [string, string, RegExp][] = [
    ["an alias bomb", bomb.join("\n"), /M002 The file's aliases expand to more than 300000 values\./u],
    ["a very deep list", "[".repeat(30_000), /M002 The file is nested too deeply\./u],
    ["a deep list", `${"[".repeat(70)}${"]".repeat(70)}`, /M002 The file is nested too deeply\./u],
    ["deep dashes", "- ".repeat(30_000), /M002 The file is nested too deeply\./u],
    ["a huge file", "x".repeat(4_000_001), /M002 The file has more than 4000000 characters\./u],
    ["very many lines", "- a\n".repeat(50_000), /M002 The file has more than 80000 lines and marks\./u],
    ["very many faults", '"'.repeat(70_001), /M001 /u],
    ["escapes without end", `a: "${"\\x".repeat(70_000)}"`, /M001 /u],
    ["a NUL byte", "a: b\0", /1:5 M009 The file holds control characters\./u],
    ["an escape sequence", "a: \u001B[31m", /1:4 M009/u],
    ["a second document", "a: 1\n---\nb: 2\n", /2:1 M001 This is not YAML/u],
    ["JSON that breaks off", '{"a":', /1:6 M001 This is neither JSON nor YAML: /u],
    ["an alias of nothing", "a: *b", /1:4 M005 No anchor &b above\./u],
    ["a key that is a list", "? [a]\n: b", /1:3 M008 A key is no text\./u],
    ["a key that is nothing", ": b", /M008 A key is no text\./u],
    ["many quoted lines", `a: "${"x\n".repeat(70_000)}`, /M00/u],
    ["many dashes on one line", `${"- ".repeat(39_000)}"\n`, /M002/u],
  ];
  for (const [what, text, fault] of hostile) {
    it(`refuses ${what}`, () => expect(read(text).faults.join("\n")).to.match(fault)).timeout(6000);
  }

  it("never throws, whatever is done to a manifest's text", () => {
    const marks = fc.constantFrom(
      '"',
      "'",
      "- ",
      ": ",
      "\n",
      "&a ",
      "*a",
      "{",
      "]",
      "|",
      "!!set ",
      "<<: ",
      "? ",
      "\t",
      "\\",
      "#",
      "~",
    );
    const edits = fc.array(fc.tuple(fc.nat(SAMPLE.length), fc.nat(30), fc.array(marks, { maxLength: 4 })), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(edits, (list) => {
        let text = SAMPLE;
        for (const [at, cut, inserted] of list) text = text.slice(0, at) + inserted.join("") + text.slice(at + cut);
        const { manifest, findings } = parseManifest(text, "x.yml");
        const errors = findings.filter(({ severity }) => severity === "error");
        expect(errors.length === 0).to.equal(manifest !== undefined);
      }),
      { numRuns: 300 },
    );
  });
});

const SAMPLE = `commonfields: &a
  id: Sample
name: "Sample
  of a name"
configuration:
- name: url
  type: 0
  options: [a, 'b']
  x-soar: { env: [URL] }
script:
  script: |
    some: code
  commands:
  - name: get
    deprecated: true
    description: Deprecated. Use the set command.
    arguments:
    - name: id
      isArray: true
      predefined:
      - ''
    outputs:
    - contextPath: A.B.C
      type: Date
    x-soar:
      effect: write
      verify: { command: get, args: { id: 1 }, when: A }
x-soar:
  contextKeys: { A.B: C }
`;
