// All that is heavy is imported here, and this file only when the first request is sent.
import type { Readable } from "node:stream";
import axios, { AxiosError } from "axios";
import type { AxiosAdapter, InternalAxiosRequestConfig } from "axios";
import axiosRetry from "axios-retry";
import type { IAxiosRetryConfig } from "axios-retry";
import { ApiError, SoarError } from "../errors.ts";
import type { Log } from "../log.ts";
import { OversizedError, readBeginning } from "./body.ts";
import type { BodyLimits } from "./body.ts";
import type { Deadline } from "./deadline.ts";
import { toNetworkFault } from "./network-fault.ts";
import type { NetworkFault } from "./network-fault.ts";
import { createNetworkWire } from "./network-wire.ts";
import type { Refusal } from "./refusal.ts";
import type { PreparedRequest } from "./request.ts";
import type { RouteSettings } from "./routes.ts";
import type { VendorClock } from "./vendor-clock.ts";
import type { WireAnswer, WrapWire } from "./wire.ts";

export type Fault = Refusal | NetworkFault;

export interface Answer<B> {
  kind: "answered";
  status: number;
  headers: Record<string, string>;
  body: B;
}

/** What one request brings along for its tries. */
export interface Tries<B> {
  deadline: Deadline;
  /** Waits until the next try may be sent and gives the headers that prove who asks. */
  beforeTry: () => Promise<Record<string, string>>;
  /** How long to wait after this fault before the next try; undefined to give up. */
  delayAfter: (fault: Fault, tries: number) => number | undefined;
  read: (body: Readable, limits: BodyLimits) => Promise<B>;
}

/** Sends a request, again where that is right. Gives the answer (2xx) or the last fault; throws what is neither. */
export type Transport = <B>(
  request: PreparedRequest,
  tries: Tries<B>,
) => Promise<(Answer<B> | Fault) & { tries: number }>;

/** The largest answer that is read into memory. */
export const MOST_BYTES = 64 * 1024 * 1024;

export function createTransport(settings: {
  routes: RouteSettings;
  /** The longest that one try may take until its answer begins, and the longest pause within an answer. */
  tryMs: number;
  log: Log;
  now: () => number;
  clock: VendorClock;
  /** Stands between this and the network. @default nothing */
  wire?: WrapWire | undefined;
}): Transport {
  const { tryMs, log, now, clock } = settings;
  const network = createNetworkWire(settings.routes);
  const sendOnce = settings.wire?.(network) ?? network;
  const repeat = createRepeat();

  return async <B>(request: PreparedRequest, { deadline, beforeTry, delayAfter, read }: Tries<B>) => {
    const [method, path] = request.label.split(" ");
    const { signal } = deadline;
    let tries = 0;
    const tryOnce = async (): Promise<Answer<B> | Fault> => {
      tries += 1;
      const headers = { ...request.headers, ...(await beforeTry()) };
      const limits = { bytes: MOST_BYTES, idleMs: tryMs, totalMs: Math.max(1, deadline.remainingMs()) };
      const sentAt = now();
      const note = (outcome: object) =>
        log.debug("request", { method, path, ...outcome, ms: now() - sentAt, attempt: tries });
      try {
        const answer = await sendOnce({ ...request, headers, timeoutMs: Math.min(tryMs, limits.totalMs), signal });
        clock.observe(answer.headers.date, sentAt, now());
        const answered = await settle(answer, limits, read);
        note({ status: answer.status });
        return answered;
      } catch (error) {
        if (error instanceof SoarError) throw error;
        if (error instanceof OversizedError) throw oversized(request.label, error);
        const fault = toNetworkFault(error);
        note({ code: fault.code });
        return fault;
      }
    };
    const first = await tryOnce();
    if (first.kind === "answered") return { ...first, tries };
    const last = await repeat(first, {
      tryOnce,
      delayAfter: (fault) => delayAfter(fault, tries),
      wait: (ms) => deadline.wait(ms),
    });
    return { ...last, tries };
  };
}

// --- internal ---

/** Enough of a refusal's body to tell why. */
const REFUSAL_BYTES = 64 * 1024;

/**
 * Gives tries to axios-retry, beginning with the fault of the first, until one is answered or no further one may help.
 * The first try does not go through it: axios's merging of configurations costs more than all else that we do.
 */
function createRepeat() {
  const instance = axios.create();
  axiosRetry(instance, { retries: Infinity, shouldResetTimeout: true });

  return async <A extends { kind: "answered" }>(
    first: Fault,
    steps: {
      tryOnce: () => Promise<A | Fault>;
      delayAfter: (fault: Fault) => number | undefined;
      wait: (ms: number) => Promise<void>;
    },
  ): Promise<A | Fault> => {
    let last: A | Fault = first;
    let delayMs: number | undefined;
    let isFirst = true;
    const adapter: AxiosAdapter = async (config) => {
      if (!isFirst) last = await steps.tryOnce();
      isFirst = false;
      if (last.kind !== "answered") throw new FailedTry(last, config);
      return { data: undefined, status: 200, statusText: "", headers: {}, config };
    };
    const retry: IAxiosRetryConfig = {
      retryCondition: (error) => {
        delayMs = error instanceof FailedTry ? steps.delayAfter(error.fault) : undefined;
        return delayMs !== undefined;
      },
      retryDelay: () => 0,
      // The wait is ours, not axios-retry's: it ends with the caller's signal and is counted by the deadline.
      onRetry: () => steps.wait(delayMs ?? 0),
    };
    await instance.request({ adapter, "axios-retry": retry }).catch((error: unknown) => {
      if (!(error instanceof FailedTry)) throw error;
    });
    return last;
  };
}

/** What axios-retry looks at. It carries the whole request, so it never leaves this file. */
class FailedTry extends AxiosError {
  readonly fault: Fault;

  constructor(fault: Fault, config: InternalAxiosRequestConfig) {
    super(fault.kind, undefined, config);
    this.fault = fault;
  }
}

async function settle<B>(
  { status, headers, body }: WireAnswer,
  limits: BodyLimits,
  read: (body: Readable, limits: BodyLimits) => Promise<B>,
): Promise<Answer<B> | Refusal> {
  if (status >= 200 && status < 300) return { kind: "answered", status, headers, body: await read(body, limits) };
  return { kind: "refused", status, headers, text: await readBeginning(body, { ...limits, bytes: REFUSAL_BYTES }) };
}

function oversized(label: string, cause: OversizedError): ApiError {
  return new ApiError(
    `${label} was answered with more than ${MOST_BYTES / 1024 / 1024} MiB.`,
    "Ask for less at once: a narrower filter, or smaller pages.",
    { status: 200, body: "" },
    { cause },
  );
}
