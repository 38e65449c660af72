import { existsSync, realpathSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { ArgumentError } from "../../errors.ts";
import { type Change, type ChangeCode, type Level, levelOf, verdictOf } from "../../manifest/changes/change.ts";
import { compareManifests } from "../../manifest/changes/compare-manifests.ts";
import { nextVersion, parseVersion, reaches } from "../../manifest/changes/version.ts";
import { Faults } from "../../manifest/findings.ts";
import type { CheckedManifest } from "../../manifest/lint.ts";
import { readManifest } from "../../manifest/load.ts";
import { rules } from "../../manifest/rules/rules.ts";
import { readYaml } from "../../manifest/yaml.ts";
import { type LintedFile, shownPath } from "./linted-file.ts";
import { isInside, openRevision, type Revision } from "./revision.ts";

/** A change as `soar lint --since REV --json` shows it. */
export interface ShownChange {
  path: string;
  level: Level;
  code: ChangeCode;
  line: number;
  column: number;
  message: string;
  hint: string;
}

/**
 * What has changed in a manifest since a revision. Breaking changes are noted in `checked`; the package.json around is
 * given where its version was raised by too little.
 * @throws ArgumentError when the manifest cannot be read at that revision
 */
export async function lintSince(
  name: string,
  file: string,
  checked: CheckedManifest,
  setting: { env: NodeJS.ProcessEnv; signal: AbortSignal },
): Promise<{ changes: ShownChange[]; files: LintedFile[] }> {
  const real = realpathSync(file);
  const revision = await openRevision(name, dirname(real), setting);
  if (checked.manifest === undefined) return { changes: [], files: [] };
  const changes = await changesOf(revision, real, checked.manifest, file);
  const shown = changes.map(({ code, message, part, key }): ShownChange => {
    const at = checked.places.at(part, key);
    const hint = rules[code].remedy;
    if (levelOf(code) === "major") checked.faults.report(code, at, message, hint);
    return { path: shownPath(file), level: levelOf(code), code, ...checked.faults.place(at), message, hint };
  });
  const verdict = verdictOf(changes);
  const tooLow = verdict === undefined ? undefined : await lintVersion(revision, dirname(real), verdict);
  return { changes: shown.sort(byPlace), files: tooLow === undefined ? [] : [tooLow] };
}

// --- internal ---

async function changesOf(
  revision: Revision,
  real: string,
  manifest: NonNullable<CheckedManifest["manifest"]>,
  file: string,
): Promise<Change[]> {
  const text = await revision.read(real);
  if (text === undefined) {
    return [{ code: "C201", message: `The manifest is new since ${revision.name}.`, part: manifest, key: "name" }];
  }
  const { manifest: before } = readManifest(text, file);
  if (before !== undefined) return compareManifests(before, manifest);
  throw new ArgumentError(
    `${shownPath(file)} was no manifest at ${revision.name}.`,
    "Name a later revision, at which it was one.",
  );
}

function byPlace(a: ShownChange, b: ShownChange): number {
  return a.line - b.line || a.column - b.column || a.code.localeCompare(b.code);
}

/** The package.json around the folder, where its version was raised by less than `verdict` asks for. */
async function lintVersion(revision: Revision, folder: string, verdict: Level): Promise<LintedFile | undefined> {
  const path = packageAround(folder, realpathSync(revision.top));
  const past = path === undefined ? undefined : await revision.read(path);
  if (path === undefined || past === undefined) return undefined;
  const text = await readFile(path, "utf8");
  const was = versionIn(past);
  const is = versionIn(text);
  const [old, now] = [parseVersion(was?.text ?? ""), parseVersion(is?.text ?? "")];
  if (was === undefined || is === undefined || old === undefined || now === undefined) return undefined;
  const wanted = nextVersion(old, verdict);
  const least = parseVersion(wanted);
  if (least === undefined || reaches(now, least)) return undefined;
  const faults = new Faults(text);
  const still = was.text === is.text ? "is still" : `was ${was.text} and is`;
  const message = `The version ${still} ${is.text}; the changes since ${revision.name} are ${verdict}.`;
  faults.report("C001", is.at, message, `Raise it to ${wanted} at least.`);
  return { path: shownPath(path), kind: "other", findings: faults.findings() };
}

function packageAround(folder: string, top: string): string | undefined {
  for (let at = folder; isInside(at, top); at = dirname(at)) {
    const path = join(at, "package.json");
    if (existsSync(path)) return path;
    if (dirname(at) === at) break;
  }
  return undefined;
}

/** JSON is YAML, and our reader of YAML knows where things stand. */
function versionIn(text: string): { text: string; at: number } | undefined {
  const { root } = readYaml(text);
  const version = root?.kind === "map" ? root.entries.get("version")?.value : undefined;
  return version?.kind === "scalar" ? { text: version.text ?? "", at: version.at } : undefined;
}
