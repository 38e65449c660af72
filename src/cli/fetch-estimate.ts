import { estimateFetch, type FetchCost } from "../engine/estimate-fetch.ts";
import { toSoarError, type SoarError } from "../errors.ts";
import { fetchRange, type FetchOptions } from "./fetch-range.ts";
import { fetching } from "./fetch.ts";
import type { CliIo, Globals } from "./globals.ts";
import { withProgress } from "./progress.ts";
import { coloursOf } from "./render/colours.ts";
import { renderTable } from "./render/table.ts";
import { printError, toJsonError } from "./report-error.ts";
import { withSession } from "./session.ts";

/** `soar fetch --estimate`: what it would cost to fetch all that is there now. Fetches nothing. */
export async function fetchEstimate(options: FetchOptions, globals: Globals, io: CliIo): Promise<number> {
  return withSession(globals, io, async ({ instances, store, log, now }) => {
    const range = fetchRange(options, now());
    const estimated: Estimated[] = [];
    for (const instance of fetching(instances)) {
      const runtime = { store, ...(range && { range }), log, signal: io.signal, now };
      const ask = () => estimateFetch(instance, runtime);
      try {
        estimated.push({ name: instance.name, cost: await withProgress(`asking ${instance.name}`, io, ask) });
      } catch (thrown) {
        estimated.push({ name: instance.name, error: toSoarError(thrown) });
      }
    }
    report(estimated, globals, io);
    return estimated.find(({ error }) => error)?.error?.exitCode ?? 0;
  });
}

// --- internal ---

interface Estimated {
  name: string;
  cost?: FetchCost;
  error?: SoarError;
}

function report(estimated: readonly Estimated[], globals: Globals, { terminal }: CliIo): void {
  if (globals.json) {
    const instances = estimated.map(({ name, cost, error }) => ({
      instance: name,
      ...cost,
      ...(error && { error: toJsonError(error) }),
    }));
    terminal.print(JSON.stringify({ instances }));
    return;
  }
  const rows = estimated.flatMap(({ name, cost }) => (cost ? [toRow(name, cost)] : []));
  if (rows.length > 0) {
    const headers = ["Instance", "Items to read", "Incidents a run", "Requests", "Minutes"];
    terminal.print(renderTable(headers, rows, terminal.columns, coloursOf(terminal)));
  }
  for (const { error } of estimated) if (error) printError(error, globals, terminal);
}

function toRow(name: string, { items, limit, requests, minutes }: FetchCost): string[] {
  const numbers = [items, limit, requests].map((number) => number.toLocaleString("en"));
  return [name, ...numbers, minutes === undefined ? "" : minutes < 1 ? "under 1" : String(Math.ceil(minutes))];
}
