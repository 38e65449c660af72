import type { Readable } from "node:stream";
import type { Log } from "../log.ts";
import { createMask } from "../secrets.ts";
import { BODY_LENGTH } from "./answer.ts";
import type { Authorization } from "./auth.ts";
import type { BodyLimits } from "./body.ts";
import type { TakeFromBudget } from "./budget.ts";
import { createDeadline, noteWait } from "./deadline.ts";
import type { Wait } from "./deadline.ts";
import { throwIfStopped } from "./interruption.ts";
import { networkError } from "./network-fault.ts";
import { redirected } from "./redirect.ts";
import { refusalError } from "./refusal.ts";
import type { PreparedRequest } from "./request.ts";
import { parseRetryAfter } from "./retry-after.ts";
import { retryDelay } from "./retry-delay.ts";
import type { RouteSettings } from "./routes.ts";
import type { Answer, Fault, Transport } from "./transport.ts";
import type { VendorClock } from "./vendor-clock.ts";
import type { WrapWire } from "./wire.ts";

export interface ExchangeSettings {
  routes: RouteSettings;
  takeFromBudget: TakeFromBudget;
  log: Log;
  now: () => number;
  random: () => number;
  wait: Wait;
  clock: VendorClock;
  deadlineMs: number;
  tryMs: number;
  wire?: WrapWire | undefined;
}

/** Gets one request answered: budget, tries, a new token, redirects. Gives a 2xx answer or throws the error to report. */
export type Exchange = <B>(
  request: PreparedRequest,
  options: {
    authorization: Authorization;
    signal: AbortSignal | undefined;
    read: (body: Readable, limits: BodyLimits) => Promise<B>;
  },
) => Promise<Answer<B> & { label: string }>;

export function createExchange(settings: ExchangeSettings): Exchange {
  const { takeFromBudget, log, now, random, wait, deadlineMs } = settings;
  let loading: Promise<Transport> | undefined;
  const transport = () => (loading ??= import("./transport.ts").then((module) => module.createTransport(settings)));

  return async (prepared, { authorization, signal, read }) => {
    const deadline = createDeadline({ ms: deadlineMs, now, wait, signal });
    const send = await transport();
    let request = prepared;
    let hops = 0;
    for (;;) {
      let askedToWaitMs: number | undefined;
      throwIfStopped(signal);
      const { repeatable, foreign, label, url } = request;
      const result = await send(request, {
        deadline,
        read,
        beforeTry: async () => {
          const headers = foreign ? {} : await authorization.headers(signal);
          await takeFromBudget(deadline);
          return headers;
        },
        delayAfter: (fault, tries) => {
          askedToWaitMs = retryAfterMs(fault, now());
          const delayMs = retryDelay(fault, { tries, repeatable, retryAfterMs: askedToWaitMs, random });
          // What the vendor asks for counts, not what we would wait of it: who is told to come back after the deadline
          // hears so now, rather than after a wait that was for nothing.
          if (delayMs === undefined || Math.max(delayMs, askedToWaitMs ?? 0) >= deadline.remainingMs())
            return undefined;
          noteWait(log, delayMs, `${label} is tried again then`);
          return delayMs;
        },
      }).catch((error: unknown) => {
        throwIfStopped(signal);
        throw error;
      });
      if (result.kind === "answered") return { ...result, label };
      throwIfStopped(signal);
      if (result.kind === "network") throw networkError(result, label, new URL(url).host, result.tries);
      const next = redirected(request, result, hops);
      if (next) {
        request = next;
        hops += 1;
      } else if (result.status !== 401 || foreign || !(await authorization.refused())) {
        const mask = createMask(authorization.secrets());
        const text = mask(result.text).slice(0, BODY_LENGTH);
        throw refusalError({ ...result, text }, request, { tries: result.tries, waitMs: askedToWaitMs });
      }
    }
  };
}

// --- internal ---

function retryAfterMs(fault: Fault, now: number): number | undefined {
  if (fault.kind === "network") return undefined;
  return parseRetryAfter(fault.headers["retry-after"], now, fault.headers.date);
}
