import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join, posix, resolve } from "node:path";
import { packageRoot, runsFromBuild } from "../../dispatch/integration.ts";
import { lintCode } from "../../manifest/code/lint-code.ts";
import type { ModuleFile } from "../../manifest/code/modules.ts";
import { generateTypes } from "../../manifest/generate-types.ts";
import type { CheckedManifest } from "../../manifest/lint.ts";
import type { Manifest } from "../../manifest/manifest.ts";
import { type LintedFile, shownPath } from "./linted-file.ts";
import { readModules, surroundingsOf } from "./read-modules.ts";

export interface IntegrationOptions {
  /** Writes stale generated types anew. */
  fix: boolean;
  /** Replays the recordings, which runs the integration's handlers. */
  replays: boolean;
  /** Told of each file that was written. */
  onFix: (path: string) => void;
}

/**
 * Looks beyond the manifest of the integration in `folder`: at its modules and its recordings. Faults of the manifest
 * are noted in `checked`; the other files with findings are given.
 */
export async function lintIntegration(
  folder: string,
  checked: CheckedManifest,
  options: IntegrationOptions,
): Promise<LintedFile[]> {
  const { manifest, faults } = checked;
  if (manifest === undefined || !hasCode(folder, manifest)) return [];
  // A manifest must not make other folders be read, let alone written.
  if (faults.findings().some(({ code }) => code === "M071")) return [];
  const modules = await readModules(folder, manifest);
  if (options.fix && modules !== undefined && !faults.hasErrors)
    await fixTypes(folder, manifest, modules, options.onFix);
  const found = lintCode(checked, modules, surroundingsOf(folder));
  const files: LintedFile[] = found.map(({ path, findings }) => ({
    path: shownPath(join(folder, path)),
    kind: "module",
    findings,
  }));
  const isSound =
    !faults.hasErrors && files.every(({ findings }) => findings.every(({ severity }) => severity !== "error"));
  if (!options.replays || !isSound || !existsSync(join(folder, "test_data"))) return files;
  const { lintRecordings } = await import("./recordings.ts");
  return [...files, ...(await lintRecordings(folder, checked))];
}

// --- internal ---

/** Whether the manifest is one of ours, with modules beside it; XSOAR's own packs keep their code in other places. */
function hasCode(folder: string, manifest: Manifest): boolean {
  if (existsSync(join(folder, manifest.soar.handlers))) return true;
  // An installed soarkit has its own handlers in its build only.
  if (resolve(folder) === packageRoot && runsFromBuild()) return false;
  return manifest.raw["x-soar"] !== undefined;
}

/** Writes the generated types where they are stale, or missing and used; `modules` are changed accordingly. */
async function fixTypes(
  folder: string,
  manifest: Manifest,
  modules: ModuleFile[],
  onFix: (path: string) => void,
): Promise<void> {
  const path = posix.join(manifest.soar.handlers, "_manifest.gen.ts");
  const written = modules.find((module) => module.path === path);
  const text = generateTypes(manifest);
  if (written?.text === text) return;
  if (written === undefined && !modules.some((module) => module.text.includes("/_manifest.gen.ts"))) return;
  const file = join(folder, path);
  await writeFile(file, text);
  if (written === undefined) modules.push({ path, text });
  else written.text = text;
  onFix(shownPath(file));
}
