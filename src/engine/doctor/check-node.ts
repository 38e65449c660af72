import type { Check } from "./check.ts";
import { notesOf } from "./check.ts";

export interface NodeFacts {
  /** Such as 24.21.0. */
  version: string;
  /** The oldest that will do, as package.json's `engines` has it: `>=22.18.0`. */
  needed: string;
  /** Where the running Node lies. */
  path: string;
  /** Where the Node lies that is installed beside soarkit. */
  beside: string;
}

/** The Node that runs, and whether the launcher went over to the one beside soarkit. */
export function checkNode({ version, needed, path, beside }: NodeFacts): Check {
  const notes = notesOf("soarkit");
  const oldest = needed.replace(/^>=/, "");
  if (isOlder(version, oldest)) {
    return notes.failed(
      "Node",
      `${version} at ${path}, and ${oldest} or newer is needed`,
      "Install Node 24, or run `npm ci` again without --ignore-scripts: it installs a suitable Node beside soarkit.",
    );
  }
  return notes.ok("Node", `${version}${path === beside ? ", the one installed beside soarkit" : `, ${path}`}`);
}

// --- internal ---

function isOlder(version: string, oldest: string): boolean {
  const given = numbers(version);
  const wanted = numbers(oldest);
  const at = wanted.findIndex((number, index) => number !== (given[index] ?? 0));
  return at !== -1 && (given[at] ?? 0) < (wanted[at] ?? 0);
}

function numbers(version: string): number[] {
  return version.split(/[.-]/).slice(0, 3).map(Number);
}
