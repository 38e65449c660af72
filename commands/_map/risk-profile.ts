import { ArgumentError } from "soarkit";
import type { Actor, ActorChange } from "../_api/actors.ts";
import { checkDates } from "./plain-date.ts";

/** An actor under `Code42.UserRiskProfiles`. What is empty is null, so that it takes the place of an earlier value. */
export interface RiskProfile {
  Username: string;
  StartDate: string | null;
  EndDate: string | null;
  Notes: string | null;
}

export const riskProfileHeaders = ["Username", "StartDate", "EndDate", "Notes"];

export function toRiskProfile({ name, startDate, endDate, notes }: Actor): RiskProfile {
  return { Username: name, StartDate: startDate ?? null, EndDate: endDate ?? null, Notes: notes ?? null };
}

/** A change of a risk profile as an analyst gives it. */
export interface ProfileArguments {
  start_date?: string;
  end_date?: string;
  notes?: string;
  /** The fields to empty. */
  clear?: readonly FieldName[];
}

/**
 * What to write, by Incydr's names.
 * @throws ArgumentError when nothing is given, a date is none, or a field is both given and to be emptied
 */
export function toProfileChange(args: ProfileArguments): ActorChange {
  const { clear = [], ...given } = args;
  const twice = clear.filter((name) => given[name] !== undefined);
  if (twice.length > 0) {
    throw new ArgumentError(
      `${twice.join(", ")} cannot be both given and emptied.`,
      "Give the field, or name it in clear.",
    );
  }
  checkDates({ start_date: given.start_date, end_date: given.end_date });
  const change: ActorChange = {};
  for (const [name, key] of FIELDS) {
    const value = clear.includes(name) ? null : given[name];
    if (value !== undefined) change[key] = value;
  }
  if (Object.keys(change).length > 0) return change;
  throw new ArgumentError(
    "Nothing to change: start_date, end_date and notes are all empty.",
    "Give at least one of them. To empty a field, name it in clear, such as clear=end_date.",
  );
}

/** The given fields of which the actor is not what was written, by the arguments' names. */
export function unchanged(change: ActorChange, actor: Actor): FieldName[] {
  return FIELDS.flatMap(([name, key]) => {
    const wanted = change[key];
    return wanted === undefined || wanted === (actor[key] ?? null) ? [] : [name];
  });
}

// --- internal ---

type FieldName = "start_date" | "end_date" | "notes";

const FIELDS: readonly (readonly [FieldName, keyof ActorChange])[] = [
  ["start_date", "startDate"],
  ["end_date", "endDate"],
  ["notes", "notes"],
];
