import { ArgumentError } from "../errors.ts";
import type { Range } from "../incidents/fetch.ts";
import { parseTime } from "../manifest/dates.ts";

/** Of `soar fetch`. */
export interface FetchOptions {
  from?: string;
  to?: string;
}

/**
 * The range to be read again; undefined when none is asked for.
 * @param now epoch milliseconds
 * @throws ArgumentError for what is no time, a range of one end, and one that ends before it begins
 */
export function fetchRange({ from: fromText, to: toText }: FetchOptions, now: number): Range | undefined {
  if (fromText === undefined && toText === undefined) return undefined;
  if (fromText === undefined || toText === undefined) {
    const [given, lacking] = fromText === undefined ? ["--to", "--from"] : ["--from", "--to"];
    throw new ArgumentError(
      `${given} needs ${lacking}, too.`,
      "Give both ends of the range, such as --from '30 days ago' --to now.",
    );
  }
  const [from, to] = [parseTime(fromText, now), parseTime(toText, now)];
  const wrong = [
    ...(from === undefined ? [`--from "${fromText}"`] : []),
    ...(to === undefined ? [`--to "${toText}"`] : []),
  ];
  if (from === undefined || to === undefined) {
    throw new ArgumentError(
      `${wrong.join(" and ")} ${wrong.length > 1 ? "are no times" : "is no time"}.`,
      "Write a time such as 2026-01-31T08:00:00Z, yesterday, or '3 days ago'.",
    );
  }
  if (from < to) return { from, to };
  throw new ArgumentError(
    `The range ends before it begins: from ${new Date(from).toISOString()} to ${new Date(to).toISOString()}.`,
    "Give --from a time before that of --to.",
  );
}
