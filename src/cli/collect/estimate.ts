import { toSoarError, type SoarError } from "../../errors.ts";
import { estimateCollect, type CollectEstimate } from "../../engine/estimate-collect.ts";
import type { Session } from "../../engine/open-session.ts";
import type { Range } from "../../incidents/fetch.ts";
import type { CliIo } from "../globals.ts";
import { withProgress } from "../progress.ts";
import { coloursOf } from "../render/colours.ts";
import { renderTable } from "../render/table.ts";
import { printError, toJsonError } from "../report-error.ts";
import type { Collecting } from "./collecting.ts";
import { openSinkFor } from "./open-sink.ts";
import type { CollectFlags } from "./subcommands.ts";

/** `--estimate`: what collecting would cost. Hands nothing on, and gives the exit code. */
export async function estimate(
  all: readonly Collecting[],
  what: { range?: Range; from?: number },
  flags: CollectFlags,
  session: Session,
  io: CliIo,
): Promise<number> {
  const estimated: Estimated[] = [];
  for (const each of all) {
    const { instance, streams } = each;
    const { forStream } = await openSinkFor(each, all.length > 1, flags, session, io);
    for (const stream of streams) {
      const row = { instance: instance.name, stream: stream.name };
      const ask = async () => {
        const sink = (await forStream(stream.name)).name;
        const { store, log } = session;
        return estimateCollect(instance, stream, { store, sink, ...what, log, signal: io.signal });
      };
      try {
        const cost = await withProgress(`asking about ${stream.name}`, io, ask);
        estimated.push({ ...row, ...(cost && { cost }) });
      } catch (thrown) {
        estimated.push({ ...row, error: toSoarError(thrown) });
      }
    }
  }
  report(estimated, flags, io);
  return estimated.find(({ error }) => error)?.error?.exitCode ?? 0;
}

// --- internal ---

interface Estimated {
  instance: string;
  stream: string;
  /** Absent when the integration cannot tell. */
  cost?: CollectEstimate;
  error?: SoarError;
}

function report(estimated: readonly Estimated[], flags: CollectFlags, { terminal }: CliIo): void {
  if (flags.json) {
    const streams = estimated.map(({ instance, stream, cost, error }) => ({
      instance,
      stream,
      ...cost,
      ...(error && { error: toJsonError(error) }),
    }));
    terminal.print(JSON.stringify({ streams }));
    return;
  }
  const rows = estimated
    .filter(({ error }) => error === undefined)
    .map(({ instance, stream, cost }) => [
      instance,
      stream,
      cost === undefined ? "cannot be told" : cost.events.toLocaleString("en"),
      cost?.requests.toLocaleString("en") ?? "",
      minutesText(cost),
    ]);
  if (rows.length > 0) {
    const headers = ["Instance", "Stream", "Events", "Requests", "Minutes"];
    terminal.print(renderTable(headers, rows, terminal.columns, coloursOf(terminal)));
  }
  // What keeps all streams from being asked for is told once.
  const errors = new Map(estimated.flatMap(({ error }) => (error ? [[`${error.message}\n${error.hint}`, error]] : [])));
  for (const error of errors.values()) printError(error, flags, terminal);
}

function minutesText(cost: CollectEstimate | undefined): string {
  if (cost?.minutes === undefined) return "";
  return cost.minutes < 1 ? "under 1" : Math.ceil(cost.minutes).toLocaleString("en");
}
