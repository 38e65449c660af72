import { Refusal } from "soarkit/simulator";

import type { Person } from "./people.ts";

/** What of a person can be written: through risk profiles and, all but the names, through actors. */
export type Profile = Pick<Person, "notes" | "startDate" | "endDate" | "alternateNames">;

/** What was written over people's own profiles. Actors and risk profiles are two views of it. */
export interface Profiles {
  /** The person as written by now. */
  of(person: Person): Person;
  /**
   * An absent field is left alone, null clears it.
   * @returns whether that changed anything
   */
  write(person: Person, change: Partial<Profile>): boolean;
}

export function createProfiles(): Profiles {
  /** By actor id. */
  const written = new Map<string, Profile>();

  function of(person: Person): Person {
    return { ...person, ...written.get(person.actorId) };
  }
  return {
    of,
    write: (person, change) => {
      const { notes, startDate, endDate, alternateNames } = of(person);
      const before: Profile = { notes, startDate, endDate, alternateNames };
      const after = { ...before, ...change };
      written.set(person.actorId, after);
      return JSON.stringify(after) !== JSON.stringify(before);
    },
  };
}

/** @throws Refusal 400 unless `YYYY-MM-DD` names a day that exists */
export function checkDate(value: string): string {
  const at = /^\d{4}-\d\d-\d\d$/.test(value) ? Date.parse(value) : NaN;
  // Date.parse lets 30 February roll over to March.
  if (!Number.isNaN(at) && new Date(at).toISOString().startsWith(value)) return value;
  throw new Refusal(400, { error: `${value} is not a date of the form YYYY-MM-DD` });
}
