import { expect } from "chai";
import { read } from "./read.ts";

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

  it("has the task that is XSOAR's where another marketplace has one of its own", () => {
    const { playbook, findings } = read(`"1": { type: title, task: { name: plain } }
"1:xsoar": { id: "1", type: title, task: { name: ours } }
"2:marketplacev2": { type: title }
"3:xsoar": { id: "3", type: title, task: { name: ours } }
"3": { type: title, task: { name: plain } }`);
    expect(findings.map(({ code }) => code)).to.deep.equal(["P011"]);
    expect([...playbook.tasks].map(([id, { name }]) => [id, name])).to.deep.equal([
      ["0", "0"],
      ["1", "ours"],
      ["3", "ours"],
    ]);
  });
});
