import type { Handler } from "soarkit";
import type { Case } from "./_api/cases.ts";
import { showList } from "./_listing.ts";
import type { Code42 } from "./_manifest.gen.ts";
import { caseHeaders, toCase } from "./_map/case.ts";
import { toCaseFilter } from "./_map/case-filter.ts";
import { describeRest, takePages, type Taken } from "./_take.ts";

export const run: Handler<Code42, "code42-case-list"> = async ({ args, client, progress, signal, now }) => {
  const filter = toCaseFilter(args, now());
  const { limit, pgnum, pgsize = Math.min(limit, LARGEST_PAGE) } = args;
  const fetchPage = (page: { number: number; size: number }) => client.cases.page(filter, page, signal);
  const all = () =>
    takePages({
      limit,
      size: pgsize,
      fetchPage,
      idOf: ({ number }) => number,
      progress: (done, total) => progress(done, total, "cases"),
      signal,
    });
  const one = async (number: number): Promise<Taken<Case>> => ({
    items: (await fetchPage({ number, size: pgsize })).items,
    total: undefined,
  });
  const taken = await (pgnum === undefined ? all() : one(pgnum));
  const cases = taken.items.map(toCase);
  return {
    readable: showList("Code42 Cases", cases, { headers: caseHeaders }, describeRest(taken, "Cases")),
    context: { "Code42.Case": cases },
    raw: taken.items,
  };
};

// --- internal ---

/** As many as Incydr is sure to give at once. */
const LARGEST_PAGE = 100;
