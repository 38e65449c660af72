import { ParameterError } from "../../errors.ts";
import type { Schedule } from "./plan.ts";

/**
 * The parameters that say how often, in minutes, and what holds where they say nothing: incidents are fetched every
 * minute, as XSOAR does it, and events collected every five.
 */
const DEFAULT_MINUTES = { incidentFetchInterval: 1, eventFetchInterval: 5 };

/**
 * When an instance runs: by its `schedule` in soar.yml; else as often as its parameter says.
 * @throws ParameterError unless that is a number of minutes from 1 to those of a year
 */
export function scheduleOf(
  { name, schedule, params }: { name: string; schedule?: string; params: Record<string, unknown> },
  parameter: keyof typeof DEFAULT_MINUTES,
): Schedule {
  if (schedule !== undefined) return { cron: schedule };
  const given = params[parameter] ?? DEFAULT_MINUTES[parameter];
  const minutes = Number(given);
  if (minutes >= 1 && minutes <= MOST_MINUTES) return { everyMs: minutes * MINUTE_MS };
  throw new ParameterError(
    `${parameter} of instance "${name}" must be a number of minutes, 1 or more, got ${JSON.stringify(given)}.`,
    "Set it in soar.yml or the environment, or give the instance a `schedule`: a cron line.",
  );
}

// --- internal ---

const MINUTE_MS = 60_000;
const MOST_MINUTES = 366 * 24 * 60;
