import * as v from "valibot";
import { pageByNumber, type HttpClient } from "soarkit";
import { orAbsent } from "./absent.ts";
import { flag, listOf, text } from "./tolerant.ts";

const AlertRuleSchema = v.looseObject({
  id: v.string(),
  name: v.string(),
  description: text,
  isEnabled: flag,
  /** Part of a rule set that Incydr looks after. */
  isSystemRule: flag,
  /** Deprecated: a session's severity comes from its events. */
  severity: text,
  /** ISO-8601 with up to seven digits of the second's fraction. */
  createdAt: text,
  createdBy: text,
  modifiedAt: text,
  modifiedBy: text,
  /** A filter that is not there lets everything through. */
  filters: v.fallback(
    v.nullish(
      v.looseObject({
        watchlist: v.fallback(v.nullish(v.looseObject({ watchlists: listOf(v.looseObject({ id: text })) })), undefined),
        username: v.fallback(v.nullish(v.looseObject({ mode: text, usernames: listOf(v.string()) })), undefined),
        riskIndicator: v.fallback(v.nullish(v.looseObject({ indicators: listOf(v.string()) })), undefined),
      }),
    ),
    undefined,
  ),
});

/** What makes an alert of activity. */
export type AlertRule = v.InferOutput<typeof AlertRuleSchema>;

export interface AlertRules {
  /** Undefined when the rule has been deleted. */
  get(id: string, signal: AbortSignal): Promise<AlertRule | undefined>;
  /** @param filter.watchlistId only rules that look at the members of this list */
  pages(filter: { watchlistId?: string | undefined }, signal: AbortSignal): AsyncIterable<AlertRule[]>;
}

/** `/v2/alert-rules` */
export function createAlertRules(http: HttpClient): AlertRules {
  return {
    get: (id, signal) =>
      orAbsent(
        http.send({
          method: "GET",
          path: `/v2/alert-rules/${encodeURIComponent(id)}`,
          answer: AlertRuleSchema,
          signal,
        }),
      ),

    pages: ({ watchlistId }, signal) =>
      pageByNumber({
        // Counted from 0, and the last is the first that is not full: there is no total.
        first: 0,
        size: PAGE_SIZE,
        signal,
        fetchPage: async (page) => ({
          items: await http.send({
            method: "GET",
            path: "/v2/alert-rules",
            query: { PageNumber: page, PageSize: PAGE_SIZE, WatchlistId: watchlistId },
            answer: v.array(AlertRuleSchema),
            signal,
          }),
        }),
      }),
  };
}

// --- internal ---

const PAGE_SIZE = 100;
