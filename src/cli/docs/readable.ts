import pc from "picocolors";
import { EntryType, type Entry } from "../../output/entry.ts";
import { bodyOf } from "../render/entry.ts";
import { renderMarkdown } from "../render/markdown.ts";

/** What a terminal of 80 columns shows of War Room entries, errors left out, long tables and long texts cut. */
export function readableOf(entries: readonly Entry[]): string {
  const shown = entries.filter(({ Type }) => Type !== EntryType.error).map(textOf);
  const lines = shown
    .filter((text) => text !== "")
    .join("\n\n")
    .split("\n");
  if (lines.length <= MOST_LINES) return lines.join("\n") || "(no readable output)";
  return [...lines.slice(0, MOST_LINES), `… and ${String(lines.length - MOST_LINES)} more lines`].join("\n");
}

// --- internal ---

const COLUMNS = 80;
const MOST_LINES = 60;
const MOST_ROWS = 3;

const KINDS = new Map<number, string>([
  [EntryType.warning, "warning: "],
  [EntryType.file, "file: "],
  [EntryType.infoFile, "file: "],
]);

function textOf(entry: Entry): string {
  return (KINDS.get(entry.Type) ?? "") + renderMarkdown(shorten(bodyOf(entry)), COLUMNS, pc.createColors(false));
}

/** Leaves the first rows of each table, and says how many there were; of one thing's fields it leaves all. */
function shorten(markdown: string): string {
  const out: string[] = [];
  let rows = 0;
  let isWhole = false;
  for (const line of [...markdown.split("\n"), ""]) {
    rows = line.startsWith("|") ? rows + 1 : endTable(rows, isWhole, out);
    if (rows === 1) isWhole = /^\| *Field *\| *Value *\|$/.test(line);
    // Two lines more: the headers, and the rule below them.
    if (isWhole || rows <= MOST_ROWS + 2) out.push(line);
  }
  return out.join("\n").trimEnd();
}

function endTable(rows: number, isWhole: boolean, out: string[]): number {
  const left = isWhole ? 0 : rows - 2 - MOST_ROWS;
  if (left > 0) out.push(`… and ${String(left)} more ${left === 1 ? "row" : "rows"}`);
  return 0;
}
