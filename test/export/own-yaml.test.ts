import { expect } from "chai";
import fc from "fast-check";
import { stringify } from "yaml";
import { ManifestError } from "../../src/errors.ts";
import { playbookName, stripped, toXsoarYaml } from "../../src/export/own-yaml.ts";
import { readYaml } from "../../src/manifest/yaml.ts";

const json = (text: string) => readYaml(text).root?.json;

describe("toXsoarYaml", () => {
  it("cuts our additions and leaves every other character as it is", () => {
    const text = `# First.
commonfields: { id: A,   version: -1 }   # id
x-soar:
  handlers: commands
  # inside
  contextKeys:
    A.B: ID

script:
    type: javascript
    commands:
    - name: "a"
      # Above what is cut.
      x-soar: { effect: read }
      outputs: &out
      - contextPath: A.B
    - name: b
      outputs: *out
      x-soar:
        verify:
          when: |
            text
      description: >-
        folded
        text
`;
    expect(toXsoarYaml(text)).to.equal(`# First.
commonfields: { id: A,   version: -1 }   # id

script:
    type: javascript
    commands:
    - name: "a"
      outputs: &out
      - contextPath: A.B
    - name: b
      outputs: *out
      description: >-
        folded
        text
`);
  });

  it("keeps one of the blank lines around what it cuts", () => {
    expect(toXsoarYaml("a: 1\n\nx-soar:\n  b: 2\n\nc: 3\n")).to.equal("a: 1\n\nc: 3\n");
    expect(toXsoarYaml("x-soar: { b: 2 }\n\nc: 3")).to.equal("c: 3\n");
    expect(toXsoarYaml("a: 1\nx-soar:")).to.equal("a: 1\n");
  });

  it("puts code in place of what stands at script.script, and keys at the end", () => {
    const text = "script:\n    type: javascript\n    script: '-' # none\n    isfetch: true\n";
    expect(toXsoarYaml(text, { script: "// a\n\nthrow 'b';", root: { fromversion: "6.0.0" } })).to.equal(
      "script:\n    type: javascript\n    script: |-\n      // a\n\n      throw 'b';\n    isfetch: true\nfromversion: 6.0.0\n",
    );
  });

  it("writes anew what is not in lines of its own", () => {
    const text = "# Gone.\na: { x-soar: { b: 1 }, c: &d 2 }\ne: *d\nscript: { type: python }\n";
    const out = toXsoarYaml(text, { script: "pass", root: { f: "1" } });
    expect(json(out)).to.deep.equal({ a: { c: 2 }, e: 2, script: { type: "python", script: "pass" }, f: "1" });
  });

  it("writes anew what leans on an anchor inside what is cut", () => {
    expect(toXsoarYaml("x-soar:\n  a: &a [1]\nb: *a\n")).to.equal("b:\n  - 1\n");
    expect(toXsoarYaml("- x-soar: 1\n  a: 2\n")).to.equal("- a: 2\n");
  });

  it("reads what only lenient parsers accept, and refuses what is no YAML", () => {
    const lenient = 'a:\n  b: "one\n  two"\nx-soar: {}\n';
    expect(json(toXsoarYaml(lenient))).to.deep.equal({ a: { b: "one two" } });
    expect(() => toXsoarYaml('a: "')).to.throw(ManifestError, /^This is no YAML, at 1:\d+: /);
  });

  it("gives what the text means without the additions, however it is written", () => {
    const key = fc.constantFrom("x-soar", "a", "b", "script");
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.string(),
        fc.integer(),
        fc.array(tie("value")),
        fc.dictionary(key, tie("value")),
      ),
    }));
    fc.assert(
      fc.property(fc.dictionary(key, value), fc.boolean(), (given, flow) => {
        const text = stringify(given, flow ? { collectionStyle: "flow" } : {});
        const before = json(text);
        expect(json(toXsoarYaml(text))).to.deep.equal(stripped(before ?? null));
      }),
    );
  });
});

describe("playbookName", () => {
  it("reads the name at the root", () => {
    expect(playbookName('id: x\nname: "Contain: host"\n')).to.equal("Contain: host");
    expect(playbookName("id: x\n")).to.equal(undefined);
    expect(playbookName("[]")).to.equal(undefined);
  });
});
