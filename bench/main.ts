// `npm run bench`: each figure is a ratio against a floor measured in the same run, so that it holds on any machine.
// `npm run bench -- --json` prints one JSON document; a name (or part of one) runs only what matches.
import Table from "cli-table3";
import { collect } from "./collect.ts";
import { coldStart, coldStartForeign } from "./cold-start.ts";
import { devLoop } from "./dev.ts";
import { dispatch } from "./dispatch.ts";
import { fetchFiles, fetchGrowth, fetchNamed, fetchNameless } from "./fetch.ts";
import { holds, type Figure } from "./figure.ts";
import { http } from "./http.ts";
import { lint } from "./lint.ts";

const benchmarks: Record<string, () => Promise<Figure | Figure[]>> = {
  "cold-start": coldStart,
  "cold-start-foreign": coldStartForeign,
  "dev-loop": devLoop,
  collect,
  dispatch,
  "fetch-named": fetchNamed,
  "fetch-nameless": fetchNameless,
  "fetch-files": fetchFiles,
  "fetch-growth": fetchGrowth,
  http,
  lint,
};

const words = process.argv.slice(2);
const asked = words.filter((word) => !word.startsWith("--"));
const figures: Figure[] = [];
for (const [name, measure] of Object.entries(benchmarks)) {
  if (asked.length > 0 && !asked.some((word) => name.includes(word))) continue;
  process.stderr.write(`measuring ${name}\n`);
  figures.push(...[await measure()].flat());
}

if (words.includes("--json")) {
  process.stdout.write(
    `${JSON.stringify({ figures: figures.map((figure) => ({ ...figure, holds: holds(figure) })) })}\n`,
  );
} else {
  const table = new Table({ head: ["what", "ours", "floor", "ratio", "bar", "held"], style: { head: [], border: [] } });
  for (const figure of figures) {
    const { name, ours, theirs, unit, ratio } = figure;
    table.push([
      name,
      `${round(ours)} ${unit}`,
      `${round(theirs)} ${unit}`,
      round(ratio),
      barOf(figure),
      holds(figure) ? "yes" : "NO",
    ]);
  }
  process.stdout.write(`${table.toString()}\n`);
}

function barOf({ bar, unit }: Figure): string {
  if ("atMost" in bar) return `≤ ${String(bar.atMost)}`;
  if ("atLeast" in bar) return `≥ ${String(bar.atLeast)}`;
  if ("oursAtMost" in bar) return `≤ ${String(bar.oursAtMost)} ${unit}`;
  return `≥ ${String(bar.oursAtLeast)} ${unit}`;
}

function round(number: number): string {
  return number >= 100 ? Math.round(number).toLocaleString("en") : number.toFixed(2);
}
