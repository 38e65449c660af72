// All that is heavy is imported here, and this file only when the first request is sent.
import { Readable } from "node:stream";
import axios, { AxiosError, AxiosHeaders } from "axios";
import type { AxiosAdapter, AxiosResponse, InternalAxiosRequestConfig } from "axios";
import axiosRetry from "axios-retry";
import { ApiError, SoarError } from "../errors.ts";
import type { Log } from "../log.ts";
import { OversizedError, readBeginning } from "./body.ts";
import type { BodyLimits } from "./body.ts";
import type { Deadline } from "./deadline.ts";
import { toNetworkFault } from "./network-fault.ts";
import type { NetworkFault } from "./network-fault.ts";
import type { Refusal } from "./refusal.ts";
import type { PreparedRequest } from "./request.ts";
import { createRoutes } from "./routes.ts";
import type { RouteSettings } from "./routes.ts";
import type { VendorClock } from "./vendor-clock.ts";

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
}): Transport {
  const { tryMs, log, now, clock } = settings;
  const route = createRoutes(settings.routes);
  const sendOnce = axios.getAdapter("http");
  const instance = axios.create({
    responseType: "stream",
    maxRedirects: 0,
    maxBodyLength: Infinity,
    validateStatus: () => true,
    transformRequest: [],
    transformResponse: [],
  });
  axiosRetry(instance, { retries: Infinity, shouldResetTimeout: true });

  return async (request, { deadline, beforeTry, delayAfter, read }) => {
    let tries = 0;
    let delayMs = 0;
    const adapter: AxiosAdapter = async (config) => {
      tries += 1;
      config.headers = new AxiosHeaders({ ...request.headers, ...(await beforeTry()) });
      const { signal } = deadline;
      Object.assign(config, await route(request), signal ? { signal } : {});
      const limits = { bytes: MOST_BYTES, idleMs: tryMs, totalMs: Math.max(1, deadline.remainingMs()) };
      config.timeout = Math.min(tryMs, limits.totalMs);
      const sentAt = now();
      const [method, path] = request.label.split(" ");
      const note = (outcome: object) =>
        log.debug("request", { method, path, ...outcome, ms: now() - sentAt, attempt: tries });
      try {
        const response = await sendOnce(config);
        const headers = plainHeaders(response);
        clock.observe(headers.date, sentAt, now());
        const answered = await settle(response, headers, limits, read);
        note({ status: response.status });
        if (answered.kind === "refused") throw new FailedTry(answered, config);
        return { ...response, data: answered };
      } catch (error) {
        if (error instanceof FailedTry || error instanceof SoarError) throw error;
        if (error instanceof OversizedError) throw oversized(request.label, error);
        const fault = toNetworkFault(error);
        note({ code: fault.code });
        throw new FailedTry(fault, config);
      }
    };
    try {
      const response = await instance.request<Answer<Awaited<ReturnType<typeof read>>>>({
        method: request.method,
        url: request.url,
        data: request.data,
        adapter,
        "axios-retry": {
          retryCondition: (error) => {
            const delay = error instanceof FailedTry ? delayAfter(error.fault, tries) : undefined;
            delayMs = delay ?? 0;
            return delay !== undefined;
          },
          retryDelay: () => 0,
          // The wait is ours, not axios-retry's: it ends with the caller's signal and is counted by the deadline.
          onRetry: () => deadline.wait(delayMs),
        },
      });
      return { ...response.data, tries };
    } catch (error) {
      if (error instanceof FailedTry) return { ...error.fault, tries };
      throw error;
    }
  };
}

// --- internal ---

/** Enough of a refusal's body to tell why. */
const REFUSAL_BYTES = 64 * 1024;

/** What axios-retry looks at. It carries the whole request, so it never leaves this file. */
class FailedTry extends AxiosError {
  readonly fault: Fault;

  constructor(fault: Fault, config: InternalAxiosRequestConfig) {
    super(fault.kind, undefined, config);
    this.fault = fault;
  }
}

async function settle<B>(
  response: AxiosResponse<unknown>,
  headers: Record<string, string>,
  limits: BodyLimits,
  read: (body: Readable, limits: BodyLimits) => Promise<B>,
): Promise<Answer<B> | Refusal> {
  const { status, data } = response;
  const body = data instanceof Readable ? data : Readable.from([]);
  if (status >= 200 && status < 300) return { kind: "answered", status, headers, body: await read(body, limits) };
  return { kind: "refused", status, headers, text: await readBeginning(body, { ...limits, bytes: REFUSAL_BYTES }) };
}

function plainHeaders(response: AxiosResponse<unknown>): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries<unknown>(response.headers)) headers[name.toLowerCase()] = String(value);
  return headers;
}

function oversized(label: string, cause: OversizedError): ApiError {
  return new ApiError(
    `${label} was answered with more than ${MOST_BYTES / 1024 / 1024} MiB.`,
    "Ask for less at once: a narrower filter, or smaller pages.",
    { status: 200, body: "" },
    { cause },
  );
}
