import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { readManifest, readText } from "../../manifest/load.ts";
import type { Finding, Manifest } from "../../manifest/manifest.ts";
import { checkCalls } from "../../playbooks/lint/check-calls.ts";
import { readPlaybook } from "../../playbooks/load/read-playbook.ts";

/** The findings of a playbook; where it stands beside an integration's manifest, it is also held against that. */
export async function lintPlaybookFile(file: string, text: string): Promise<Finding[]> {
  const { playbook, faults, places } = readPlaybook(text);
  const manifest = playbook && (await manifestBeside(file));
  if (playbook && manifest) checkCalls(playbook, places, manifest, faults.report);
  return faults.findings();
}

// --- internal ---

/** Of a file in `playbooks/`; undefined where there is none that can be read, which its own findings tell. */
async function manifestBeside(file: string): Promise<Manifest | undefined> {
  const path = join(dirname(file), "..", "integration.yml");
  return existsSync(path) ? readManifest(await readText(path), path).manifest : undefined;
}
