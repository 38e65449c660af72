import type { TokenStore } from "../http/ports.ts";
import type { Wire, WireRequest } from "../http/wire.ts";

/** One request that was made. Each try of it is one. */
export interface MadeRequest {
  method: string;
  /** Without origin and query. */
  path: string;
  /** Each name with all its values. */
  query: Record<string, string[]>;
  /** Absent where no answer came. */
  status?: number;
}

/** What an integration sent. */
export interface Traffic {
  /** In the order in which they were sent, without those for tokens. */
  requests: MadeRequest[];
  /** How many requests for access tokens were answered beside them. */
  tokenRequests: number;
}

/** Notes what goes over a wire, and tells requests for tokens from those that carry one. */
export interface Listener {
  traffic: () => Traffic;
  /** The wire, listened to. */
  on: (wire: Wire) => Wire;
  /** The store of tokens, listened to: an integration that asks it has tokens, and these are the ones. */
  knowing: (tokens: TokenStore) => TokenStore;
}

export function createListener(): Listener {
  const requests: MadeRequest[] = [];
  const tokens = new Set<string>();
  let tokenRequests = 0;
  let hasTokens = false;
  const isForToken = ({ headers, foreign }: WireRequest) =>
    hasTokens && !foreign && !tokens.has(headers.authorization ?? "");
  const learn = (token: { accessToken: string } | undefined) => {
    hasTokens = true;
    if (token) tokens.add(`Bearer ${token.accessToken}`);
  };
  return {
    traffic: () => ({ requests, tokenRequests }),
    on: (wire) => async (request) => {
      if (isForToken(request)) {
        const answer = await wire(request);
        tokenRequests += 1;
        return answer;
      }
      const made = toMade(request);
      requests.push(made);
      const answer = await wire(request);
      made.status = answer.status;
      return answer;
    },
    knowing: (store) => ({
      async read(owner) {
        const token = await store.read(owner);
        learn(token);
        return token;
      },
      async write(owner, token) {
        learn(token);
        await store.write(owner, token);
      },
      remove: (owner) => store.remove(owner),
    }),
  };
}

/** Each name with all its values. */
export function readQuery(text: string): Record<string, string[]> {
  const query = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(text)) query.set(name, [...(query.get(name) ?? []), value]);
  return Object.fromEntries(query);
}

// --- internal ---

function toMade({ method, url }: WireRequest): MadeRequest {
  const { pathname, search } = new URL(url);
  return { method, path: pathname, query: readQuery(search) };
}
