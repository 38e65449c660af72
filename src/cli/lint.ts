import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { packageRoot } from "../dispatch/integration.ts";
import { ArgumentError } from "../errors.ts";
import { lintIncidentPaths } from "../incidents/lint-paths.ts";
import { readMapperFile } from "../incidents/mapper-json/mapper-file.ts";
import { isRecord } from "../json.ts";
import { verdictOf } from "../manifest/changes/change.ts";
import { type CheckedManifest, checkManifest } from "../manifest/lint.ts";
import type { CliIo, Globals } from "./globals.ts";
import { filesOf, kindOf, looksLikeManifest, textOf } from "./lint-files.ts";
import { lintIntegration } from "./lint/integration.ts";
import { lintPlaybookFile } from "./lint/playbook-file.ts";
import { type LintedFile, shownPath } from "./lint/linted-file.ts";
import { changesLine, printFindings } from "./lint/print.ts";
import { lintSince, type ShownChange } from "./lint/since.ts";

export interface LintOptions {
  /** Writes stale generated types anew. */
  fix?: boolean;
  /** `--no-recordings`: nothing is replayed, so that no handler runs. */
  recordings?: boolean;
  /** A git revision to compare manifests with. */
  since?: string;
  /** Files to which the findings are written as well. */
  sarif?: string;
  junit?: string;
}

/**
 * `soar lint [path …]`: manifests, playbooks, mappers and classifiers, those in folders, and the code, recordings and
 * playbooks beside an `integration.yml`. Other content is told from them and left alone. Exit 2 when any finding is an
 * error.
 */
export async function lint(paths: string[], options: LintOptions, globals: Globals, io: CliIo): Promise<number> {
  const { terminal } = io;
  const asked = paths.length > 0 ? paths : [globals.integration ?? defaultFolder()];
  const files: LintedFile[] = [];
  const changes: ShownChange[] = [];
  for (const path of asked) {
    for (const file of await filesOf(path)) {
      io.signal.throwIfAborted();
      files.push(...(await lintFile(file, { path, options, changes, globals, io })));
    }
  }
  await writeReports(files, options);

  const verdict = verdictOf(changes);
  const all = files.flatMap(({ findings }) => findings);
  const errors = all.filter(({ severity }) => severity === "error").length;
  if (globals.json) {
    const since = options.since === undefined ? {} : { changes, verdict: verdict ?? "none" };
    terminal.print(JSON.stringify({ files, ...since }));
  } else {
    printFindings(files, changes, terminal);
    if (!globals.quiet) {
      const warnings = all.length - errors;
      terminal.notice(`${count(files.length, "file")}, ${count(errors, "error")}, ${count(warnings, "warning")}`);
      if (options.since !== undefined) terminal.notice(changesLine(options.since, changes, verdict));
    }
  }
  return errors > 0 ? 2 : 0;
}

// --- internal ---

interface Setting {
  /** What was asked for: the file itself, or a folder that it was found in. */
  path: string;
  options: LintOptions;
  /** Where changes are put. */
  changes: ShownChange[];
  globals: Globals;
  io: CliIo;
}

function defaultFolder(): string {
  return existsSync("integration.yml") ? "." : packageRoot;
}

/** The findings of one file; where it is an integration's manifest also those of the files around it. */
async function lintFile(file: string, setting: Setting): Promise<LintedFile[]> {
  const { options, changes, io } = setting;
  const text = await textOf(file);
  const path = shownPath(file);
  const kind = kindOf(text);
  if (kind === "mapper" || kind === "classifier") {
    return [{ path, kind, findings: readMapperFile(text).faults.findings() }];
  }
  if (kind === "playbook") return [{ path, kind, findings: await lintPlaybookFile(file, text) }];
  // A file that was only come across may be anything; one that was named is to be a manifest.
  const isOurs = /^integration\.ya?ml$/.test(basename(file));
  if (file !== setting.path && !isOurs && !looksLikeManifest(text)) return [{ path, kind: "other", findings: [] }];
  const checked = checkManifest(text, file);
  lintIncidentPaths(checked);
  const beside: LintedFile[] = [];
  if (isOurs) beside.push(...(await lintBeside(file, checked, setting)));
  if (options.since !== undefined) {
    const since = await lintSince(options.since, file, checked, io);
    changes.push(...since.changes);
    beside.push(...since.files);
  }
  return [{ path, kind, findings: checked.faults.findings() }, ...beside];
}

/** What is come across on the way down is neither run nor written: only the folder that a person names is trusted. */
function lintBeside(file: string, checked: CheckedManifest, { path, options, globals, io }: Setting) {
  const folder = dirname(file);
  const isNamed = file === path || resolve(folder) === resolve(path);
  return lintIntegration(folder, checked, {
    fix: isNamed && (options.fix ?? false),
    replays: isNamed && (options.recordings ?? true),
    onFix: (written) => {
      if (!globals.quiet) io.terminal.notice(`wrote ${written}`);
    },
  });
}

/** @throws ArgumentError when a report cannot be written */
async function writeReports(files: LintedFile[], { sarif, junit }: LintOptions): Promise<void> {
  if (sarif !== undefined) {
    const { toSarif } = await import("./lint/sarif.ts");
    await writeReport(sarif, `${JSON.stringify(toSarif(files, await ownVersion()), null, 2)}\n`);
  }
  if (junit !== undefined) {
    const { toJunit } = await import("./lint/junit.ts");
    await writeReport(junit, toJunit(files));
  }
}

async function writeReport(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text);
  } catch (cause) {
    throw new ArgumentError(`${file} cannot be written.`, "Name a file in a folder that exists and is yours.", {
      cause,
    });
  }
}

async function ownVersion(): Promise<string> {
  const read: unknown = JSON.parse(await readFile(join(packageRoot, "package.json"), "utf8"));
  return isRecord(read) ? String(read.version) : "";
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}
