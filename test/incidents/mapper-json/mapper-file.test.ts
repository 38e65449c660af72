import { expect } from "chai";
import { readMapperFile } from "../../../src/incidents/mapper-json/mapper-file.ts";
import { classifierText, mapperText } from "./example.ts";

function found(text: string): string[] {
  return readMapperFile(text)
    .faults.findings()
    .map(({ code, line, column, message }) => `${line}:${column} ${code} ${message}`);
}

function mapped(value: string): string {
  return `{ "type": "mapping-incoming", "mapping": { "T": { "internalMapping": {\n"F": ${value}\n} } } }`;
}

describe("the files of mappers and classifiers", () => {
  it("finds nothing wrong with a mapper that uses everything", () => expect(found(mapperText)).to.deep.equal([]));
  it("finds nothing wrong with a classifier", () => expect(found(classifierText)).to.deep.equal([]));

  const cases: [title: string, text: string, expected: string[]][] = [
    ["text that is no JSON", "{ oops", ["1:7 M001"]],
    ["a list", "[]", ["1:1 V010 The file is no map of keys and values."]],
    ["a file that is neither", '{ "type": "other" }', ["1:1 V010 The file is no mapper or classifier."]],
    ["a mapper without mapping", '{ "type": "mapping-incoming" }', ['1:1 V010 The mapper has no "mapping".']],
    [
      "an outgoing mapper",
      '{ "type": "mapping-outgoing", "mapping": {} }',
      ["1:11 V011 This mapper is for outgoing data."],
    ],
    ["a mapping that is no map", '{ "mapping": { "T": 5 } }', ['1:21 V010 The mapping of "T" is no map.']],
    ["a key given twice", mapped('{ "simple": "a", "simple": "b" }'), ['2:23 M003 The key "simple" is given twice.']],
    ["a list for a value", mapped("[]"), ['2:6 V001 field "F" is a list.']],
    ["another key for a value", mapped('{ "path": "a" }'), ['2:8 V001 field "F" has "path" instead of a value.']],
    ["a simple that is no text", mapped('{ "simple": {} }'), ['2:18 V001 "simple" of field "F" is no text.']],
    ["a complex that is no map", mapped('{ "complex": [] }'), ['2:19 V001 "complex" of field "F" is no map.']],
    ["no root", mapped('{ "complex": { "accessor": "a" } }'), ['2:19 V001 "complex" of field "F" has no root.']],
    ["a path that cannot be read", mapped('{ "simple": "a(" }'), ["2:18 V002 The path cannot be read: "]],
    ["an accessor that cannot be read", mapped('{ "complex": { "root": "a", "accessor": "b(" } }'), ["2:19 V002 "]],
    [
      "an unknown operator",
      mapped('{ "complex": { "root": "a", "filters": [[{ "operator": "isEqualStrin" }]] } }'),
      ['2:47 V003 There is no operator "isEqualStrin". Did you mean "isEqualString"?'],
    ],
    [
      "a filter without operator",
      mapped('{ "complex": { "root": "a", "filters": [[{}]] } }'),
      ['2:47 V001 A filter of field "F" names no operator.'],
    ],
    [
      "an unknown transformer",
      mapped('{ "complex": { "root": "a", "transformers": [{ "operator": "substringForm" }] } }'),
      ['2:51 V004 There is no transformer "substringForm". Did you mean "substringFrom"?'],
    ],
    [
      "arguments that are unknown or lack",
      mapped(
        '{ "complex": { "root": "a", "transformers": [{ "operator": "substringFrom", "args": { "form": {} } }] } }',
      ),
      [
        '2:51 V004 Transformer substringFrom takes no argument "form". Did you mean "from"?',
        "2:51 V004 Transformer substringFrom needs the argument from.",
      ],
    ],
    [
      "a transformer without operator",
      mapped('{ "complex": { "root": "a", "transformers": ["uniq"] } }'),
      ['2:51 V001 A transformer of field "F" names no operator.'],
    ],
  ];
  for (const [title, text, expected] of cases) {
    it(`tells of ${title} at its place`, () => {
      const findings = found(text);
      expect(findings, findings.join("\n")).to.have.length(expected.length);
      findings.forEach((finding, index) => expect(finding).to.include(expected[index]));
    });
  }

  it("takes nothing for a path in what is a text", () => {
    const transformer = '{ "operator": "concat", "args": { "suffix": { "value": { "simple": " (" } } } }';
    expect(found(mapped(`{ "complex": { "root": "a", "transformers": [${transformer}] } }`))).to.deep.equal([]);
  });

  it("refuses a file that is nested too deeply, at once", () => {
    expect(found("[".repeat(1000))[0]).to.include("M002");
  });
});
