import { laneRequests } from "../../http/budget.ts";
import type { BudgetReader, BudgetStore, Token, TokenOwner, TokenStore } from "../../http/ports.ts";

/** What an instance needs kept, for as long as this process lives: in place of a store that cannot be used. */
export function sparePorts(): { tokens: TokenStore; budget: BudgetStore & BudgetReader } {
  const tokens = new Map<string, Token>();
  const taken = new Map<string, number[]>();
  const name = ({ url, clientId }: TokenOwner) => JSON.stringify([url, clientId]);
  const recent = (key: string, perMs: number, now: number) => (taken.get(key) ?? []).filter((at) => at > now - perMs);
  return {
    tokens: {
      read: async (owner) => tokens.get(name(owner)),
      write: async (owner, token) => void tokens.set(name(owner), token),
      remove: async (owner) => void tokens.delete(name(owner)),
    },
    budget: {
      left: async (key, limit, now, lane) =>
        Math.max(0, laneRequests(limit, lane) - recent(key, limit.perMs, now).length),
      async take(key, limit, now, lane) {
        const log = recent(key, limit.perMs, now);
        const blocking = log.at(-laneRequests(limit, lane));
        if (blocking !== undefined) return blocking + limit.perMs - now;
        taken.set(key, [...log, now]);
        return 0;
      },
    },
  };
}

/** A keeper of tokens that remembers what passed through it. */
export function watchTokens(tokens: TokenStore): { tokens: TokenStore; seen: { kept?: Token; obtained?: Token } } {
  const seen: { kept?: Token; obtained?: Token } = {};
  return {
    seen,
    tokens: {
      async read(owner) {
        const token = await tokens.read(owner);
        if (token) seen.kept = token;
        return token;
      },
      async write(owner, token) {
        seen.obtained = token;
        await tokens.write(owner, token);
      },
      remove: (owner) => tokens.remove(owner),
    },
  };
}
