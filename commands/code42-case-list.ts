import { ArgumentError, parseTime, tableToMarkdown, type Handler } from "soarkit";
import type { Case, CaseFilter } from "./_api/cases.ts";
import type { Code42 } from "./_manifest.gen.ts";
import { caseHeaders, toCase } from "./_map/case.ts";
import { describeRest, takePages, type Taken } from "./_take.ts";

export const run: Handler<Code42, "code42-case-list"> = async ({ args, client, progress, signal, now }) => {
  const filter = toFilter(args, now());
  const size = args.pgsize ?? Math.min(args.limit, LARGEST_PAGE);
  const fetchPage = (page: { number: number; size: number }) => client.cases.page(filter, page, signal);
  const taken: Taken<Case> =
    args.pgnum === undefined
      ? await takePages({
          limit: args.limit,
          size,
          fetchPage,
          progress: (done, total) => progress(done, total, "cases"),
          signal,
        })
      : { items: (await fetchPage({ number: args.pgnum, size })).items, total: undefined };
  const cases = taken.items.map(toCase);
  const table = tableToMarkdown("Code42 Cases", cases, { headers: caseHeaders });
  return {
    readable: table + describeRest(taken, "Cases"),
    context: { "Code42.Case": cases },
    raw: taken.items,
  };
};

// --- internal ---

/** As many as Incydr is sure to give at once. */
const LARGEST_PAGE = 100;

type Args = Code42["commands"]["code42-case-list"]["args"];

/** @throws ArgumentError naming every fault */
function toFilter(args: Args, now: number): CaseFilter {
  const faults: string[] = [];
  for (const name of ["limit", "pgsize", "pgnum"] as const) {
    if ((args[name] ?? 1) < 1) faults.push(`${name} must be 1 or more, got ${args[name]}.`);
  }
  const { srtkey, srtdir } = args;
  const keys = Math.max(1, srtkey?.length ?? 0);
  if ((srtdir?.length ?? 0) > keys) faults.push(`srtdir has ${srtdir?.length} directions for ${keys} keys in srtkey.`);
  const createdAt = toInterval("createdat", args.createdat, now, faults);
  const updatedAt = toInterval("updatedat", args.updatedat, now, faults);
  if (faults.length > 0) {
    const hint = "Times are intervals such as 2026-01-05T11:00:00Z/2026-01-06T11:00:00Z or 7 days ago/now.";
    throw new ArgumentError(faults.join(" "), createdAt.wrong || updatedAt.wrong ? hint : "Correct what is named.");
  }
  return {
    status: args.status,
    assignee: args.assignee,
    isAssigned: args.isassigned,
    name: args.name,
    subject: args.subject,
    lastModifiedBy: args.lastmodifiedby,
    createdAt: createdAt.text,
    updatedAt: updatedAt.text,
    srtKey: srtkey,
    srtDir: srtdir,
  };
}

interface Interval {
  /** As Incydr writes it. */
  text?: string;
  wrong?: boolean;
}

function toInterval(name: string, given: string | undefined, now: number, faults: string[]): Interval {
  if (given === undefined) return {};
  const [from, to, ...more] = given.split("/").map((part) => parseTime(part, now));
  if (from === undefined || to === undefined || more.length > 0) {
    faults.push(`${name} must be two times with a slash between them, got "${given}".`);
    return { wrong: true };
  }
  if (from > to) {
    faults.push(`${name} ends before it begins: "${given}".`);
    return { wrong: true };
  }
  return { text: `${new Date(from).toISOString()}/${new Date(to).toISOString()}` };
}
