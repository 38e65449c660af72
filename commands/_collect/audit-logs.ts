import { ApiError, type CollectedEvent, type Range } from "soarkit";
import type { AuditEvent, AuditFilter, AuditLog } from "../_api/audit-log.ts";
import { contentId } from "../_map/content-id.ts";
import { documentOf, unknownOf, type Source } from "./source.ts";

/**
 * Entries of the audit log by their time. They have no id, and several may be the same in everything: those are told
 * apart by their number among their equals, which are always read together, since they have the same time.
 * @param pageSize Incydr's largest page. @default 10,000
 */
export function auditLogSource(auditLog: AuditLog, lookBackMs: number, pageSize = PAGE_SIZE): Source {
  return {
    lookBackMs,
    // A page that is not full is the whole window, in whatever order it comes.
    mostInWindow: pageSize - 1,
    pageSize,
    count: ({ from, to }, signal) => auditLog.count(countFilter(from, to), signal),
    read: async (window, _, signal) => {
      const filter = windowFilter(window);
      const first = await auditLog.page(filter, { number: 0, size: pageSize }, signal);
      if (first.length < pageSize) return { events: toCollected(first, window), total: first.length };
      if (window.to - window.from > 1) {
        return { events: [], total: Math.max(first.length, await auditLog.count(filter, signal)) };
      }
      return { events: toCollected(await readPages(auditLog, filter, pageSize, signal), window) };
    },
    fresh: unknownOf,
    query: ({ from, to }) => `POST /v1/audit/search-audit-log dateRange ${iso(from)} to ${iso(to)}`,
  };
}

// --- internal ---

const PAGE_SIZE = 10_000;
const ATTEMPTS = 3;

/** Whether the bounds are within, no source says: a millisecond more on either side is asked for, and left out here. */
function windowFilter({ from, to }: Range): AuditFilter {
  return { startTime: from - 1, endTime: to + 1 };
}

/** Entries have whole milliseconds, so that none lies at these bounds. */
function countFilter(from: number, to: number | undefined): AuditFilter {
  return { startTime: from - 0.5, ...(to !== undefined && { endTime: to - 0.5 }) };
}

/** More than a page in one millisecond. An entry that comes while they are read would shift them all. */
async function readPages(auditLog: AuditLog, filter: AuditFilter, size: number, signal: AbortSignal) {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const before = await auditLog.count(filter, signal);
    const entries: AuditEvent[] = [];
    // By their number, since pages of entries that are all the same are the same.
    for (let number = 0; entries.length < before; number += 1) {
      const page = await auditLog.page(filter, { number, size }, signal);
      for (const entry of page) entries.push(entry);
      if (page.length < size) break;
    }
    if (entries.length === before && (await auditLog.count(filter, signal)) === before) return entries;
  }
  throw new ApiError(
    `The audit log kept changing while entries of one millisecond were read (${String(filter.startTime)}).`,
    "Try again later.",
    { status: 200, body: "" },
  );
}

/** Those of the window, in order of time. What has no time is in every window. */
function toCollected(entries: readonly AuditEvent[], { from, to }: Range): CollectedEvent[] {
  const timed = entries
    .map((entry) => ({ entry, at: typeof entry.timestamp === "string" ? Date.parse(entry.timestamp) : NaN }))
    .filter(({ at }) => Number.isNaN(at) || (at >= from && at < to));
  const counts = new Map<string, number>();
  return timed.map(({ entry, at }) => {
    const hash = contentId(entry);
    const count = (counts.get(hash) ?? 0) + 1;
    counts.set(hash, count);
    return { id: `${hash}#${String(count)}`, at: Number.isNaN(at) ? 0 : at, event: documentOf(entry) };
  });
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
