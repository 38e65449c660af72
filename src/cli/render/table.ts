import Table from "cli-table3";
import type { Colors } from "picocolors/types.js";

/** Narrower columns than this make texts hard to read; a table that would need them is shown as records. */
const NARROWEST = 16;

/**
 * A table drawn to fit `columns` characters. Wide columns give way first, down to their longest word; when even that is
 * not enough, each row is shown as a record: its `header: value` pairs one after the other. Nothing is cut and no word
 * is broken, so that a hash or an ID can be copied.
 */
export function renderTable(headers: string[], rows: string[][], columns: number, colours: Colors): string {
  const natural = headers.map((header, index) =>
    Math.max(widthOf(header), ...rows.map((row) => widthOf(row[index] ?? ""))),
  );
  const longest = headers.map((header, index) =>
    Math.max(longestWord(header), ...rows.map((row) => longestWord(row[index] ?? ""))),
  );
  const widths = fit(natural, longest, columns);
  if (!widths) return renderRecords(headers, rows, columns, colours);
  const table = new Table({
    head: widths.map((width, index) => colours.bold(wrap(headers[index] ?? "", width))),
    colWidths: widths.map((width) => width + 2),
    style: { head: [], border: [] },
  });
  table.push(...rows.map((row) => widths.map((width, index) => wrap(row[index] ?? "", width))));
  return table.toString();
}

// --- internal ---

function widthOf(text: string): number {
  return Math.max(...text.split("\n").map((line) => line.length), 1);
}

function longestWord(text: string): number {
  return Math.max(...text.split(/\s+/).map((word) => word.length));
}

/**
 * Column widths whose sum, with borders and padding, is at most `columns` and that break no word; undefined when there
 * are none that can be read.
 */
function fit(natural: number[], longest: number[], columns: number): number[] | undefined {
  const room = columns - (natural.length * 3 + 1);
  if (sum(natural) <= room) return natural;
  // The largest width `cap` such that columns cut to it fit: narrow columns keep their width, and so do long words.
  const cut = (cap: number) => natural.map((width, index) => Math.min(width, Math.max(cap, longest[index] ?? 0)));
  if (sum(cut(NARROWEST)) > room) return undefined;
  let cap = NARROWEST;
  while (sum(cut(cap + 1)) <= room) cap++;
  return cut(cap);
}

/** Breaks lines between words. cli-table3 breaks within them, or does not break at all. */
function wrap(text: string, width: number): string {
  return text
    .split("\n")
    .flatMap((line) => (line.length <= width ? [line] : wrapLine(line, width)))
    .join("\n");
}

/** Every word of the line fits into `width`. */
function wrapLine(line: string, width: number): string[] {
  const lines: string[] = [];
  let current = "";
  for (const word of line.split(/\s+/)) {
    if (current !== "" && current.length + 1 + word.length > width) {
      lines.push(current);
      current = word;
    } else {
      current = current === "" ? word : `${current} ${word}`;
    }
  }
  return [...lines, current];
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, value) => total + value, 0);
}

function renderRecords(headers: string[], rows: string[][], columns: number, colours: Colors): string {
  return rows.map((row) => renderRecord(headers, row, columns, colours)).join("\n\n");
}

/** Pairs side by side as far as the width goes; a value of several lines stands by itself. */
function renderRecord(headers: string[], row: string[], columns: number, colours: Colors): string {
  const lines: { text: string; width: number }[] = [];
  for (const [index, header] of headers.entries()) {
    const value = (row[index] ?? "").trim().replaceAll("\n", "\n    ");
    if (value === "") continue;
    const width = header.length + 2 + value.length;
    const text = `${colours.bold(`${header}:`)} ${value}`;
    const last = lines.at(-1);
    if (last && !value.includes("\n") && last.width + GAP.length + width <= columns - 2) {
      last.text += GAP + text;
      last.width += GAP.length + width;
    } else {
      lines.push({ text, width: value.includes("\n") ? Infinity : width });
    }
  }
  return lines.map(({ text }, index) => (index === 0 ? text : `  ${text}`)).join("\n");
}

const GAP = "   ";
