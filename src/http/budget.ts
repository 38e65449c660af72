import { createHash } from "node:crypto";
import { RateLimitError } from "../errors.ts";
import type { Log } from "../log.ts";
import type { Auth } from "./client.ts";
import { noteWait, type Deadline } from "./deadline.ts";
import type { BudgetLimit, BudgetStore, Lane } from "./ports.ts";

/** Takes one request from the budget, waiting for it as long as the deadline allows. */
export type TakeFromBudget = (deadline: Deadline) => Promise<void>;

/**
 * The budget of one vendor account, shared with every process of the store. Without a limit there is nothing to take.
 * @throws RateLimitError when waiting would pass the deadline
 */
export function createBudget(options: {
  store: BudgetStore;
  limit: BudgetLimit | undefined;
  key: string;
  lane: Lane;
  log: Log;
  now: () => number;
}): TakeFromBudget {
  const { store, limit, key, lane, log, now } = options;
  if (!limit) return async () => undefined;
  return async (deadline) => {
    for (;;) {
      const waitMs = await store.take(key, limit, now(), lane);
      if (waitMs <= 0) return;
      if (waitMs > deadline.remainingMs()) throw exhausted(limit, waitMs);
      noteWait(log, waitMs, `the request budget of ${shown(limit)} is used up`);
      await deadline.wait(waitMs);
    }
  };
}

/**
 * How many requests of a window may have been taken, by whomever, when the lane takes one more: all for commands; for
 * fetches a tenth less, at least one; for collectors a quarter less, at least two. So what becomes free is a waiting
 * command's first, then a fetch's. Of the smallest budgets there is one for every lane.
 */
export function laneRequests({ requests }: BudgetLimit, lane: Lane): number {
  const { share, least } = RESERVED[lane];
  return Math.max(1, requests - Math.max(least, Math.ceil(requests * share)));
}

/**
 * Names the account whose budget it is: the same for everyone who uses these credentials at this URL. It is a digest,
 * so that the store does not tell who they are.
 */
export function budgetKey(baseUrl: string, auth: Auth): string {
  return createHash("sha256")
    .update(`${baseUrl}\n${account(auth)}`)
    .digest("hex")
    .slice(0, 32);
}

// --- internal ---

/** What a lane leaves free: a share of the window, and at least so many requests. */
const RESERVED = {
  command: { share: 0, least: 0 },
  fetch: { share: 0.1, least: 1 },
  collect: { share: 0.25, least: 2 },
} as const;

/** A secret is no part of it: a header's value is one, so all who use the same header at one URL share a budget. */
function account(auth: Auth): string {
  if (auth.kind === "bearer") return auth.clientId;
  if (auth.kind === "basic") return auth.username;
  return auth.kind === "header" ? auth.name : "";
}

function exhausted(limit: BudgetLimit, waitMs: number): RateLimitError {
  const seconds = Math.ceil(waitMs / 1000);
  return new RateLimitError(
    `The request budget of ${shown(limit)} is used up, and the next request is ` +
      `free in ${seconds} s only, after this call's deadline.`,
    "Try again later, or let fewer things run against this vendor at once. If the vendor allows more, raise the " +
      "instance's budget.",
  );
}

function shown({ requests, perMs }: BudgetLimit): string {
  return `${requests} in ${Math.round(perMs / 1000)} s`;
}
