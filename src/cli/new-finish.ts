import { basename, dirname } from "node:path";
import type { FileTree } from "../scaffold/scaffold.ts";
import type { CliIo, Globals } from "./globals.ts";
import { recordSamples, type Sample } from "./new-record.ts";
import { writeTree } from "./new-write.ts";
import { coloursOf } from "./render/colours.ts";
import type { Terminal } from "./terminal.ts";

/** What is to be written, and what is recorded of it against its own simulator. */
export interface NewIntegration {
  files: FileTree;
  samples: readonly Sample[];
  /** What else a program is told with --json, and a person after the list of files. */
  report?: { json: Record<string, unknown>; lines: string[] };
}

/** Writes a new integration's files, records its samples, and tells what was written and how to go on. */
export async function finishIntegration(
  folder: string,
  { files, samples, report }: NewIntegration,
  globals: Globals,
  { terminal, signal }: CliIo,
): Promise<void> {
  await writeTree(folder, files);
  const recorded = await recordSamples(folder, samples, signal);
  for (const fault of recorded.faults) terminal.notice(`warning: against its own simulator, ${fault}`);
  const all = [...Object.keys(files), ...recorded.files].sort();
  if (globals.json) terminal.print(JSON.stringify({ folder, files: all, ...report?.json }));
  else if (!globals.quiet) printSummary(basename(folder), all, report?.lines ?? [], terminal);
}

// --- internal ---

/** What was written, folder by folder, and how to go on. */
function printSummary(name: string, files: readonly string[], report: string[], terminal: Terminal): void {
  const colours = coloursOf(terminal);
  const folders = Map.groupBy(files, (file) => dirname(file));
  for (const [folder, members] of folders) {
    terminal.print(colours.bold(folder === "." ? `${name}/` : `${name}/${folder}/`));
    for (const line of columnsOf(members.map((file) => basename(file)).sort(), terminal.columns)) {
      terminal.print(`  ${line}`);
    }
  }
  for (const line of report) terminal.print(line);
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
