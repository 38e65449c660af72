import { expect } from "chai";
import omit from "lodash/omit.js";
import pickBy from "lodash/pickBy.js";
import { read } from "./read.ts";

/** What task 1 is, without what every task has; warnings of where it leads do not matter here. */
function taskOf(yaml: string): Record<string, unknown> {
  const { playbook, findings } = read(`"1":\n${yaml.replaceAll(/^(?=.)/gm, "  ")}`);
  expect(findings.filter(({ severity }) => severity === "error")).to.deep.equal([]);
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

describe("A task of a playbook", () => {
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
    it(`is ${what}`, () => {
      expect(taskOf(yaml)).to.deep.equal(expected);
    });
  }
});
