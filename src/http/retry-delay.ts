/** What went wrong with a try, as far as trying again depends on it. */
export type TryFault =
  | { kind: "refused"; status: number }
  | {
      kind: "network";
      /** False when certainly no byte of the request reached the vendor. */
      sent: boolean;
      /** False for what no second try can mend, such as an expired certificate. */
      transient: boolean;
    };

/**
 * How long to wait before the next try, in milliseconds; undefined when there must be none.
 *
 * A vendor that refuses with 429, or with 503 and `Retry-After`, has applied nothing, so every method is tried again,
 * as long as the caller's deadline allows. Other failures may hide a request that was carried out: only a repeatable
 * one, or one that was never sent, is tried again, and at most three times. The vendor's explicit wait is kept to the
 * millisecond (up to a minute); our own waits are drawn from the whole range below a doubling bound, so that many
 * clients that failed together do not come back together.
 */
export function retryDelay(
  fault: TryFault,
  context: {
    /** How many tries there have been, this one included. */
    tries: number;
    repeatable: boolean;
    /** What the vendor's `Retry-After` asks for. */
    retryAfterMs: number | undefined;
    random: () => number;
  },
): number | undefined {
  const { tries, repeatable, retryAfterMs, random } = context;
  if (fault.kind === "network") {
    const may = fault.transient && (repeatable || !fault.sent) && tries < MOST_TRIES;
    return may ? jittered(FAULT_BASE_MS, FAULT_CAP_MS, tries, random) : undefined;
  }
  const { status } = fault;
  if ((status === 429 || status === 503) && retryAfterMs !== undefined) return Math.min(retryAfterMs, WAIT_CAP_MS);
  if (status === 429) return jittered(LIMIT_BASE_MS, WAIT_CAP_MS, tries, random);
  const may = REPAIRABLE.has(status) && repeatable && tries < MOST_TRIES;
  return may ? jittered(FAULT_BASE_MS, FAULT_CAP_MS, tries, random) : undefined;
}

// --- internal ---

const MOST_TRIES = 4;
const FAULT_BASE_MS = 500;
const FAULT_CAP_MS = 10_000;
/** Budgets are counted by the minute, so there is no point in coming back within fractions of a second. */
const LIMIT_BASE_MS = 2_000;
const WAIT_CAP_MS = 60_000;

/** 501 and its like say that no later try will do better. 408 is the server's own time-out of a connection. */
const REPAIRABLE = new Set([408, 500, 502, 503, 504]);

function jittered(baseMs: number, capMs: number, tries: number, random: () => number): number {
  return Math.round(random() * Math.min(capMs, baseMs * 2 ** (tries - 1)));
}
