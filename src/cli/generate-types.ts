import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { ArgumentError } from "../errors.ts";
import { manifestIn, packageRoot } from "../dispatch/integration.ts";
import { loadManifest } from "../manifest/load.ts";
import { generateTypes } from "../manifest/generate-types.ts";
import type { CliIo, Globals } from "./globals.ts";

/**
 * `soar types`: the types that an integration's manifest gives its handlers. Printed, written to `_manifest.gen.ts` with
 * `--write`, or compared with it by `--check` (exit 2 when it is stale).
 */
export async function types(
  options: { write?: boolean; check?: boolean },
  globals: Globals,
  { terminal }: CliIo,
): Promise<number> {
  const folder = resolve(globals.integration ?? packageRoot);
  const manifest = await loadManifest(manifestIn(folder));
  const text = generateTypes(manifest);
  const file = join(folder, manifest.soar.handlers, "_manifest.gen.ts");
  if (options.check) {
    const written = existsSync(file) ? await readFile(file, "utf8") : undefined;
    if (written === text) return 0;
    const fault = written === undefined ? "does not exist" : "differs from what its manifest gives";
    throw new ArgumentError(
      `${relative(process.cwd(), file)} ${fault}.`,
      "Write it again with `soar types --write` and commit it.",
    );
  }
  if (!options.write) {
    terminal.print(text.trimEnd());
    return 0;
  }
  await writeFile(file, text);
  if (!globals.quiet) terminal.notice(`wrote ${relative(process.cwd(), file)}`);
  return 0;
}
