import type { FetchEstimate } from "soarkit";
import type { Session, SessionFilter } from "../_api/sessions.ts";
import { eventCount } from "../_map/session.ts";
import type { Code42 } from "../_manifest.gen.ts";
import { isWanted, readCursor, windowOf } from "./cursor.ts";
import { MOST_EVENTS, MOST_SESSIONS } from "./file-search.ts";
import { readFetchSettings } from "./settings.ts";
import { countPages } from "./stable-pages.ts";
import { surveyed } from "./survey.ts";

/**
 * What it costs to make incidents of all there is, by totals and the newest 50 sessions: two requests, and one each where
 * sessions have new data, where they carry no names, or where it takes several runs. `items` is how many sessions there are to read. Requests for
 * sessions whose file events overlap with others' are not foreseen.
 */
export const estimate: FetchEstimate<Code42> = async (input) => {
  const { params, client, lastRun, range, known, limit, signal, now } = input;
  const { severities, ...spans } = readFetchSettings(params);
  const { sessions } = client;
  const page = (filter: SessionFilter, size: number, number = 0) => sessions.page({ filter }, { number, size }, signal);
  const total = async (filter: SessionFilter) => (await page(filter, 1)).totalCount ?? 0;

  const reopened = range ? 0 : await total(surveyed(severities));
  const span = { now: now(), ...spans };
  const cursor = readCursor(lastRun, span);
  const window = range ?? windowOf(cursor, span);
  const search = surveyed(severities, window);
  const { items: newest, totalCount = newest.length } = await page(search, sessions.pageSize);
  // Whose names have to be looked up, one page alone tells badly: the same few people are at work for days.
  const isNameless = totalCount > 2 * sessions.pageSize && newest.some(({ actorName }) => !actorName);
  const middle = Math.floor(totalCount / sessions.pageSize / 2);
  const sample = isNameless ? [...newest, ...(await page(search, sessions.pageSize, middle)).items] : newest;
  const older = reopened > 0 ? await total({ ...surveyed(severities), before: window.from }) : 0;
  const items = totalCount + older;

  const memories = await known(sample.map(({ sessionId }) => sessionId));
  const fresh = sample.filter(
    (each) => !memories.has(each.sessionId) && (range !== undefined || isWanted(each, cursor)),
  );
  const share = sample.length > 0 ? fresh.length / sample.length : 1;
  const expected = Math.round(items * share);
  const runs = range ? 1 : Math.max(1, Math.ceil(expected / limit));
  // Runs after the first read no more than the look-back.
  const again = { from: span.now - span.lookBackMs, to: span.now };
  const each = runs > 1 && window.from < again.from ? await total(surveyed(severities, again)) : totalCount;
  const pages = (count: number) => countPages(count, sessions.pageSize);
  const reads = (range ? 0 : runs * pages(reopened)) + pages(totalCount) + (runs - 1) * pages(each);
  const files = params.include_files ? searches(fresh, expected, limit) : 0;
  return { items, requests: reads + names(fresh, expected, runs) + files };
};

// --- internal ---

/** How many actors and rules have to be looked up, once in each run. */
function names(sample: readonly Session[], expected: number, runs: number): number {
  const actors = sample.flatMap(({ actorId, actorName }) => (actorId && !actorName ? [actorId] : []));
  const rules = sample.flatMap(({ triggeredAlerts }) =>
    triggeredAlerts.flatMap(({ ruleId, ruleName }) => (ruleId && !ruleName ? [ruleId] : [])),
  );
  const scale = sample.length > 0 ? expected / sample.length / runs : 0;
  return Math.round(runs * (distinctOf(actors, actors.length * scale) + distinctOf(rules, rules.length * scale)));
}

/** How many different ones there are among `count`, by those in a sample, as if each came equally often. */
function distinctOf(sample: readonly string[], count: number): number {
  const found = new Set(sample).size;
  if (found === 0) return 0;
  // Where nearly all are different the sample does not tell how many there are; then all of them may be.
  let [least, most] = [found, Math.max(count, found)];
  while (most - least > 0.5) {
    const middle = (least + most) / 2;
    if (distinctAmong(middle, sample.length) < found) least = middle;
    else most = middle;
  }
  return distinctAmong(most, count);
}

/** How many different ones are to be expected in `draws` of `all`. */
function distinctAmong(all: number, draws: number): number {
  return all * (1 - (1 - 1 / all) ** draws);
}

function searches(sample: readonly Session[], expected: number, limit: number): number {
  const events = sample.reduce((sum, session) => sum + (eventCount(session) ?? 0), 0) / Math.max(1, sample.length);
  const most = Math.min(MOST_SESSIONS, limit, Math.max(1, Math.floor(MOST_EVENTS / Math.max(1, events))));
  return Math.ceil(expected / most);
}
