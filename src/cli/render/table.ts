import Table from "cli-table3";
import type { Colors } from "picocolors/types.js";

/** Narrower columns than this break every name and date; a table that would need them is shown as records. */
const NARROWEST = 16;

/**
 * A table drawn to fit `columns` characters. Wide columns give way first; when even that is not enough, each row is
 * shown as a record: its `header: value` pairs one after the other, nothing cut, so that a hash can be copied.
 */
export function renderTable(headers: string[], rows: string[][], columns: number, colours: Colors): string {
  const natural = headers.map((header, index) =>
    Math.max(widthOf(header), ...rows.map((row) => widthOf(row[index] ?? ""))),
  );
  const widths = fit(natural, columns);
  if (!widths) return renderRecords(headers, rows, columns, colours);
  const table = new Table({
    head: headers.map((header) => colours.bold(header)),
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

/** Column widths whose sum, with borders and padding, is at most `columns`; undefined when none are readable. */
function fit(natural: number[], columns: number): number[] | undefined {
  const room = columns - (natural.length * 3 + 1);
  if (sum(natural) <= room) return natural;
  if (natural.length * NARROWEST > room) return undefined;
  // The largest width `cap` such that columns cut to it fit: narrow columns keep their width.
  let cap = NARROWEST;
  while (sum(natural.map((width) => Math.min(width, cap + 1))) <= room) cap++;
  return natural.map((width) => Math.min(width, cap));
}

/** Breaks lines between words where that is possible, else within them: cli-table3 does the one or the other. */
function wrap(text: string, width: number): string {
  return text
    .split("\n")
    .flatMap((line) => (line.length <= width ? [line] : wrapLine(line, width)))
    .join("\n");
}

function wrapLine(line: string, width: number): string[] {
  const lines: string[] = [];
  for (let rest = line; rest !== "";) {
    const space = rest.length <= width ? -1 : rest.lastIndexOf(" ", width);
    const end = rest.length <= width ? rest.length : space > 0 ? space : width;
    lines.push(rest.slice(0, end));
    rest = rest.slice(end).trimStart();
  }
  return lines;
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
