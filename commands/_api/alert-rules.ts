import * as v from "valibot";
import type { HttpClient } from "soarkit";
import { orAbsent } from "./absent.ts";

const AlertRuleSchema = v.looseObject({ id: v.string(), name: v.string() });

export type AlertRule = v.InferOutput<typeof AlertRuleSchema>;

export interface AlertRules {
  /** Undefined when the rule has been deleted. */
  get(id: string, signal: AbortSignal): Promise<AlertRule | undefined>;
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
  };
}
