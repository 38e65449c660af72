import { Cron } from "croner";
import { didYouMean } from "../nearest.ts";

/** What is wrong with a cron line, and what to do about it; undefined: nothing. */
export function cronFault(line: string): { message: string; hint: string } | undefined {
  const shown = `"${line.slice(0, 60)}"`;
  const fields = line.trim().split(/\s+/u);
  if (line.length > MOST_LETTERS) return { message: `${shown} … is too long for a cron line.`, hint: EXAMPLE };
  if (line.trim().startsWith("@")) {
    if (NICKNAMES.includes(line.trim().toLowerCase())) return undefined;
    const message = `${shown} is no time that cron has a name for.${didYouMean(line.trim(), NICKNAMES)}`;
    return { message, hint: `Cron's names are ${NICKNAMES.join(", ")}.` };
  }
  if (fields.length !== FIELDS.length) {
    const count = `${String(fields.length)} ${fields.length === 1 ? "field" : "fields"}`;
    return { message: `${shown} has ${count}; a cron line has ${String(FIELDS.length)}.`, hint: EXAMPLE };
  }
  const wrong = fields.findIndex((field, at) => !isField(field, at));
  if (wrong !== -1) {
    const [field = "", names = []] = [fields[wrong], NAMES[wrong]];
    const near = didYouMean(field, names);
    return { message: `${shown}: "${field.slice(0, 30)}" is no ${String(FIELDS[wrong])}.${near}`, hint: EXAMPLE };
  }
  if (nextCron(line, 0) === undefined) {
    return { message: `${shown} names a day that never comes.`, hint: "Correct day and month." };
  }
  return undefined;
}

/**
 * The next time that a sound cron line names, later than `after`; epoch milliseconds, by UTC. Undefined: there is none.
 */
export function nextCron(line: string, after: number): number | undefined {
  return opened(line).nextRun(new Date(after))?.getTime();
}

// --- internal ---

/** Cron lines of people are far shorter; what is read by a pattern is bounded. */
const MOST_LETTERS = 200;

const FIELDS = ["minute", "hour", "day of the month", "month", "day of the week"];

/** The names that a field may use in place of numbers. */
const NAMES: Readonly<Record<number, string[]>> = {
  3: ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"],
  4: ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"],
};

const NICKNAMES = ["@hourly", "@daily", "@midnight", "@weekly", "@monthly", "@yearly", "@annually"];

const EXAMPLE =
  "Write minute, hour, day, month and weekday, by UTC: */5 * * * * is every 5 minutes, 0 6 * * MON-FRI six in the morning.";

/** One field is sound when the line is that has nothing else in it. */
function isField(field: string, at: number): boolean {
  try {
    opened(FIELDS.map((_, each) => (each === at ? field : "*")).join(" "));
    return true;
  } catch {
    return false;
  }
}

function opened(line: string): Cron {
  return new Cron(line.trim(), { timezone: "UTC", mode: "5-part", paused: true });
}
