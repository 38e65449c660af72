import { writeFile } from "node:fs/promises";
import { extname, resolve } from "node:path";
import { ArgumentError, toSoarError } from "../../errors.ts";
import { readCoverage, type StreamReading } from "../../engine/read-coverage.ts";
import { checkCoverage } from "../../engine/check-coverage.ts";
import type { Store } from "../../store/open.ts";
import type { CliIo } from "../globals.ts";
import { withProgress } from "../progress.ts";
import { withSession, withStore } from "../session.ts";
import { rangeAsked, reportCoverage, type Checked } from "./coverage-report.ts";
import { drawCoverage } from "./coverage-svg.ts";
import type { CoverageFlags } from "./subcommands.ts";

/**
 * `soar coverage`: what was read of each stream, and what was not; reads the store only. With `--check` the vendor is
 * asked, too: exit code 1 when it has events that came too late to be found.
 */
export async function coverage(flags: CoverageFlags, io: CliIo): Promise<number> {
  if (!flags.check) return withStore(flags, io, async (store) => finish(await read(store, flags, io), flags, io));
  return withSession(flags, io, async ({ instances, store, log }) => {
    const readings = await read(store, flags, io);
    const checked: Checked[] = [];
    for (const reading of readings) {
      const instance = instances.find(({ name }) => name === reading.instance);
      const stream = instance?.manifest.soar.streams.find(({ name }) => name === reading.stream);
      if (instance === undefined || stream === undefined) {
        checked.push({ reading });
        continue;
      }
      const check = () => checkCoverage(instance, stream, reading, { store, log, signal: io.signal, now: io.now });
      try {
        checked.push({ reading, check: await withProgress(`checking ${reading.stream}`, io, check) });
      } catch (thrown) {
        checked.push({ reading, error: toSoarError(thrown) });
      }
    }
    return finish(checked, flags, io);
  });
}

// --- internal ---

async function read(store: Store, flags: CoverageFlags, io: CliIo): Promise<StreamReading[]> {
  const { stream: streams, sink, instance } = flags;
  return readCoverage(store, {
    ...(streams && { streams }),
    ...(sink === undefined ? {} : { sinks: await sinksMeant(sink, store) }),
    ...(instance === undefined ? {} : { instance }),
    ...rangeAsked(flags, io.now()),
  });
}

/** The sinks that are meant: as the table shows them, or as `soar collect` takes them for one stream or several. */
async function sinksMeant(text: string, store: Store): Promise<string[]> {
  const path = `file:${resolve(text.replace(/^file:/u, ""))}`;
  const extension = extname(path);
  const before = path.slice(0, path.length - extension.length);
  const found = (await store.events.keys()).filter(({ instance, stream, sink }) =>
    [
      text,
      text === "-" ? "stdout" : text.replace(/:$/u, ""),
      path,
      `${before}.${stream}${extension}`,
      `${before}.${instance}.${stream}${extension}`,
    ].includes(sink),
  );
  return found.length === 0 ? [text] : [...new Set(found.map(({ sink }) => sink))];
}

async function finish(given: readonly (StreamReading | Checked)[], flags: CoverageFlags, io: CliIo): Promise<number> {
  const checked = given.map((each) => ("reading" in each ? each : { reading: each }));
  if (flags.svg !== undefined) await draw(flags.svg, checked, io);
  return reportCoverage(checked, flags, io);
}

/** @throws ArgumentError when the file cannot be written */
async function draw(path: string, checked: readonly Checked[], io: CliIo): Promise<void> {
  const text = drawCoverage(
    checked.map(({ reading }) => reading),
    io.now(),
  );
  try {
    await writeFile(path, text);
  } catch (cause) {
    throw new ArgumentError(
      `The time line cannot be written to ${path}: ${cause instanceof Error ? cause.message : String(cause)}.`,
      "Name a file in a folder that is there and can be written to.",
      { cause },
    );
  }
}
