/** Counts requests against a limit, per key. */
export interface RateLimit {
  /** Takes one request. 0 when it is allowed, else the milliseconds until one would be. */
  take(key: string): number;
  /** Whether a refusal says `Retry-After`. */
  retryAfter: boolean;
  /** How many requests are allowed; 0 lifts the limit. Every key begins anew. */
  setRequests(requests: number): void;
}

/**
 * A token bucket per key: it holds `requests`, refills steadily within `perMs`, and refused requests take nothing.
 * @param now milliseconds from any origin; only differences count
 */
export function createRateLimit(options: {
  requests: number;
  perMs: number;
  /** @default true */
  retryAfter?: boolean;
  now: () => number;
}): RateLimit {
  const { perMs, now } = options;
  let requests = options.requests;
  const buckets = new Map<string, { left: number; at: number }>();
  return {
    retryAfter: options.retryAfter ?? true,
    setRequests: (next) => {
      requests = next;
      buckets.clear();
    },
    take: (key) => {
      if (requests === 0) return 0;
      const at = now();
      const bucket = buckets.get(key) ?? { left: requests, at };
      const left = Math.min(requests, bucket.left + ((at - bucket.at) * requests) / perMs);
      const allowed = left >= 1;
      buckets.set(key, { left: allowed ? left - 1 : left, at });
      return allowed ? 0 : Math.ceil(((1 - left) * perMs) / requests);
    },
  };
}
