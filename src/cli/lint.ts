import { existsSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { relative } from "node:path";
import { ArgumentError } from "../errors.ts";
import { manifestIn, packageRoot } from "../dispatch/integration.ts";
import { lintManifest } from "../manifest/lint.ts";
import type { Finding } from "../manifest/manifest.ts";
import type { CliIo, Globals } from "./globals.ts";
import { coloursOf } from "./render/colours.ts";

interface LintedFile {
  path: string;
  kind: "integration";
  findings: Finding[];
}

/** `soar lint [path …]`: manifests, or folders that hold one. Exit 2 when any finding is an error. */
export async function lint(paths: string[], globals: Globals, { terminal }: CliIo): Promise<number> {
  const asked = paths.length > 0 ? paths : [globals.integration ?? defaultFolder()];
  const files: LintedFile[] = [];
  for (const path of asked) files.push(await lintFile(path));

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

async function lintFile(path: string): Promise<LintedFile> {
  const file = (await isFolder(path)) ? manifestIn(path) : path;
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (cause) {
    throw new ArgumentError(`${file} cannot be read`, "Name a manifest, or a folder that holds an integration.yml.", {
      cause,
    });
  }
  return { path: relative(process.cwd(), file), kind: "integration", findings: lintManifest(text, file) };
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (cause) {
    throw new ArgumentError(`${path} does not exist`, "Name a manifest, or a folder that holds an integration.yml.", {
      cause,
    });
  }
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}
