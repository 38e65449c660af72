import { existsSync } from "node:fs";
import { basename, relative } from "node:path";
import { packageRoot } from "../dispatch/integration.ts";
import { lintManifest } from "../manifest/lint.ts";
import type { Finding } from "../manifest/manifest.ts";
import type { CliIo, Globals } from "./globals.ts";
import { filesOf, kindOf, looksLikeManifest, textOf, type FileKind } from "./lint-files.ts";
import { coloursOf } from "./render/colours.ts";

interface LintedFile {
  path: string;
  kind: FileKind;
  findings: Finding[];
}

/**
 * `soar lint [path …]`: manifests, and those in folders. Other content is told from them and left alone. Exit 2 when any
 * finding is an error.
 */
export async function lint(paths: string[], globals: Globals, { terminal }: CliIo): Promise<number> {
  const asked = paths.length > 0 ? paths : [globals.integration ?? defaultFolder()];
  const files: LintedFile[] = [];
  for (const path of asked) {
    for (const file of await filesOf(path)) files.push(await lintFile(file, { named: file === path }));
  }

  const all = files.flatMap(({ findings }) => findings);
  const errors = all.filter(({ severity }) => severity === "error").length;
  if (globals.json) {
    terminal.print(JSON.stringify({ files }));
  } else {
    const colours = coloursOf(terminal);
    for (const { path, findings } of files) {
      for (const { line, column, severity, code, message, hint } of findings) {
        const mark = severity === "error" ? colours.red("error") : colours.yellow("warning");
        terminal.print(`${path}:${line}:${column} ${mark} ${code} ${message}\n    ${colours.dim(hint)}`);
      }
    }
    if (!globals.quiet) {
      terminal.notice(
        `${count(files.length, "file")}, ${count(errors, "error")}, ${count(all.length - errors, "warning")}`,
      );
    }
  }
  return errors > 0 ? 2 : 0;
}

// --- internal ---

function defaultFolder(): string {
  return existsSync("integration.yml") ? "." : packageRoot;
}

async function lintFile(file: string, { named }: { named: boolean }): Promise<LintedFile> {
  const text = await textOf(file);
  const path = relative(process.cwd(), file);
  const kind = kindOf(text);
  if (kind !== "integration") return { path, kind, findings: [unchecked(kind)] };
  // A file that was only come across may be anything; one that was named is to be a manifest.
  if (!named && !isManifestName(file) && !looksLikeManifest(text)) return { path, kind: "other", findings: [] };
  return { path, kind, findings: lintManifest(text, file) };
}

function isManifestName(file: string): boolean {
  return /^integration\.ya?ml$/.test(basename(file));
}

function unchecked(kind: FileKind): Finding {
  const message = `This is a ${kind}; only manifests of integrations are checked.`;
  return { code: "M090", severity: "warning", line: 1, column: 1, message, hint: "Name a manifest." };
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}
