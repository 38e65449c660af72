import { expect } from "chai";
import { formatFinding } from "../../../src/manifest/findings.ts";
import { parseManifest } from "../../../src/manifest/load.ts";
import { checkCalls } from "../../../src/playbooks/lint/check-calls.ts";
import { readPlaybook } from "../../../src/playbooks/load/read-playbook.ts";

const { manifest } = parseManifest(
  `commonfields: { id: Acme, version: -1 }
name: Acme
display: Acme
category: Utilities
description: Things.
configuration: []
script:
  type: javascript
  commands:
    - name: acme-get
      description: Gets a thing.
      arguments:
        - { name: id, description: Of it., required: true }
        - { name: state, description: Its state., auto: PREDEFINED, predefined: [open, closed], isArray: true }
      x-soar: { aliases: [acme-fetch] }
    - name: acme-old
      description: Deprecated. Use acme-get instead.
      deprecated: true
    - name: acme-delete
      description: Deletes a thing.
      execution: true
      x-soar: { effect: destructive }
`,
  "integration.yml",
);

/** The findings of tasks that follow the start of a playbook; task 1 stands in line 6. */
function findingsOf(...tasks: string[]): string[] {
  const { playbook, faults, places } = readPlaybook(`id: p
name: P
starttaskid: "0"
tasks:
  "0": { type: start, nexttasks: { "#none#": ["1"] } }
${tasks.map((task) => `  ${task}\n`).join("")}`);
  if (!playbook || !manifest) throw new Error("cannot be read");
  expect(faults.findings()).to.deep.equal([]);
  checkCalls(playbook, places, manifest, faults.report);
  return faults.findings().map((finding) => formatFinding("", finding).slice(1));
}

const call = (command: string, rest = "") => `{ type: regular, task: { script: "${command}" }${rest} }`;
const args = (text: string) => `, scriptarguments: { ${text} }`;
const next = (...ids: string[]) => `, nexttasks: { "#none#": [${ids.map((id) => `"${id}"`).join(", ")}] }`;

describe("A playbook's calls", () => {
  it("are right where a manifest declares them, by whatever name, and XSOAR's own arguments", () => {
    expect(
      findingsOf(
        `"1": ${call("Acme|||acme-get", args('id: { simple: "7" }, state: { simple: "open,closed" }, using: { simple: a }') + next("2"))}`,
        `"2": ${call("|||acme-fetch", args('id: { complex: { root: a } }, state: { simple: "${inputs.State}" }') + next("3"))}`,
        `"3": { type: condition, task: { script: "Acme|||acme-get" }, scriptarguments: { id: { simple: a } } }`,
      ),
    ).to.deep.equal([]);
  });

  it("are of no concern where they are another brand's, or anybody's", () => {
    expect(findingsOf(`"1": ${call("Other|||acme-gte", next("2"))}`, `"2": ${call("|||other-get")}`)).to.deep.equal([]);
  });

  it("are told of where a command, an argument or a choice is unknown, missing or deprecated", () => {
    expect(
      findingsOf(
        `"1": ${call("Acme|||acme-gte", next("2"))}`,
        `"2": ${call("Acme|||acme-get", args("idd: { simple: a }, state: { simple: opne }") + next("3"))}`,
        `"3": ${call("|||acme-old")}`,
      ),
    ).to.deep.equal([
      '6:41 P020 Acme has no command "acme-gte". Did you mean "acme-get"?',
      '7:41 P022 "acme-get" is called without "id", which it requires.',
      '7:86 P021 "acme-get" has no argument "idd". Did you mean "id"?',
      '7:108 P023 state of "acme-get" cannot be "opne". Did you mean "open"?',
      '8:41 P024 "acme-old" is deprecated. Call acme-get instead.',
    ]);
  });

  it("are told of where they destroy and a way leads to them on which nobody is asked", () => {
    const deleting = `"3": ${call("Acme|||acme-delete")}`;
    const question = `{ type: condition, message: { replyOptions: [yes] }, nexttasks: { yes: ["3"] } }`;
    expect(findingsOf(`"1": { type: title${next("3")} }`, deleting)).to.deep.equal([
      '7:31 P025 Task "3" calls acme-delete, which is destructive, and nobody is asked before.',
    ]);
    expect(findingsOf(`"1": ${question}`, deleting)).to.deep.equal([]);
    for (const [type, rest] of [
      ["regular", ""],
      ["condition", ""],
      ["collection", ", form: { title: Why }"],
    ]) {
      expect(findingsOf(`"1": { type: ${type}${rest}${next("3")} }`, deleting), type).to.deep.equal([]);
    }
    const around = [`"1": { type: title${next("2", "4")} }`, `"2": ${question}`, `"4": { type: title${next("3")} }`];
    expect(findingsOf(...around, deleting)).to.deep.equal([
      '9:31 P025 Task "3" calls acme-delete, which is destructive, and nobody is asked before.',
    ]);
  });
});
