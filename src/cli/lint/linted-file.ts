import { relative } from "node:path";
import type { Finding } from "../../manifest/manifest.ts";
import type { FileKind } from "../lint-files.ts";

/** A file that was checked, as `soar lint --json` shows it. */
export interface LintedFile {
  /** As a person in the current folder writes it. */
  path: string;
  kind: FileKind | "module" | "recording";
  findings: Finding[];
}

export function shownPath(file: string): string {
  return relative(process.cwd(), file);
}
