import * as v from "valibot";
import { pageByNumber, type HttpClient } from "soarkit";

/**
 * An entry of the audit log, as it comes. It has no id; all have `type$` (`audit_log::<name>/<version>`), `timestamp`
 * (ISO), `actorId`, `actorName`, `actorAgent`, `actorIpAddress` and `actorType`, and the rest varies by type. Nothing is
 * taken for granted, so that nothing is lost of what tells one entry from another.
 */
export type AuditEvent = Record<string, unknown>;

/** An entry must match all that is given, and of each list any. */
export interface AuditFilter {
  actorIds?: readonly string[] | undefined;
  actorNames?: readonly string[] | undefined;
  actorIpAddresses?: readonly string[] | undefined;
  eventTypes?: readonly string[] | undefined;
  resourceIds?: readonly string[] | undefined;
  userTypes?: readonly string[] | undefined;
  /** Epoch milliseconds. */
  startTime?: number | undefined;
  /** Epoch milliseconds. */
  endTime?: number | undefined;
}

export interface AuditLog {
  /**
   * Pages of at most `pageSize` entries (10,000 at most), for as long as they are asked for. Incydr promises no order,
   * and does not say whether an entry at exactly a bound of the time range is within it.
   */
  pages(filter: AuditFilter, pageSize: number, signal: AbortSignal): AsyncIterable<AuditEvent[]>;
  /** One of those pages, counted from 0. */
  page(filter: AuditFilter, page: { number: number; size: number }, signal: AbortSignal): Promise<AuditEvent[]>;
  /** How many entries there are on all pages. */
  count(filter: AuditFilter, signal: AbortSignal): Promise<number>;
}

/** `/v1/audit` */
export function createAuditLog(http: HttpClient): AuditLog {
  const page: AuditLog["page"] = async (filter, { number, size }, signal) => {
    const { events } = await http.send({
      method: "POST",
      path: "/v1/audit/search-audit-log",
      body: { ...toBody(filter), page: number, pageSize: size },
      reads: true,
      answer: PageSchema,
      known: VALUES,
      signal,
    });
    return events;
  };
  return {
    page,

    pages: (filter, pageSize, signal) =>
      pageByNumber({
        first: 0,
        size: pageSize,
        signal,
        fetchPage: async (number) => ({ items: await page(filter, { number, size: pageSize }, signal) }),
      }),

    count: async (filter, signal) => {
      const { totalResultCount } = await http.send({
        method: "POST",
        path: "/v1/audit/search-results-count",
        body: { ...toBody(filter), page: 0, pageSize: 1 },
        reads: true,
        answer: CountSchema,
        signal,
      });
      return totalResultCount;
    },
  };
}

// --- internal ---

const PageSchema = v.looseObject({ events: v.nullable(v.array(v.looseObject({})), []) });

const CountSchema = v.looseObject({ totalResultCount: v.pipe(v.number(), v.minValue(0)) });

const VALUES = { "events[].actorType": ["USER", "SUPPORT_USER", "API_CLIENT", "SYSTEM", "UNKNOWN"] };

/** Every key is sent, null where nothing is asked for; times in seconds, with a fraction. */
function toBody(filter: AuditFilter): Record<string, unknown> {
  const { startTime, endTime, ...lists } = filter;
  const seconds = (ms: number | undefined): number | null => (ms === undefined ? null : ms / 1000);
  return {
    actorIds: lists.actorIds ?? null,
    actorIpAddresses: lists.actorIpAddresses ?? null,
    actorNames: lists.actorNames ?? null,
    dateRange: { startTime: seconds(startTime), endTime: seconds(endTime) },
    eventTypes: lists.eventTypes ?? null,
    resourceIds: lists.resourceIds ?? null,
    userTypes: lists.userTypes ?? null,
  };
}
