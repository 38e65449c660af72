import type { AuditEvent, AuditFilter } from "./_api/audit-log.ts";
import type { Incydr } from "./_api/incydr.ts";

/** How the caller follows a search, and stops it. */
export interface Following {
  progress: (done: number, total?: number, what?: string) => void;
  signal: AbortSignal;
}

/**
 * At most `wanted` entries of the audit log, oldest first. Which ones, where there are more, is up to Incydr, which
 * promises no order.
 */
export async function searchAuditLog(
  client: Incydr,
  filter: AuditFilter,
  wanted: number,
  { progress, signal }: Following,
): Promise<AuditEvent[]> {
  const found: AuditEvent[] = [];
  for await (const page of client.auditLog.pages(filter, Math.min(wanted, MAX_PAGE_SIZE), signal)) {
    for (const event of page.slice(0, wanted - found.length)) found.push(event);
    progress(found.length, wanted, "audit log entries");
    if (found.length >= wanted) break;
  }
  return found.toSorted((one, other) => timeOf(one) - timeOf(other));
}

// --- internal ---

/** Incydr's largest page. */
const MAX_PAGE_SIZE = 10_000;

/** What has no time comes last. */
function timeOf({ timestamp }: AuditEvent): number {
  const at = typeof timestamp === "string" ? Date.parse(timestamp) : NaN;
  return Number.isNaN(at) ? Number.MAX_SAFE_INTEGER : at;
}
