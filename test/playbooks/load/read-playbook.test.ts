import { expect } from "chai";
import omit from "lodash/omit.js";
import pickBy from "lodash/pickBy.js";
import type { Playbook } from "../../../src/playbooks/playbook.ts";
import { readPlaybook } from "../../../src/playbooks/load/read-playbook.ts";

/** A playbook of these tasks, which begins with the start that is put before them. */
function read(tasks: string, root = ""): { playbook: Playbook; findings: unknown[] } {
  const indented = tasks.replaceAll(/^(?=.)/gm, "  ");
  const start = '  "0": { id: "0", type: start, nexttasks: { "#none#": ["1"] } }';
  const { playbook, faults } = readPlaybook(
    `id: p\nname: A playbook\nstarttaskid: "0"\n${root}tasks:\n${start}\n${indented}\n`,
  );
  if (!playbook) throw new Error("no playbook");
  return { playbook, findings: faults.findings() };
}

/** What task 1 is, without what every task has; warnings of where it leads do not matter here. */
function taskOf(yaml: string): Record<string, unknown> {
  const { playbook, findings } = read(`"1":\n${yaml.replaceAll(/^(?=.)/gm, "  ")}`);
  expect(findings.filter((each) => (each as { severity: string }).severity === "error")).to.deep.equal([]);
  const task = omit(playbook.tasks.get("1"), "id", "name", "next");
  return pickBy(task, (value, key) => JSON.stringify(value) !== JSON.stringify(FACTS[key]));
}

const FACTS: Record<string, unknown> = {
  onError: "stop",
  skipUnavailable: false,
  isNote: false,
  tags: [],
  fieldMapping: [],
  timers: [],
};

describe("A playbook", () => {
  it("has its facts, inputs and outputs", () => {
    const { playbook, findings } = read(
      '"1": { type: title, task: { name: Done } }',
      `description: Does it.
quiet: true
deprecated: true
inputs:
  - { key: User, value: { simple: "\${incident.owner}" }, required: true, description: Whose. }
  - { key: Hashes, value: { complex: { root: File, accessor: SHA256, transformers: [{ operator: uniq }] } } }
  - { key: Nothing, value: {} }
  - { key: Bare, value: text }
  - { key: "", value: {}, playbookInputQuery: { query: "type:ip", queryEntity: indicators } }
  - { key: "", value: {}, playbookInputQuery: { query: "" } }
outputs:
  - { contextPath: File.Name, description: Its name., type: string }
`,
    );
    expect(findings).to.deep.equal([]);
    expect({ ...playbook, tasks: [...playbook.tasks.keys()] }).to.deep.equal({
      id: "p",
      name: "A playbook",
      description: "Does it.",
      deprecated: true,
      quiet: true,
      start: "0",
      tasks: ["0", "1"],
      inputs: [
        { key: "User", required: true, description: "Whose.", value: { simple: "${incident.owner}" } },
        {
          key: "Hashes",
          required: false,
          value: {
            complex: { root: "File", accessor: "SHA256", filters: [], transformers: [{ operator: "uniq", args: {} }] },
          },
        },
        { key: "Nothing", required: false },
        { key: "Bare", required: false, value: { simple: "text" } },
        { key: "playbookQuery", required: false, query: { text: "type:ip", of: "indicators" } },
      ],
      outputs: [{ path: "File.Name", description: "Its name.", type: "string" }],
    });
  });

  it("has what every task may say", () => {
    const { playbook, findings } = read(`"1":
  id: "1"
  type: regular
  task: { name: Ask them, description: By phone., tags: [phone] }
  nexttasks: { "#none#": ["2", "3"], "#error#": "3" }
  continueonerror: true
  continueonerrortype: errorPath
  skipunavailable: true
  quietmode: 2
  note: true
  fieldMapping: [{ incidentfield: Owner, output: { simple: me } }]
  timertriggers: [{ fieldname: triage, action: start }]
  defaultassignee: ann
"2": { type: title, quietmode: 1, continueonerror: true }
"3": { type: section }`);
    expect(findings).to.deep.equal([]);
    expect(playbook.tasks.get("1")).to.deep.equal({
      id: "1",
      name: "Ask them",
      description: "By phone.",
      next: new Map([
        ["#none#", ["2", "3"]],
        ["#error#", ["3"]],
      ]),
      onError: "error path",
      skipUnavailable: true,
      quiet: false,
      isNote: true,
      tags: ["phone"],
      fieldMapping: [{ field: "Owner", output: { simple: "me" } }],
      timers: [{ field: "triage", action: "start" }],
      assignee: { simple: "ann" },
      type: "manual",
    });
    expect(playbook.tasks.get("2")).to.include({ quiet: true, onError: "continue", type: "title", name: "2" });
    expect(playbook.tasks.get("3")).to.include({ type: "title" });
  });

  for (const [what, yaml, expected] of [
    [
      "a command of a brand",
      'type: regular\ntask: { script: "Acme|||acme-get", iscommand: true }\nscriptarguments: { id: { simple: "7" }, none: {}, empty: null }',
      { type: "command", brand: "Acme", command: "acme-get", args: { id: { simple: "7" } } },
    ],
    [
      "a command of any brand",
      'type: standard\ntask: { script: "|||ip" }',
      { type: "command", command: "ip", args: {} },
    ],
    [
      "an automation by its name",
      "type: regular\ntask: { scriptName: Set }",
      { type: "automation", automation: "Set", args: {} },
    ],
    [
      "an automation by its script",
      "type: regular\ntask: { script: Set }",
      { type: "automation", automation: "Set", args: {} },
    ],
    ["what a person does", "type: regular\ntask: { name: Call }", { type: "manual" }],
    ["what a person decides", "type: condition", { type: "decision" }],
    [
      "what an automation decides",
      "type: condition\ntask: { scriptName: Exists }\nscriptarguments: { value: { simple: x } }",
      { type: "script condition", automation: "Exists", args: { value: { simple: "x" } } },
    ],
    [
      "what a command decides",
      'type: condition\ntask: { script: "Acme|||acme-is" }',
      { type: "command condition", brand: "Acme", command: "acme-is", args: {} },
    ],
    [
      "what values decide",
      `type: condition
nexttasks: { " yes ": [] }
conditions:
  - label: "yes "
    condition:
      - - { operator: isExists, left: { value: { simple: File.Name }, iscontext: true } }
        - { operator: isEqualString, left: { value: { simple: a } }, right: { value: { simple: b } }, ignorecase: true }
      - []`,
      {
        type: "condition",
        branches: [
          {
            label: "yes",
            condition: [
              [
                {
                  operator: "isExists",
                  ignoreCase: false,
                  left: { value: { simple: "File.Name" }, isContext: true },
                  right: { isContext: false },
                },
                {
                  operator: "isEqualString",
                  ignoreCase: true,
                  left: { value: { simple: "a" }, isContext: false },
                  right: { value: { simple: "b" }, isContext: false },
                },
              ],
            ],
          },
        ],
      },
    ],
    [
      "a question",
      `type: condition
message:
  to: { simple: ann@example.com }
  subject: { complex: { root: incident, accessor: name } }
  body: null
  methods: [email]
  format: html
  replyOptions: ["Yes ", No]
  timings: { retriescount: 3, retriesinterval: 60, completeafterreplies: 2, completeafterv2: true }`,
      {
        type: "ask",
        message: {
          to: { simple: "ann@example.com" },
          subject: { complex: { root: "incident", accessor: "name", filters: [], transformers: [] } },
          isHtml: true,
          methods: ["email"],
          options: ["Yes", "No"],
          timings: { retries: 3, retryMs: 3_600_000, replies: 2, endsWithRetries: true },
        },
      },
    ],
    [
      "a form",
      `type: collection
message: { methods: [] }
form:
  title: Manager Survey
  description: Please.
  questions:
    - { id: "0", type: singleSelect, labelarg: { simple: Why? }, options: [a, b], required: true, fieldassociated: reason }
    - { id: "1", type: multiSelect, label: Which?, optionsarg: [{ simple: "\${File.Name}" }], placeholder: Some }`,
      {
        type: "collection",
        message: {
          isHtml: false,
          methods: [],
          options: [],
          timings: { retries: 2, retryMs: 21_600_000, replies: 1, endsWithRetries: false },
        },
        form: {
          title: "Manager Survey",
          description: "Please.",
          questions: [
            {
              id: "0",
              label: { simple: "Why?" },
              type: "singleSelect",
              required: true,
              options: ["a", "b"],
              optionsFrom: [],
              field: "reason",
            },
            {
              id: "1",
              label: { simple: "Which?" },
              type: "multiSelect",
              required: false,
              options: [],
              optionsFrom: [{ simple: "${File.Name}" }],
              placeholder: "Some",
            },
          ],
        },
      },
    ],
    [
      "a playbook with the same context",
      "type: playbook\ntask: { playbookName: Other }\nloop: { iscommand: false, exitCondition: '', wait: 1, max: 100 }",
      { type: "playbook", playbook: "Other", isPrivate: false, args: {} },
    ],
    [
      "a playbook by its id, for each item",
      "type: playbook\ntask: { playbookId: other }\nseparatecontext: true\nloop: { forEach: true, max: 0, wait: 2 }",
      {
        type: "playbook",
        playbook: "other",
        isPrivate: true,
        args: {},
        loop: { by: "each item", most: Infinity, waitMs: 2000 },
      },
    ],
    [
      "a playbook until something holds",
      `type: playbook
task: { playbookName: Other }
loop:
  max: 0
  builtincondition: [[{ operator: isTrue, left: { value: { simple: Done }, iscontext: true } }]]`,
      {
        type: "playbook",
        playbook: "Other",
        isPrivate: false,
        args: {},
        loop: {
          by: "exit condition",
          most: 100,
          waitMs: 0,
          until: [
            [
              {
                operator: "isTrue",
                ignoreCase: false,
                left: { value: { simple: "Done" }, isContext: true },
                right: { isContext: false },
              },
            ],
          ],
        },
      },
    ],
    [
      "a playbook until an automation says so",
      `type: playbook
task: { playbookName: Other }
loop: { scriptId: IsDone, max: 5, exitCondition: "", scriptArguments: { id: { simple: "7" } } }`,
      {
        type: "playbook",
        playbook: "Other",
        isPrivate: false,
        args: {},
        loop: {
          by: "automation",
          automation: "IsDone",
          label: "yes",
          most: 5,
          waitMs: 0,
          args: { id: { simple: "7" } },
        },
      },
    ],
  ] as const) {
    it(`has a task for ${what}`, () => {
      expect(taskOf(yaml)).to.deep.equal(expected);
    });
  }

  it("has the task that is XSOAR's where another marketplace has one of its own", () => {
    const { playbook, findings } = read(`"1": { type: title, task: { name: plain } }
"1:xsoar": { id: "1", type: title, task: { name: ours } }
"2:marketplacev2": { type: title }`);
    expect(findings).to.deep.equal([]);
    expect([...playbook.tasks].map(([id, { name }]) => [id, name])).to.deep.equal([
      ["0", "0"],
      ["1", "ours"],
    ]);
  });
});
