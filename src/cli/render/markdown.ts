import type { Colors } from "picocolors/types.js";
import { withoutControls } from "../terminal.ts";
import { renderTable } from "./table.ts";

/**
 * War Room markdown as text for a terminal of `columns` characters: headings and bold by colour (when `colours` has
 * any), tables drawn to fit.
 */
export function renderMarkdown(markdown: string, columns: number, colours: Colors): string {
  const lines = withoutControls(markdown).split("\n");
  const out: string[] = [];
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? "";
    if (isRow(line) && isRule(lines[index + 1] ?? "")) {
      const rows: string[][] = [];
      let end = index + 2;
      for (; isRow(lines[end] ?? ""); end++) rows.push(cellsOf(lines[end] ?? ""));
      out.push(renderTable(cellsOf(line), rows, columns, colours));
      index = end - 1;
    } else {
      out.push(renderLine(line, colours));
    }
  }
  return out.join("\n").trimEnd();
}

// --- internal ---

function isRow(line: string): boolean {
  return line.startsWith("|");
}

function isRule(line: string): boolean {
  return /^\|(?:\s*:?-{3,}:?\s*\|)+\s*$/.test(line);
}

/** The cells of a table row: an escaped pipe stays in its cell, `<br>` is a line break. */
function cellsOf(row: string): string[] {
  const inner = row.trim().replace(/^\|/, "").replace(/\|$/, "");
  return inner.split(/(?<!\\)\|/).map((cell) =>
    cell
      .trim()
      .replaceAll("<br>", "\n")
      .replace(/\\([|`])/g, "$1")
      .replace(/\*\*\*?([^*]+)\*\*\*?/g, "$1"),
  );
}

function renderLine(line: string, colours: Colors): string {
  const heading = /^#{1,6}\s+(.*)$/.exec(line);
  if (heading) return colours.bold(heading[1] ?? "");
  return line
    .replace(/\*\*([^*]+)\*\*/g, (_, text: string) => colours.bold(text))
    .replace(/`([^`]+)`/g, (_, text: string) => colours.cyan(text))
    .replace(/\[([^\]]+)\]\(([^)]+)\)/g, (_, text: string, url: string) => (text === url ? url : `${text} (${url})`));
}
