import { ApiError } from "../errors.ts";
import { interruption, throwIfStopped } from "./interruption.ts";
import type { Token, TokenOwner, TokenStore } from "./ports.ts";

/** The access token of one vendor account. */
export interface TokenKeeper {
  /** A token that is good for a while; asked for when there is none, once for all who wait. */
  get(signal: AbortSignal | undefined): Promise<string>;
  /** The vendor refused this token: it is forgotten here and in the store, unless a newer one is there already. */
  refuse(accessToken: string): Promise<void>;
}

export function createTokenKeeper(options: {
  store: TokenStore;
  owner: TokenOwner;
  /** Asks the vendor; the signal is aborted once nobody waits for the answer any more. */
  request: (signal: AbortSignal) => Promise<{ accessToken: string; expiresInMs: number }>;
  /** Told every token before it is used. */
  onToken: (accessToken: string) => void;
  now: () => number;
}): TokenKeeper {
  const { store, owner, request, onToken, now } = options;
  let current: { token: Token; renewAt: number } | undefined;
  let pending: Asking | undefined;

  return {
    async get(signal) {
      if (current && now() < current.renewAt) return current.token.accessToken;
      throwIfStopped(signal);
      const asking = (pending ??= ask());
      asking.waiting += 1;
      try {
        return await until(asking.token, signal);
      } finally {
        asking.waiting -= 1;
        // The request serves everyone who waits: one who stops must not end it for the others, but the last one must,
        // or the process would live on for a request that nobody wants.
        if (asking.waiting === 0) end(asking);
      }
    },
    async refuse(accessToken) {
      if (current?.token.accessToken === accessToken) current = undefined;
      const kept = await store.read(owner);
      if (kept?.accessToken === accessToken) await store.remove(owner);
    },
  };

  function ask(): Asking {
    const stop = new AbortController();
    return { token: obtain(stop.signal), stop, waiting: 0 };
  }

  function end(asking: Asking): void {
    if (pending === asking) pending = undefined;
    asking.stop.abort();
  }

  async function obtain(signal: AbortSignal): Promise<string> {
    const kept = await store.read(owner);
    if (kept && now() < kept.expiresAt - MARGIN_MS) {
      onToken(kept.accessToken);
      current = { token: kept, renewAt: kept.expiresAt - MARGIN_MS };
      return kept.accessToken;
    }
    const askedAt = now();
    const { accessToken, expiresInMs } = await request(signal);
    if (accessToken === "" || !Number.isFinite(expiresInMs) || expiresInMs <= 0) throw unusable(expiresInMs);
    onToken(accessToken);
    const token = { accessToken, expiresAt: askedAt + expiresInMs };
    // A token that lives hardly longer than the margin would otherwise be renewed on every request.
    current = { token, renewAt: token.expiresAt - Math.min(MARGIN_MS, expiresInMs / 2) };
    await store.write(owner, token);
    return accessToken;
  }
}

// --- internal ---

const MARGIN_MS = 60_000;

/** A token that is being obtained, and how many wait for it. */
interface Asking {
  token: Promise<string>;
  stop: AbortController;
  waiting: number;
}

function unusable(expiresInMs: number): ApiError {
  return new ApiError(
    `The vendor's access token is unusable (valid for ${expiresInMs} ms).`,
    "Check that the instance's URL is the vendor's API.",
    { status: 200, body: "" },
  );
}

async function until<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise;
  const { promise: stopped, reject } = Promise.withResolvers<never>();
  const stop = () => reject(interruption(signal));
  signal.addEventListener("abort", stop, { once: true });
  try {
    return await Promise.race([promise, stopped]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
