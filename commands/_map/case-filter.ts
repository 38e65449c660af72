import { ArgumentError, parseTime } from "soarkit";
import type { CaseFilter } from "../_api/cases.ts";
import type { Code42 } from "../_manifest.gen.ts";

type Args = Code42["commands"]["code42-case-list"]["args"];

/**
 * The filters and the order that an analyst asks for, in Incydr's spelling.
 * @param now epoch milliseconds, for times such as `7 days ago`
 * @throws ArgumentError naming every fault, those of the paging included
 */
export function toCaseFilter(args: Args, now: number): CaseFilter {
  const faults = { paging: pagingFaults(args), times: new Array<string>() };
  const filter = {
    status: args.status,
    assignee: args.assignee,
    isAssigned: args.isassigned,
    name: args.name,
    subject: args.subject,
    lastModifiedBy: args.lastmodifiedby,
    createdAt: toInterval("createdat", args.createdat, now, faults.times),
    updatedAt: toInterval("updatedat", args.updatedat, now, faults.times),
    srtKey: args.srtkey,
    srtDir: args.srtdir,
  };
  const all = [...faults.paging, ...faults.times];
  if (all.length === 0) return filter;
  const ofTimes = "Times are intervals such as 2026-01-05T11:00:00Z/2026-01-06T11:00:00Z or 7 days ago/now.";
  throw new ArgumentError(all.join(" "), faults.times.length > 0 ? ofTimes : "Correct what is named.");
}

// --- internal ---

function pagingFaults({ limit, pgsize, pgnum, srtkey = [], srtdir = [] }: Args): string[] {
  const counts = Object.entries({ limit, pgsize: pgsize ?? 1, pgnum: pgnum ?? 1 });
  const keys = Math.max(1, srtkey.length);
  return [
    ...counts.filter(([, value]) => value < 1).map(([name, value]) => `${name} must be 1 or more, got ${value}.`),
    ...(srtdir.length > keys ? [`srtdir has ${srtdir.length} directions, srtkey ${keys} keys.`] : []),
  ];
}

function toInterval(name: string, given: string | undefined, now: number, faults: string[]): string | undefined {
  if (given === undefined) return undefined;
  const [from, to, ...more] = given.split("/").map((part) => parseTime(part, now));
  if (from === undefined || to === undefined || more.length > 0) {
    faults.push(`${name} must be two times with a slash between them, got "${given}".`);
    return undefined;
  }
  if (from > to) faults.push(`${name} ends before it begins: "${given}".`);
  return `${new Date(from).toISOString()}/${new Date(to).toISOString()}`;
}
