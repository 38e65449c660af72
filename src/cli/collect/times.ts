import { ArgumentError } from "../../errors.ts";
import { parseTime } from "../../manifest/dates.ts";

/**
 * A time as typed, epoch milliseconds: ISO 8601 (UTC where it has no zone), epoch seconds, `3 days`, `now`.
 * @throws ArgumentError
 */
export function readTime(option: string, text: string | undefined, now: number): number | undefined {
  if (text === undefined) return undefined;
  const time = parseTime(text, now);
  if (time !== undefined) return time;
  throw new ArgumentError(
    `${option} takes a time, not ${JSON.stringify(text)}.`,
    `For example ${option} 2026-01-31T08:00:00Z, or ${option} '3 days' for so long ago.`,
  );
}

/** A length of time in its two largest units, such as `2 d 3 h`. */
export function shortSpan(ms: number): string {
  const units: [string, number][] = [
    ["d", 86_400_000],
    ["h", 3_600_000],
    ["min", 60_000],
    ["s", 1000],
  ];
  const at = units.findIndex(([, length]) => ms >= length);
  if (at === -1) return ms <= 0 ? "0 s" : `${String(Math.ceil(ms))} ms`;
  const [unit = "", length = 1] = units[at] ?? [];
  const rest = units[at + 1];
  const more = rest ? Math.floor((ms % length) / rest[1]) : 0;
  return [
    `${String(Math.floor(ms / length))} ${unit}`,
    ...(more > 0 ? [`${String(more)} ${rest?.[0] ?? ""}`] : []),
  ].join(" ");
}
