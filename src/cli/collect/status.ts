import { readSources, type SourceReading } from "../../engine/read-sources.ts";
import { NotFoundError } from "../../errors.ts";
import { stopSource } from "../../events/source/open-source.ts";
import type { HealthEvent, SourceFault } from "../../events/source/ports.ts";
import { didYouMean } from "../../nearest.ts";
import type { Store } from "../../store/open.ts";
import type { CliIo, Globals } from "../globals.ts";
import { coloursOf } from "../render/colours.ts";
import { renderTable } from "../render/table.ts";
import { withStore } from "../session.ts";
import { withoutControls } from "../terminal.ts";
import { second } from "../watching.ts";
import { shortSpan } from "./times.ts";

/** `soar collect status [name]`: every collector, its state, how far its streams have come, and what is wrong with it. */
export async function status(name: string | undefined, globals: Globals, io: CliIo): Promise<number> {
  return withStore(globals, io, async (store) => {
    const now = io.now();
    const readings = await readSources(store, now, name);
    if (name !== undefined && readings.length === 0) throw await unknown(name, store);
    const health = await store.sources.health(MOST_HEALTH, name);
    const { terminal } = io;
    if (globals.json) {
      const sources = readings.map((reading) => toDocument(reading, now));
      terminal.print(JSON.stringify({ sources, healthEvents: health.map(toHealthDocument) }));
    } else if (readings.length > 0) {
      print(readings, health, now, io);
    } else if (!globals.quiet) {
      terminal.notice("Nothing collects yet. `soar collect` does.");
    }
    return 0;
  });
}

/** `soar collect stop NAME`: takes a collector away; one that is at work ends within a second or so. */
export async function stop(name: string, globals: Globals, io: CliIo): Promise<number> {
  return withStore(globals, io, async (store) => {
    if (!(await stopSource(name, { store: store.sources, now: io.now }))) throw await unknown(name, store);
    if (globals.json) io.terminal.print(JSON.stringify({ stopped: name }));
    else if (!globals.quiet) io.terminal.notice(`${name} is stopped. What it has collected stays known.`);
    return 0;
  });
}

// --- internal ---

const MOST_HEALTH = 100;
/** Newer ones push the older off the screen; `--json` has more. */
const MOST_SHOWN = 10;

async function unknown(name: string, store: Store): Promise<NotFoundError> {
  const names = (await store.sources.list()).map((source) => source.name);
  const hint = names.length === 0 ? "Nothing collects yet. `soar collect` does." : `There are: ${names.join(", ")}.`;
  return new NotFoundError(`Nothing collects as "${name}".${didYouMean(name, names)}`, hint);
}

function print(readings: SourceReading[], health: HealthEvent[], now: number, { terminal }: CliIo): void {
  const colours = coloursOf(terminal);
  const draw = (headers: string[], rows: string[][]) =>
    terminal.print(
      renderTable(
        headers,
        rows.map((row) => row.map(withoutControls)),
        terminal.columns,
        colours,
      ),
    );
  const rows = readings.flatMap(({ source, streams }) => {
    const first = [source.name, stateOf(source.status), second(source.since)];
    if (streams.length === 0) return [[...first, "", "", ""]];
    return streams.map(({ stream, sink, coveredTo }, at) => [
      ...(at === 0 ? first : ["", "", ""]),
      stream,
      sink,
      coveredTo === undefined ? "" : shortSpan(Math.max(0, now - coveredTo)),
    ]);
  });
  draw(["Collector", "State", "Since", "Stream", "Sink", "Behind"], rows);
  for (const { source } of readings) for (const fault of source.faults) terminal.print(faultText(source.name, fault));
  if (health.length === 0) return;
  terminal.print(
    `\nHealth events, newest first${health.length > MOST_SHOWN ? ` (${MOST_SHOWN.toString()} of them)` : ""}:`,
  );
  draw(
    ["From", "Until", "Collector", "Event", "Times", "What"],
    health
      .slice(0, MOST_SHOWN)
      .map((event) => [
        second(event.at),
        event.recoveredAt === undefined ? "now" : second(event.recoveredAt),
        event.stream === undefined ? event.source : `${event.source} ${event.stream}`,
        event.name,
        String(event.count),
        event.message,
      ]),
  );
}

function faultText(source: string, { stream, type, message, hint }: SourceFault): string {
  const who = stream === undefined ? source : `${source} ${stream}`;
  return withoutControls(`\n${who}: ${type}: ${message}\n  ${hint}`);
}

function stateOf(of: SourceReading["source"]["status"]): string {
  return of.state === "Error" ? `Error (${of.type})` : of.state;
}

function toDocument({ source, streams }: SourceReading, now: number): object {
  const { name, status: of, since, faults } = source;
  return {
    name,
    state: of.state,
    ...(of.state === "Error" && { errorType: of.type, failedIn: of.resumes }),
    since: second(since),
    streams: streams.map(({ coveredTo, ...stream }) => ({
      ...stream,
      ...(coveredTo === undefined
        ? {}
        : { coveredTo: new Date(coveredTo).toISOString(), behindMs: Math.max(0, now - coveredTo) }),
    })),
    errors: faults.map(({ stream, type, code, message, hint, count, at, lastAt }) => ({
      ...(stream === undefined ? {} : { stream }),
      type,
      code,
      message,
      hint,
      count,
      at: second(at),
      lastAt: second(lastAt),
    })),
  };
}

function toHealthDocument({
  source,
  n,
  name,
  stream,
  code,
  message,
  hint,
  at,
  lastAt,
  count,
  recoveredAt,
}: HealthEvent) {
  return {
    source,
    n,
    name,
    ...(stream === undefined ? {} : { stream }),
    code,
    message,
    hint,
    count,
    at: second(at),
    lastAt: second(lastAt),
    ...(recoveredAt === undefined ? {} : { recoveredAt: second(recoveredAt) }),
  };
}
