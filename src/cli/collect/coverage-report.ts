import { relative } from "node:path";
import { ArgumentError, type SoarError } from "../../errors.ts";
import type { CoverageCheck } from "../../engine/check-coverage.ts";
import type { StreamReading } from "../../engine/read-coverage.ts";
import type { Range } from "../../incidents/fetch.ts";
import { INCIDENT_STREAM } from "../../incidents/run.ts";
import { soarOf, type CliIo, type Globals } from "../globals.ts";
import { coloursOf } from "../render/colours.ts";
import { renderTable } from "../render/table.ts";
import { printError, toJsonError } from "../report-error.ts";
import { shellWord } from "../shell-word.ts";
import { withoutControls } from "../terminal.ts";
import { second } from "../watching.ts";
import type { CoverageFlags } from "./subcommands.ts";
import { readTime, shortSpan } from "./times.ts";

/** A stream, and what the vendor said of it where it was asked. */
export interface Checked {
  reading: StreamReading;
  check?: CoverageCheck;
  error?: SoarError;
}

/**
 * The range that was asked for, as far as it was.
 * @throws ArgumentError when it does not begin before it ends
 */
export function rangeAsked({ from: fromText, to: toText }: CoverageFlags, now: number): Partial<Range> {
  const from = readTime("--from", fromText, now);
  const to = readTime("--to", toText, now);
  if (from !== undefined && from >= (to ?? now)) {
    throw new ArgumentError(
      `The range ends at ${second(to ?? now)}, and does not begin before: ${second(from)}.`,
      "Give --from a time before that of --to.",
    );
  }
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

/** Prints it all, and gives the exit code: 1 when something came too late to be found. */
export function reportCoverage(all: readonly Checked[], flags: CoverageFlags, io: CliIo): number {
  const { terminal } = io;
  if (flags.json) terminal.print(JSON.stringify({ streams: all.map((each) => toDocument(each, flags)) }));
  else if (all.length > 0) print(all, flags, io);
  else if (!flags.quiet) terminal.notice("Nothing has been collected yet. `soar collect` does.");
  const error = all.find((each) => each.error)?.error;
  if (error) return error.exitCode;
  return all.some(({ check }) => (check?.missing.length ?? 0) > 0) ? 1 : 0;
}

/** The command that fills a range of the stream. */
function healLine({ stream, sink, instance }: StreamReading, { from, to }: Range, globals: Globals): string {
  const soar = [
    soarOf(globals),
    ...(globals.config === undefined ? [] : ["--config", shellWord(globals.config)]),
    ...(globals.instance === undefined && instance === "default" ? [] : ["--instance", shellWord(instance)]),
  ].join(" ");
  const range = `--from ${new Date(from).toISOString()} --to ${new Date(to).toISOString()}`;
  if (stream === INCIDENT_STREAM) return `${soar} fetch ${range}`;
  const to_ = sink === "stdout" ? "-" : sink === "store" ? "store:" : sink;
  return `${soar} collect heal --stream ${shellWord(stream)} --sink ${shellWord(to_)} ${range}`;
}

// --- internal ---

/** Gaps, and places where something is missing, that are printed of one stream; `--json` has them all. */
const SHOWN = 10;

function print(all: readonly Checked[], flags: CoverageFlags, { terminal }: CliIo): void {
  const several = new Set(all.map(({ reading }) => reading.instance)).size > 1;
  const headers = [...(several ? ["Instance"] : []), ...HEADERS];
  const rows = all.map(({ reading }) => [...(several ? [reading.instance] : []), ...cells(reading)]);
  const text = rows.map((row) => row.map(withoutControls));
  terminal.print(renderTable(headers, text, terminal.columns, coloursOf(terminal)));
  for (const { reading, check, error } of all) {
    const say = (line: string) => terminal.print(withoutControls(line));
    const name = `${several ? `${reading.instance} ` : ""}${reading.stream}`;
    for (const gap of reading.gaps.slice(0, SHOWN)) {
      say(`${name}: not read from ${second(gap.from)} to ${second(gap.to)} (${shortSpan(gap.to - gap.from)}):`);
      say(`  ${healLine(reading, gap, flags)}`);
    }
    more(reading.gaps.length, "gaps", say);
    for (const range of check?.missing.slice(0, SHOWN) ?? []) {
      const events = range.count === 1 ? "1 event" : `${range.count.toLocaleString("en")} events`;
      say(`${name}: ${events} of ${second(range.from)} to ${second(range.to)} came later than the look-back:`);
      say(`  ${healLine(reading, range, flags)}`);
    }
    more(check?.missing.length ?? 0, "places where events are missing", say);
    if (check && !flags.quiet) terminal.notice(withoutControls(`${name}: ${sentence(check)}`));
    if (error) printError(error, flags, terminal);
  }
}

const HEADERS = ["Stream", "Sink", "Read from", "until", "Gaps", "Events", "Late", "By at most", "Last read"];

function cells({ stream, sink, range, gaps, events, late, readAt }: StreamReading): string[] {
  return [
    stream,
    shownSink(sink),
    range === undefined ? "" : second(range.from),
    range === undefined ? "" : second(range.to),
    String(gaps.length),
    // A page of incidents says what was looked through, not what was found there.
    stream === INCIDENT_STREAM ? "" : events.toLocaleString("en"),
    stream === INCIDENT_STREAM ? "" : late.count.toLocaleString("en"),
    late.count === 0 || stream === INCIDENT_STREAM ? "" : shortSpan(late.mostMs),
    readAt === undefined ? "" : second(readAt),
  ];
}

/** A file of this folder by its path from here, which `--sink` takes just so. */
function shownSink(sink: string): string {
  const path = sink.startsWith("file:/") ? relative(process.cwd(), sink.slice("file:".length)) : "..";
  return path.startsWith("..") ? sink : `./${path}`;
}

function more(count: number, what: string, say: (line: string) => void): void {
  if (count > SHOWN) say(`  and ${String(count - SHOWN)} more ${what}; --json lists them all`);
}

function sentence({ compared, unable, missing, requests }: CoverageCheck): string {
  if (unable !== undefined) return `not compared with the vendor: ${unable}`;
  if (compared.length === 0) return "nothing to compare with the vendor yet: no whole hour is older than the look-back";
  const asked = `${String(requests)} ${requests === 1 ? "request" : "requests"}`;
  const count = missing.reduce((sum, range) => sum + range.count, 0);
  const outcome = count === 0 ? "nothing is missing" : `${count.toLocaleString("en")} missing`;
  return `compared with the vendor by ${asked}: ${outcome}`;
}

function toDocument({ reading, check, error }: Checked, flags: CoverageFlags): object {
  const { instance, stream, sink, covered, gaps, events, late, readAt } = reading;
  const times = ({ from, to }: Range) => ({ from: new Date(from).toISOString(), to: new Date(to).toISOString() });
  const healed = (range: Range) => ({ ...times(range), heal: healLine(reading, range, flags) });
  return {
    instance,
    stream,
    sink,
    covered: covered.map(times),
    gaps: gaps.map(healed),
    ...(stream === INCIDENT_STREAM
      ? {}
      : { events, late: late.count, lateMs: { p50: late.p50Ms, p99: late.p99Ms, max: late.mostMs } }),
    ...(readAt === undefined ? {} : { readAt: new Date(readAt).toISOString() }),
    ...(check && {
      check: {
        compared: check.compared.map(times),
        ...(check.unable === undefined ? {} : { unable: check.unable }),
        missing: check.missing.map((range) => ({ ...healed(range), count: range.count })),
        requests: check.requests,
      },
    }),
    ...(error && { error: toJsonError(error) }),
  };
}
