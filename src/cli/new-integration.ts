import { basename, dirname, join } from "node:path";
import { integrationFiles } from "../scaffold/integration-files.ts";
import { SAMPLES, sampleLines } from "../scaffold/test-files.ts";
import type { CliIo, Globals } from "./globals.ts";
import { completeSpec, type GivenSpec } from "./new-questions.ts";
import { recordSamples } from "./new-record.ts";
import { refuseUsedFolder, toolchainFor, writeTree } from "./new-write.ts";
import { coloursOf } from "./render/colours.ts";

/**
 * `soar new integration NAME`: writes a whole small integration into the folder NAME, and records its commands against
 * its own simulator as test data. The folder lies in `parent`.
 */
export async function newIntegration(
  name: string,
  given: Omit<GivenSpec, "name">,
  globals: Globals,
  io: CliIo,
  parent = process.cwd(),
): Promise<number> {
  const { terminal } = io;
  const folder = join(parent, name);
  const spec = await completeSpec({ ...given, name }, terminal);
  await refuseUsedFolder(folder);
  const tree = integrationFiles(spec, await toolchainFor(folder));
  await writeTree(folder, tree);
  const recordings = await recordSamples(folder, {
    lines: sampleLines(spec),
    data: SAMPLES,
    signal: io.signal,
  });
  const files = [...Object.keys(tree), ...recordings].sort();
  if (globals.json) terminal.print(JSON.stringify({ folder, files }));
  else if (!globals.quiet) printSummary(name, files, io);
  return 0;
}

// --- internal ---

/** What was written, folder by folder, and how to go on. */
function printSummary(name: string, files: readonly string[], { terminal }: CliIo): void {
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
