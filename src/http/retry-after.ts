/**
 * The wait that a `Retry-After` header asks for (RFC 9110 §10.2.3: seconds, or a date), in milliseconds from now; never
 * negative. Undefined when the header is absent or unreadable. A date is measured against the answer's own `Date` where
 * there is one, so that a wrong clock on either side does no harm.
 */
export function parseRetryAfter(header: string | undefined, now: number, date?: string): number | undefined {
  const text = header?.trim() ?? "";
  if (SECONDS.test(text)) return Math.ceil(Number(text) * 1000);
  const until = parseHttpDate(text);
  if (until === undefined) return undefined;
  return Math.max(0, until - (parseHttpDate(date ?? "") ?? now));
}

/** An HTTP date as epoch milliseconds; undefined for anything else, also for what `Date.parse` would only guess at. */
export function parseHttpDate(text: string): number | undefined {
  if (!HTTP_DATE.test(text)) return undefined;
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}

// --- internal ---

/** RFC 9110 knows whole seconds only; some services send fractions. */
const SECONDS = /^\d{1,9}(\.\d{1,9})?$/;

/** The three forms that RFC 9110 §5.6.7 tells recipients to accept. */
const HTTP_DATE = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6},? [\w :-]{10,30}$/;
