import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative, resolve } from "node:path";
import { manifestIn } from "../dispatch/integration.ts";
import { ArgumentError } from "../errors.ts";
import { loadManifest, readText } from "../manifest/load.ts";
import type { EffectKind } from "../manifest/manifest.ts";
import { didYouMean } from "../nearest.ts";
import { commandFiles } from "../scaffold/command/command-files.ts";
import type { CliIo, Globals } from "./globals.ts";

/**
 * `soar new command NAME`: adds a command to the manifest of the integration in the current folder (or `--integration`),
 * writes its types anew, and begins its handler and test.
 */
export async function newCommand(
  name: string,
  options: { effect?: string },
  globals: Globals,
  { terminal }: CliIo,
): Promise<number> {
  const effect = effectOf(options.effect ?? "read");
  const folder = resolve(globals.integration ?? ".");
  const path = manifestIn(folder);
  const manifest = await loadManifest(path);
  const manifestFile = basename(path);
  const text = await readText(path);
  const { changed, added, warnings } = commandFiles(manifest, text, { name, effect, manifestFile });
  const there = Object.keys(added).filter((file) => existsSync(join(folder, file)));
  if (there.length > 0) {
    throw new ArgumentError(`${there.join(" and ")} is there already.`, "Move it away, or choose another name.");
  }
  // The new files first: if the disk refuses one, the manifest names no command without a handler.
  for (const [file, content] of Object.entries({ ...added, ...changed })) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), content);
  }
  const files = [...Object.keys(added), ...Object.keys(changed)];
  if (globals.json) {
    terminal.print(JSON.stringify({ folder, files }));
    return 0;
  }
  if (globals.quiet) return 0;
  for (const warning of warnings) terminal.notice(`warning: ${warning}`);
  const shown = (file: string) => relative(process.cwd(), join(folder, file));
  for (const file of Object.keys(added)) terminal.print(`wrote    ${shown(file)}`);
  for (const file of Object.keys(changed)) terminal.print(`changed  ${shown(file)}`);
  terminal.print(`\nNext: say in ${shown(manifestFile)} what ${name} takes and gives, then \`soar types --write\`.`);
  return 0;
}

// --- internal ---

const EFFECTS: readonly EffectKind[] = ["read", "write", "destructive"];

function effectOf(text: string): EffectKind {
  const found = EFFECTS.find((effect) => effect === text);
  if (found !== undefined) return found;
  throw new ArgumentError(
    `There is no effect "${text}".${didYouMean(text, EFFECTS)}`,
    `--effect takes one of ${EFFECTS.join(", ")}.`,
  );
}
