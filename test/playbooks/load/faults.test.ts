import { expect } from "chai";
import fc from "fast-check";
import { formatFinding } from "../../../src/manifest/findings.ts";
import { readPlaybook } from "../../../src/playbooks/load/read-playbook.ts";

/** The findings of a playbook whose start leads to task 1, which begins in line 6. */
function faultsOf(tasks: string): string[] {
  return findings(`id: p
name: P
starttaskid: "0"
tasks:
  "0": { type: start, nexttasks: { "#none#": ["1"] } }
${tasks.replaceAll(/^(?=.)/gm, "  ")}
`);
}

function findings(text: string): string[] {
  return readPlaybook(text)
    .faults.findings()
    .map((finding) => formatFinding("", finding).slice(1));
}

/** What follows of a task 1 that could not be read. */
const START = '5:34 P009 Task "0" leads to task "1" (#none#), which there is not.';

describe("A playbook's faults", () => {
  it("are what a file lacks", () => {
    expect(findings("[]")).to.deep.equal(["1:1 M006 The file is no map of keys and values."]);
    expect(findings("description: x")).to.deep.equal([
      '1:1 P001 The playbook has no "id".',
      '1:1 P001 The playbook has no "name".',
      '1:1 P001 The playbook has no "starttaskid".',
      '1:1 P001 The playbook has no "tasks".',
    ]);
    expect(findings("id: [")[0]).to.match(/^1:\d+ M00/);
  });

  it("are inputs and outputs without a name, and names given twice", () => {
    expect(
      findings(`id: p
name: P
starttaskid: "0"
inputs:
  - value: { simple: a }
  - key: b
  - key: b
outputs:
  - description: Of it.
tasks: { "0": { type: start } }
`),
    ).to.deep.equal([
      '5:5 P002 An input has no "key".',
      '7:10 P002 There are two inputs "b".',
      '9:5 P002 An output has no "contextPath".',
    ]);
  });

  for (const [what, tasks, ...expected] of [
    ["a task that is no map", '"1": title', START, '6:8 P003 Task "1" is no map of keys and values.'],
    ["a task without a type", '"1": { id: "1" }', START, '6:8 P003 Task "1" has no "type".'],
    [
      "an unknown type",
      '"1": { type: regluar }',
      START,
      '6:16 P003 There is no task type "regluar". Did you mean "regular"?',
    ],
    ["an id of its own", '"1": { type: title, id: "2" }', '6:27 P003 Task "1" says that its id is "2".'],
    [
      "words that are none",
      '"1": { type: title, quietmode: 3, continueonerror: true, continueonerrortype: x }',
      '6:34 P003 "quietmode" of task "1" is "3".',
      '6:81 P003 "continueonerrortype" of task "1" is "x".',
    ],
    [
      "timers and field mappings that lack something",
      '"1": { type: title, timertriggers: [{ action: start }, { fieldname: t, action: go }], fieldMapping: [{ output: {} }] }',
      '6:39 P003 A timer of task "1" has no "fieldname".',
      '6:82 P003 A timer of task "1" does "go".',
      '6:104 P003 A field mapping of task "1" has no "incidentfield".',
    ],
    [
      "a command without a name",
      '"1": { type: regular, task: { script: "Acme||| " } }',
      '6:41 P004 Task "1" names no command: "Acme||| ".',
    ],
    [
      "a playbook without a name",
      '"1": { type: playbook, task: { name: x } }',
      '6:32 P004 Task "1" names no playbook.',
    ],
    [
      "branches without a label of their own",
      '"1": { type: condition, conditions: [{ condition: [] }, { label: a }, { label: "a " }] }',
      '6:8 P013 Nothing follows "a" of task "1".',
      '6:8 P013 Nothing follows "a" of task "1".',
      '6:40 P005 A branch of task "1" has no "label".',
      '6:82 P005 Two branches of task "1" have the label "a".',
    ],
    [
      "a loop's bounds",
      '"1": { type: playbook, task: { playbookName: x }, loop: { forEach: true, max: -1, wait: long } }',
      '6:81 P006 "max" of "loop" of task "1" is "-1".',
      '6:91 P006 "wait" of "loop" of task "1" is "long".',
    ],
    ["a collection without a form", '"1": { type: collection }', '6:8 P007 Task "1" has no "form".'],
    [
      "a form's questions",
      '"1": { type: collection, message: { timings: { retriescount: x } }, form: { questions: [{ id: a, type: shortTxt }, { type: date }] } }',
      '6:64 P007 "retriescount" of "timings" of task "1" is "x".',
      '6:77 P007 "form" of task "1" has no "title".',
      '6:106 P007 There is no question type "shortTxt". Did you mean "shortText"?',
      '6:118 P007 A question has no "id".',
    ],
    [
      "a second start",
      '"1": { type: start }',
      '6:16 P008 Task "1" is of the type start, and the playbook begins with "0".',
    ],
    [
      "a task that there is not",
      '"1": { type: title, nexttasks: { "#none#": ["7"] } }',
      '6:34 P009 Task "1" leads to task "7" (#none#), which there is not.',
    ],
    [
      "a circle",
      '"1": { type: title, nexttasks: { "#none#": ["2"] } }\n"2": { type: title, nexttasks: { "#none#": ["1"] } }',
      '6:34 P010 The tasks "1" → "2" → "1" lead back to where they began.',
    ],
    [
      "a task that nothing leads to",
      '"1": { type: title }\n"2": { type: title, task: { name: Alone } }',
      '7:8 P011 No way leads to task "2" (Alone).',
    ],
    [
      "labels that nothing answers with, and answers that lead nowhere",
      '"1": { type: condition, conditions: [{ label: "Yes", condition: [] }, { label: no }], nexttasks: { yes: ["2"], mo: ["2"], "#default#": ["2"] } }\n"2": { type: title, nexttasks: { yes: [] } }',
      '6:100 P012 Task "1" leads on by "mo", which is none of its answers.',
      '6:100 P013 Nothing follows "no" of task "1".',
      '7:34 P012 Task "2" leads on by "yes", which is none of its answers.',
    ],
    [
      "values that cannot be read",
      '"1": { type: regular, task: { script: Set }, scriptarguments: { a: [1], b: { complex: { root: "a(", filters: [[{ operator: isEqal }]], transformers: [{ operator: unik }] } } } }',
      '6:70 V001 "a" of "scriptarguments" of task "1" is a list.',
      '6:89 V002 The path cannot be read: expected an expression and its ")", found the end at character 3 of "a(".',
      '6:114 V003 There is no operator "isEqal".',
      '6:153 V004 There is no transformer "unik". Did you mean "uniq"?',
    ],
  ] as const) {
    it(`are ${what}`, () => {
      expect(faultsOf(tasks)).to.deep.equal(expected);
    });
  }

  it("are not that ways part and meet again", () => {
    const to = (...ids: string[]) => `{ type: title, nexttasks: { "#none#": ${JSON.stringify(ids)} } }`;
    expect(faultsOf(`"1": ${to("2", "3")}\n"2": ${to("4")}\n"3": ${to("4")}\n"4": ${to()}`)).to.deep.equal([]);
  });

  it("are a start that there is not, and one that is none", () => {
    const tasks = 'tasks: { "0": { type: title } }';
    expect(findings(`id: p\nname: P\nstarttaskid: "0"\n${tasks}`)).to.deep.equal([
      '4:23 P008 The playbook begins with task "0", which is no start.',
    ]);
    expect(findings(`id: p\nname: P\nstarttaskid: "9"\n${tasks}`)).to.deep.equal([
      '3:14 P008 The playbook begins with task "9", which there is not.',
      '4:15 P011 No way leads to task "0".',
    ]);
  });

  it("are told of four thousand tasks in one row, and of more than can be read at once", () => {
    const row = (count: number) =>
      `id: p\nname: P\nstarttaskid: "0"\ntasks:\n${Array.from(
        { length: count },
        (_, n) =>
          `  "${n}":\n    type: ${n === 0 ? "start" : "title"}\n    nexttasks:\n      "#none#":\n        - "${n + 1}"\n`,
      ).join("")}`;
    expect(findings(row(4000))).to.deep.equal([
      '20003:7 P009 Task "3999" leads to task "4000" (#none#), which there is not.',
    ]);
    expect(findings(row(20_000))).to.deep.equal(["1:1 M002 The file has more than 80000 lines and marks."]);
  });

  it("are all that is ever thrown up, whatever a file holds", () => {
    const keys = [
      "id",
      "type",
      "task",
      "nexttasks",
      "conditions",
      "loop",
      "form",
      "message",
      "scriptarguments",
      "questions",
    ];
    const json = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { depthSize: "small" },
        fc.constantFrom(null, true, 7, "", "regular", "condition", "playbook", "collection", "0", "${a", "a(b"),
        fc.array(tie("value"), { maxLength: 3 }),
        fc.dictionary(fc.oneof(fc.constantFrom(...keys), fc.string({ maxLength: 5 })), tie("value"), { maxKeys: 5 }),
      ),
    })).value;
    const tasks = fc.dictionary(fc.constantFrom("0", "1", "2", "2:xsoar", "x"), json, { maxKeys: 4 });
    fc.assert(
      fc.property(tasks, json, json, (each, inputs, outputs) => {
        const { faults } = readPlaybook(
          JSON.stringify({ id: "p", name: "P", starttaskid: "0", tasks: each, inputs, outputs }),
        );
        for (const finding of faults.findings()) expect(finding.code).to.match(/^[MPV]\d{3}$/);
      }),
      { numRuns: 300 },
    );
  });
});
