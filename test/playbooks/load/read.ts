import type { Finding } from "../../../src/manifest/manifest.ts";
import type { Playbook } from "../../../src/playbooks/playbook.ts";
import { readPlaybook } from "../../../src/playbooks/load/read-playbook.ts";

/** A playbook of these tasks, which begins with the start that is put before them. */
export function read(tasks: string, root = ""): { playbook: Playbook; findings: Finding[] } {
  const indented = tasks.replaceAll(/^(?=.)/gm, "  ");
  const start = '  "0": { id: "0", type: start, nexttasks: { "#none#": ["1"] } }';
  const { playbook, faults } = readPlaybook(
    `id: p\nname: A playbook\nstarttaskid: "0"\n${root}tasks:\n${start}\n${indented}\n`,
  );
  if (!playbook) throw new Error("no playbook");
  return { playbook, findings: faults.findings() };
}
