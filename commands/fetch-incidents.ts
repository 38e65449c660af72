import { SoarError, type FetchHandler, type FetchItem, type FetchPage, type Range } from "soarkit";
import type { SessionPage } from "./_api/sessions.ts";
import { advance, isWanted, readCursor, windowOf, writeCursor } from "./_fetch/cursor.ts";
import { createDescribe } from "./_fetch/describe.ts";
import { toMemory } from "./_fetch/memory.ts";
import { readFetchSettings } from "./_fetch/settings.ts";
import { stablePages } from "./_fetch/stable-pages.ts";
import { queryText, sift, surveyed } from "./_fetch/survey.ts";
import { fromWaiting, toWaiting } from "./_fetch/waiting.ts";
import type { Code42 } from "./_manifest.gen.ts";

export { estimate } from "./_fetch/estimate.ts";

/**
 * Open sessions with alerts become incidents, oldest first; those met before that got new alerts, another severity or
 * state update theirs.
 *
 * A run first looks at all there is: what is new is kept waiting, page by page, and when everything has been read the
 * cursor moves on, past all of it. Then those that began first become incidents, as many as the limit allows, without
 * another request for them. So a backlog holds up nothing, and it does not matter after which page a run ends.
 *
 * When Incydr fails in the midst of that, the cursor stays and the run fails, but what waits is not held up by it. When
 * it does not answer at all, it is: what is to be looked up for incidents would be missing in them for good.
 */
export const run: FetchHandler<Code42> = async function* (input) {
  const { params, client, lastRun, known, pending, range, limit, log, signal, now } = input;
  const { severities, ...spans } = readFetchSettings(params);
  const ahead = stablePages(client.sessions, surveyed(severities, range), signal);
  const first = await ahead.next();
  // Asked for after Incydr's first answer: by its Date the clock has been corrected, if ours is wrong.
  const span = { now: now(), ...spans };
  const cursor = readCursor(lastRun, span);
  const window = range ?? windowOf(cursor, span);
  const search = surveyed(severities, window);
  const describe = createDescribe(client, { includeFiles: params.include_files, now: span.now, log, signal });

  async function* pages(): AsyncGenerator<SessionPage> {
    if (!first.done) yield first.value;
    yield* ahead;
    if (!range) yield* stablePages(client.sessions, search, signal);
  }

  async function* survey(): AsyncGenerator<FetchPage> {
    for await (const page of pages()) {
      // What a range holds is wanted, whatever the cursor says.
      const wanted = range ? () => true : (session: SessionPage["items"][number]) => isWanted(session, cursor);
      const { fresh, changed } = await sift(page, { known, isWanted: wanted });
      const items: FetchItem[] = fresh.map((met) => toWaiting(met, span.now));
      for await (const { entry, incident } of describe(changed)) {
        const { session, changes } = entry;
        const updates = { ...incident, ...(changes.length > 0 && { note: changes.join("\n") }) };
        items.push({ id: session.sessionId, state: toMemory(session), updates });
      }
      if (items.length > 0) yield { items, lastRun: writeCursor(cursor) };
    }
  }

  let failure: SoarError | undefined;
  try {
    yield* survey();
  } catch (error) {
    if (!(error instanceof SoarError) || signal.aborted) throw error;
    failure = error;
  }
  const read = writeCursor(range || failure ? cursor : advance(cursor, span));
  if (!failure) yield { items: [], lastRun: read, covered: { ...passed(window, span.now), query: queryText(search) } };

  try {
    let items: FetchItem[] = [];
    for await (const { entry, incident } of describe((await pending(limit)).map(fromWaiting))) {
      items.push({ id: entry.session.sessionId, state: toMemory(entry.session), incident });
      if (items.length < PAGE_SIZE) continue;
      yield { items, lastRun: read };
      items = [];
    }
    if (items.length > 0) yield { items, lastRun: read };
  } finally {
    // Here, since with the last incident that it may make a run is at its end.
    if (failure) fail(failure);
  }
};

// --- internal ---

/** Few enough to be committed at once. */
const PAGE_SIZE = 50;

/** Of a range what lies in the past: nothing of the rest can have been read. */
function passed({ from, to }: Range, now: number): Range {
  return { from, to: Math.max(from, Math.min(to, now)) };
}

function fail(error: SoarError): never {
  throw error;
}
