import type { Level } from "../../manifest/changes/change.ts";
import { coloursOf } from "../render/colours.ts";
import { type Terminal, withoutControls } from "../terminal.ts";
import type { LintedFile } from "./linted-file.ts";
import type { ShownChange } from "./since.ts";

/** Findings with what to do, for people; then the changes that break nothing. */
export function printFindings(files: readonly LintedFile[], changes: readonly ShownChange[], terminal: Terminal): void {
  const colours = coloursOf(terminal);
  for (const { path, findings } of files) {
    for (const finding of findings) {
      const mark = finding.severity === "error" ? colours.red("error") : colours.yellow("warning");
      printOne({ ...finding, path, mark, dim: colours.dim }, terminal);
    }
  }
  for (const change of changes) {
    if (change.level === "major") continue;
    printOne({ ...change, hint: "", mark: colours.cyan(change.level), dim: colours.dim }, terminal);
  }
}

/** What the summary says of changes since a revision. */
export function changesLine(revision: string, changes: readonly ShownChange[], verdict: Level | undefined): string {
  if (verdict === undefined) return `since ${revision}: nothing has changed`;
  const counts = (["major", "minor", "patch"] as const).map((level) => {
    const number = changes.filter((change) => change.level === level).length;
    return number === 0 ? [] : [`${number} ${level}`];
  });
  return `since ${revision}: ${counts.flat().join(", ")}; this is a ${verdict} change`;
}

// --- internal ---

interface Line {
  path: string;
  line: number;
  column: number;
  mark: string;
  code: string;
  message: string;
  hint: string;
  dim: (text: string) => string;
}

/** A finding on a line of its own, whatever the width, as compilers write them: editors and scripts look for that. */
function printOne({ path, line, column, mark, code, message, hint, dim }: Line, terminal: Terminal): void {
  const head = withoutControls(`${path}:${line}:${column}`).replaceAll("\n", " ");
  terminal.print(`${head} ${mark} ${indented(withoutControls(`${code} ${message}`), Infinity)}`);
  if (hint === "") return;
  const room = terminal.isPiped ? Infinity : terminal.columns - INDENT.length;
  terminal.print(`${INDENT}${dim(indented(withoutControls(hint), room))}`);
}

const INDENT = "    ";

/** Text in lines of at most `room` letters, broken between words, all but the first indented. */
function indented(text: string, room: number): string {
  const lines = text.split("\n").flatMap((paragraph) => {
    const broken: string[] = [];
    for (const word of paragraph.split(" ")) {
      const line = broken.at(-1);
      if (line === undefined || line.length + 1 + word.length > room) broken.push(word);
      else broken[broken.length - 1] = `${line} ${word}`;
    }
    return broken;
  });
  return lines.join(`\n${INDENT}`);
}
