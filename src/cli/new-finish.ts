import { basename, dirname } from "node:path";
import type { FileTree } from "../scaffold/scaffold.ts";
import type { CliIo, Globals } from "./globals.ts";
import { recordSamples } from "./new-record.ts";
import { writeTree } from "./new-write.ts";
import { coloursOf } from "./render/colours.ts";
import type { Terminal } from "./terminal.ts";

/** What is recorded of a new integration against its own simulator. */
export interface Samples {
  /** Command lines as typed in a War Room, beside `test-module` and `fetch-incidents`. */
  lines: readonly string[];
  /** The folder of the recordings, below the integration's. */
  data: string;
}

/** Writes a new integration's files, records its samples, and tells what was written and how to go on. */
export async function finishIntegration(
  folder: string,
  tree: FileTree,
  samples: Samples,
  globals: Globals,
  { terminal, signal }: CliIo,
): Promise<void> {
  await writeTree(folder, tree);
  const recorded = await recordSamples(folder, { ...samples, signal });
  for (const fault of recorded.faults) terminal.notice(`warning: against its own simulator, ${fault}`);
  const files = [...Object.keys(tree), ...recorded.files].sort();
  if (globals.json) terminal.print(JSON.stringify({ folder, files }));
  else if (!globals.quiet) printSummary(basename(folder), files, terminal);
}

// --- internal ---

/** What was written, folder by folder, and how to go on. */
function printSummary(name: string, files: readonly string[], terminal: Terminal): void {
  const colours = coloursOf(terminal);
  const folders = Map.groupBy(files, (file) => dirname(file));
  for (const [folder, members] of folders) {
    terminal.print(colours.bold(folder === "." ? `${name}/` : `${name}/${folder}/`));
    for (const line of columnsOf(members.map((file) => basename(file)).sort(), terminal.columns)) {
      terminal.print(`  ${line}`);
    }
  }
  terminal.print(["", "Next:", "", `cd ${name} && npm install`, "npx soar demo", "npm test"].join("\n"));
}

/** Names beside each other, in as many lines as the width asks for. */
function columnsOf(names: readonly string[], width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const name of names) {
    if (line !== "" && line.length + name.length + 4 > width) {
      lines.push(line);
      line = "";
    }
    line += line === "" ? name : `  ${name}`;
  }
  return [...lines, line];
}
