import { scheduleOf } from "../engine/schedule/schedule-of.ts";
import { withGrace } from "../engine/schedule/stop.ts";
import { watch, type FinishedRun } from "../engine/schedule/watch.ts";
import type { MappingFiles } from "../engine/load-mapping.ts";
import type { RunningInstance } from "../engine/open-instance.ts";
import type { Session } from "../engine/open-session.ts";
import { fetchFrom, fetching, mappingOf, type Fetched } from "./fetch.ts";
import type { CliIo, Globals } from "./globals.ts";
import { tellMirrored, tellStranded, toJsonMirrored } from "./mirrored.ts";
import { toJsonError } from "./report-error.ts";
import { withSession } from "./session.ts";
import { clockOf, second, tellRun } from "./watching.ts";

/**
 * `soar fetch --watch`: fetches from each instance at once, and then by its schedule, until it is stopped. No instance
 * waits for another, and what one run fails with does not end the watch. With `--json` each run prints one line: a JSON
 * document of its own.
 */
export async function watchFetch(options: MappingFiles, globals: Globals, io: CliIo): Promise<number> {
  const mapping = mappingOf(options);
  await withSession(globals, io, async (session) => {
    // All of them before the first run: a fault in one is said at once.
    const all = fetching(session.instances).map((instance) => ({
      instance,
      schedule: scheduleOf(instance, "incidentFetchInterval"),
    }));
    await tellStranded(session, globals, io.terminal);
    const { now, ...clock } = clockOf(io);
    await Promise.all(
      all.map(({ instance, schedule }) =>
        watch({
          schedule,
          run: async () => {
            const result = await fetchOnce(instance, mapping, session, io);
            return { result, ...(result.error && { error: result.error }) };
          },
          onRun: (run) => tell(run, globals, io),
          signal: io.signal,
          now,
          ...clock,
        }),
      ),
    );
  });
  // To be stopped is how a watch ends.
  return 0;
}

// --- internal ---

function fetchOnce(
  instance: RunningInstance,
  mapping: MappingFiles,
  { store, log, now }: Session,
  io: CliIo,
): Promise<Fetched> {
  const { pause } = clockOf(io);
  return withGrace({ stop: io.signal, pause }, (signal) =>
    fetchFrom(instance, { store, mapping, log, signal, stop: io.signal, now }),
  );
}

function tell(run: FinishedRun<Fetched>, globals: Globals, io: CliIo): void {
  const { instance, created, updated, lastRun, mirrored, error } = run.result;
  const shownMirrored = toJsonMirrored(mirrored);
  if (globals.json) {
    const { startedAt, nextAt } = run;
    const document = {
      instance: instance.name,
      startedAt: second(startedAt),
      incidents: created,
      updated,
      lastRun,
      ...(shownMirrored && { mirrored: [shownMirrored] }),
      ...(error && { error: toJsonError(error) }),
      ...(nextAt === undefined ? {} : { nextAt: second(nextAt) }),
    };
    io.terminal.print(JSON.stringify(document));
  }
  tellRun(instance.name, `${String(created.length)} new, ${String(updated)} updated`, run, globals, io);
  if (mirrored) tellMirrored(mirrored, globals, io.terminal);
}
