import Table from "cli-table3";
import type { Colors } from "picocolors/types.js";

/** Narrower columns than this cannot be read; a table that would need them is shown as records. */
const NARROWEST = 10;

/**
 * A table drawn to fit `columns` characters. Wide columns give way first; when even that is not enough, each row is
 * shown as a record, one `header  value` line a cell.
 */
export function renderTable(headers: string[], rows: string[][], columns: number, colours: Colors): string {
  const natural = headers.map((header, index) =>
    Math.max(widthOf(header), ...rows.map((row) => widthOf(row[index] ?? ""))),
  );
  const widths = fit(natural, columns);
  if (!widths) return renderRecords(headers, rows, colours);
  const table = new Table({
    head: headers.map((header) => colours.bold(header)),
    colWidths: widths.map((width) => width + 2),
    wordWrap: true,
    wrapOnWordBoundary: false,
    style: { head: [], border: [] },
  });
  table.push(...rows.map((row) => headers.map((_, index) => row[index] ?? "")));
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

function sum(numbers: number[]): number {
  return numbers.reduce((total, value) => total + value, 0);
}

function renderRecords(headers: string[], rows: string[][], colours: Colors): string {
  const width = Math.max(...headers.map(widthOf));
  return rows
    .map((row) =>
      headers
        .map((header, index) => [header, row[index] ?? ""] as const)
        .filter(([, value]) => value !== "")
        .map(([header, value]) => `  ${colours.bold(header.padEnd(width))}  ${indent(value, width + 4)}`)
        .join("\n"),
    )
    .join("\n\n");
}

function indent(text: string, by: number): string {
  return text.replaceAll("\n", `\n${" ".repeat(by)}`);
}
