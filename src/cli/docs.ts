import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { manifestIn, packageRoot } from "../dispatch/integration.ts";
import { ArgumentError } from "../errors.ts";
import { readRecordings } from "../http/recording/read-recordings.ts";
import { credentialVariables, hidesIdentifier, variablesOf } from "../instance/environment.ts";
import { code } from "../manifest/generate-docs-markdown.ts";
import { generateDocs } from "../manifest/generate-docs.ts";
import { loadManifest } from "../manifest/load.ts";
import { ParameterType, type Parameter } from "../manifest/manifest.ts";
import { recordedExamples } from "./docs/recorded-examples.ts";
import { simulatedRecordings } from "./docs/simulated-recordings.ts";
import { exampleLine } from "./example-line.ts";
import { soarOf, type CliIo, type Globals } from "./globals.ts";
import { shellWord } from "./shell-word.ts";

export interface DocsOptions {
  write?: string;
  check?: string;
  simulator?: boolean;
}

/**
 * `soar docs`: the command reference of an integration, from its manifest and its recorded runs (or, with `--simulator`,
 * from runs against its simulator). Printed, written to a file, or compared with one (exit 2 when that is stale).
 */
export async function docs(options: DocsOptions, globals: Globals, io: CliIo): Promise<number> {
  const text = await makeDocs(options, globals, io);
  const { terminal } = io;
  const given = options.write ?? options.check;
  if (given === undefined) {
    terminal.print(globals.json ? JSON.stringify({ markdown: text }) : text.trimEnd());
    return 0;
  }
  const path = resolve(given);
  const shown = relative(process.cwd(), path);
  const written = existsSync(path) ? await readFile(path, "utf8") : undefined;
  const changed = written !== text;
  if (changed && options.write === undefined) throw staleError(shown, written, text, remedy(given, options, globals));
  if (changed && written !== undefined && !written.includes(MARK)) {
    throw new ArgumentError(
      `${shown} was not written by \`soar docs\`.`,
      "Nothing was changed. Name another file, or move that one away first.",
    );
  }
  if (changed) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }
  if (globals.json) terminal.print(JSON.stringify({ path: shown, changed }));
  else if (options.write !== undefined && !globals.quiet) {
    terminal.notice(changed ? `wrote ${shown}` : `${shown} is as it should be`);
  }
  return 0;
}

// --- internal ---

/** In the comment that every page begins with. */
const MARK = "Written by `soar docs`";

async function makeDocs(options: DocsOptions, globals: Globals, io: CliIo): Promise<string> {
  const folder = resolve(globals.integration ?? packageRoot);
  const manifest = await loadManifest(manifestIn(folder));
  const soar = soarOf(globals);
  const kept = await readRecordings(join(folder, "test_data"));
  const made = options.simulator ? await simulatedRecordings({ folder, manifest, kept, signal: io.signal }) : undefined;
  const recordings = made?.recordings ?? kept;
  const { examples, warnings } = await recordedExamples({ folder, manifest, soar, recordings });
  if (!globals.quiet) {
    for (const warning of warnings) io.terminal.notice(`warning: ${warning}`);
  }
  const replay = join(globals.integration ?? "", "test_data").replaceAll("\\", "/");
  return generateDocs({
    manifest,
    examples,
    source: made === undefined ? recordedSource(replay) : simulatedSource(`${soar} ${made.simulate}`),
    lineOf: (command) => exampleLine(command, manifest, soar),
    variablesOf: environmentOf,
  });
}

function recordedSource(folder: string): string {
  const replay = code(`--replay ${shellWord(folder)}`);
  return `Every example is a recorded run: with ${replay} its line gives the same again, without a vendor.`;
}

function simulatedSource(simulate: string): string {
  return `Every example is a run against the vendor's simulator, which ${code(simulate)} starts. Its data is made up.`;
}

function environmentOf(parameter: Parameter): string[][] {
  if (parameter.type !== ParameterType.credentials) return [variablesOf(parameter)];
  const { identifier, password } = credentialVariables(parameter);
  return hidesIdentifier(parameter) ? [password] : [identifier, password];
}

function remedy(given: string, { simulator }: DocsOptions, globals: Globals): string {
  return `${soarOf(globals)} docs${simulator ? " --simulator" : ""} --write ${shellWord(given)}`;
}

function staleError(shown: string, written: string | undefined, text: string, line: string): ArgumentError {
  if (written === undefined) {
    return new ArgumentError(`${shown} does not exist.`, `Write it with \`${line}\` and commit it.`);
  }
  const hint = `Write it again with \`${line}\` and commit it.`;
  const [was, is] = [written.split("\n"), text.split("\n")];
  const at = is.findIndex((each, index) => each !== was[index]);
  const where = String((at === -1 ? is.length : at) + 1);
  return new ArgumentError(`${shown} differs from what its manifest and its runs give, from line ${where} on.`, hint);
}
