import * as v from "valibot";
import type { CountedPage, HttpClient } from "soarkit";
import { knownOfTrustedActivities } from "./known.ts";
import { flag, listOf, number, text } from "./tolerant.ts";

/** A place that data may go to: a domain, a part of one, a Slack workspace, a sync account, a Git repository. */
const TrustedActivitySchema = v.looseObject({
  activityId: v.pipe(v.string(), v.nonEmpty()),
  type: text,
  /** The domain, the workspace's name … */
  value: text,
  description: text,
  isHighValueSource: flag,
  /** What is trusted there. Empty for types of which everything is. */
  activityActionGroups: listOf(
    v.looseObject({
      name: text,
      activityActions: listOf(v.looseObject({ type: text, providers: listOf(v.looseObject({ name: v.string() })) })),
    }),
  ),
  /** ISO-8601 UTC: when it was made or last changed. */
  updateTime: text,
  principalType: text,
  updatedByPrincipalId: text,
  updatedByPrincipalName: text,
});

export type TrustedActivity = v.InferOutput<typeof TrustedActivitySchema>;

export interface TrustedActivities {
  /** One page, counted from 1. Without a type, those of all. */
  page(
    filter: { type?: string | undefined },
    page: { number: number; size: number },
    signal: AbortSignal,
  ): Promise<CountedPage<TrustedActivity>>;
}

/** `/v2/trusted-activities`; after the trusted-activities client of Code42's own Python SDK. */
export function createTrustedActivities(http: HttpClient): TrustedActivities {
  return {
    page: async ({ type }, { number: page_num, size: page_size }, signal) => {
      const { trustedActivities, totalCount } = await http.send({
        method: "GET",
        path: "/v2/trusted-activities",
        query: { page_num, page_size, activity_type: type },
        answer: PageSchema,
        known: VALUES,
        signal,
      });
      return { items: trustedActivities, totalCount };
    },
  };
}

// --- internal ---

const VALUES = knownOfTrustedActivities("trustedActivities[]");

const PageSchema = v.looseObject({
  trustedActivities: v.nullish(v.array(TrustedActivitySchema), []),
  totalCount: number,
});
