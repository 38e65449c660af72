import type { StreamReading } from "../../engine/read-coverage.ts";
import type { Range } from "../../incidents/fetch.ts";
import { second } from "../watching.ts";

/** A time line of what was read, as an SVG document of 800 pixels: a row for each stream, gaps in red, late events as ticks. */
export function drawCoverage(readings: readonly StreamReading[], now: number): string {
  const ranges = readings.flatMap(({ range }) => (range ? [range] : []));
  const from = ranges.reduce((least, range) => Math.min(least, range.from), now);
  const to = Math.max(
    ranges.reduce((most, range) => Math.max(most, range.to), from),
    from + 1,
  );
  const axisY = TOP + Math.max(1, readings.length) * ROW;
  const at = (time: number) => LEFT + ((time - from) / (to - from)) * (WIDTH - LEFT - RIGHT);
  const height = axisY + BOTTOM;
  const title = `Coverage from ${second(from)} to ${second(to)}`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${String(WIDTH)} ${String(height)}" width="${String(WIDTH)}" ` +
      `height="${String(height)}" role="img" font-family="sans-serif" font-size="12">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="100%" height="100%" fill="#ffffff"/>`,
    ...legend(),
    ...ticks({ from, to }).flatMap((time) => tickLines(time, at(time), axisY, to - from)),
    ...readings.flatMap((reading, index) => row(reading, TOP + index * ROW, at)),
    ...(readings.length === 0 ? [text(LEFT, TOP + 20, "Nothing has been collected yet.")] : []),
    text(LEFT, axisY + 34, `UTC, ${second(from)} to ${second(to)}`, `fill="#57606a"`),
    "</svg>",
    "",
  ].join("\n");
}

// --- internal ---

const WIDTH = 800;
const LEFT = 160;
const RIGHT = 24;
const TOP = 40;
const ROW = 44;
const BOTTOM = 46;
const BAR = 16;

const COVERED = "#2da44e";
const GAP = "#cf222e";
const LATE = "#9a6700";

/** Marks are drawn for so many of a row; more could not be told apart. */
const MOST_MARKS = 2_000;
const NARROWEST = 1.5;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STEPS = [
  ...[1, 5, 15, 30].map((count) => count * MINUTE),
  ...[1, 3, 6, 12].map((count) => count * HOUR),
  ...[1, 2, 7, 14, 28, 91, 182, 365, 1_825, 3_650, 36_500].map((count) => count * DAY),
];
const MOST_TICKS = 6;

function legend(): string[] {
  const entries: [string, string][] = [
    [COVERED, "read"],
    [GAP, "not read"],
    [LATE, "came late"],
  ];
  return entries.flatMap(([colour, label], index) => [
    `<rect x="${String(LEFT + index * 100)}" y="12" width="12" height="12" fill="${colour}"/>`,
    text(LEFT + index * 100 + 18, 22, label),
  ]);
}

function row(
  { instance, stream, sink, covered, gaps, lateAt }: StreamReading,
  y: number,
  at: (time: number) => number,
): string[] {
  const name = `${instance}, ${stream} to ${sink}`;
  return [
    `<g><title>${escaped(name)}</title>`,
    text(8, y + 14, shortened(stream, 22)),
    text(8, y + 28, shortened(`${instance} → ${sink}`, 26), `fill="#57606a" font-size="10"`),
    ...covered.slice(-MOST_MARKS).map((range) => bar(range, y, at, COVERED, "read")),
    ...gaps.slice(-MOST_MARKS).map((range) => bar(range, y, at, GAP, "not read")),
    ...lateAt.map(
      (time) =>
        `<path d="M${pixel(at(time))} ${String(y + BAR + 4)}v8" stroke="${LATE}" stroke-width="2">` +
        `<title>came late: ${second(time)}</title></path>`,
    ),
    "</g>",
  ];
}

function bar(range: Range, y: number, at: (time: number) => number, colour: string, label: string): string {
  const width = Math.max(NARROWEST, at(range.to) - at(range.from));
  return (
    `<rect x="${pixel(at(range.from))}" y="${String(y + 2)}" width="${pixel(width)}" height="${String(BAR)}" fill="${colour}">` +
    `<title>${label}: ${second(range.from)} to ${second(range.to)}</title></rect>`
  );
}

/** Round times, at most so many. */
function ticks({ from, to }: Range): number[] {
  const step = STEPS.find((each) => (to - from) / each <= MOST_TICKS) ?? 36_500 * DAY;
  const first = Math.ceil(from / step) * step;
  const count = Math.floor((to - first) / step) + 1;
  return Array.from({ length: Math.max(0, Math.min(count, MOST_TICKS + 1)) }, (_, index) => first + index * step);
}

function tickLines(time: number, x: number, axisY: number, span: number): string[] {
  const iso = new Date(time).toISOString();
  const label = span > 2 * DAY ? iso.slice(0, 10) : iso.slice(11, 16);
  return [
    `<path d="M${pixel(x)} ${String(TOP - 6)}V${String(axisY)}" stroke="#d0d7de"/>`,
    text(x, axisY + 16, label, `text-anchor="middle"`),
  ];
}

function text(x: number, y: number, content: string, attributes = ""): string {
  return `<text x="${pixel(x)}" y="${String(y)}" ${attributes}>${escaped(content)}</text>`;
}

function pixel(value: number): string {
  return value.toFixed(1);
}

function shortened(content: string, most: number): string {
  return content.length > most ? `${content.slice(0, most - 1)}…` : content;
}

/** For markup; without characters that XML does not have. */
function escaped(content: string): string {
  const names: Readonly<Record<string, string>> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&apos;",
  };
  return content
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "")
    .replace(/[&<>"']/gu, (letter) => names[letter] ?? "");
}
