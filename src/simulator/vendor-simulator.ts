import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";

import { silentLog, type Log } from "../log.ts";
import type { Clock } from "./clock.ts";
import { controlRoutes, type Stream } from "./control.ts";
import { createFaults, type Fault } from "./faults.ts";
import { createJournal } from "./journal.ts";
import { listen } from "./listen.ts";
import { createRandom } from "./random.ts";
import { createRateLimit } from "./rate-limit.ts";
import { createResponder, targetOf, type Caller, type ErrorBody, type Target } from "./responder.ts";
import { Refusal, type Route, type VendorAnswer } from "./route.ts";
import { send } from "./send.ts";
import type { Simulator } from "./simulator.ts";
import { catchUp } from "./state/catch-up.ts";
import type { StateFile } from "./state/state-file.ts";

export interface VendorSimulatorOptions {
  /** @default 0, a free port */
  port?: number;
  /** For the chances of faults. */
  seed: number;
  clock: Clock;
  /** What an integration signs in with; handed on in `Simulator`. */
  credentials: { clientId: string; clientSecret: string };
  routes: readonly Route[];
  /**
   * Checks the credentials of a request to a route that is not `open`.
   * @returns the name under which the request counts against the rate limit, such as its token
   * @throws Refusal 401 or 403
   */
  authenticate: (caller: Caller) => string;
  /** 0 requests lift the limit. @default 120 requests in 60 000 ms */
  rate?: RateSettings;
  faults?: readonly Fault[];
  /** The vendor's operations of the control API, beside those that every simulator has. */
  control?: readonly Route[];
  /** What `GET /truth` and `POST /items` know. */
  streams?: Readonly<Record<string, Stream>>;
  /** The body of a refusal, in the vendor's manner. @default `{ error: message }` */
  errorBody?: ErrorBody;
  /** `SimulatorOptions.state`, handed on: where every change is kept. @default nowhere */
  state?: StateFile | undefined;
  /** Hears of defects in routes. @default silent */
  log?: Log;
}

export interface RateSettings {
  requests: number;
  perMs: number;
  /** Whether a refusal says `Retry-After`, until the control API says otherwise. @default true */
  retryAfter?: boolean;
  /** What a refusal holds. @default as `errorBody` says */
  refusal?: { body: unknown; headers: Record<string, string> };
}

/** Where the control API lies under the server's address. No vendor's path begins so. */
const controlBase = "/_control";

/**
 * A vendor's API on a loopback port, with a control API that needs no token. A request is first struck by a fault, if
 * one is set; then its route is looked up (404, 405), its credentials are checked (401, 403), it is counted against the
 * rate limit (429), and handled. Every answer carries the simulated `Date`. With a state file, whatever changed the
 * vendor's state before is handled again first, and no answer is sent before all changes are on the disk.
 * @throws ArgumentError when the port cannot be had, or the state file cannot be played back
 */
export async function createVendorSimulator(options: VendorSimulatorOptions): Promise<Simulator> {
  const { clock, state, log = silentLog, errorBody = sayError } = options;
  const faults = createFaults(options.faults ?? [], createRandom(options.seed, "faults"));
  const journal = createJournal();
  const rate = options.rate ?? { requests: 120, perMs: 60_000 };
  const rateLimit = createRateLimit({ ...rate, now: clock.elapsed });
  const closing = new AbortController();

  const onApplied = state?.append;
  const vendor = createResponder({
    routes: options.routes,
    clock,
    errorBody,
    onApplied,
    log,
    admit: (caller) => {
      const waitMs = rateLimit.take(options.authenticate(caller));
      if (waitMs === 0) return;
      const { body, headers } = rate.refusal ?? { body: errorBody(429, "rate limited"), headers: {} };
      const retryAfter = rateLimit.retryAfter ? { "Retry-After": String(Math.ceil(waitMs / 1000)) } : {};
      throw new Refusal(429, body, { ...headers, ...retryAfter });
    },
  });
  const control = createResponder({
    routes: [
      ...(options.control ?? []),
      ...controlRoutes({ clock, faults, journal, rateLimit, streams: options.streams ?? {} }),
    ],
    clock,
    errorBody: sayError,
    onApplied,
    log,
    admit: () => undefined,
    alwaysJson: true,
  });

  if (state) {
    await catchUp(state, clock, (entry) => {
      const target = targetOf(entry);
      if (isControl(target)) control.repeat(entry, belowControl(target));
      else {
        const { status = 200 } = vendor.repeat(entry, target);
        Object.assign(journal.arrived(entry.at, target.method, target.url), { status, applied: true });
      }
    });
  }
  /** Nobody is told of a change that a crash could still take back. */
  async function kept(answer: VendorAnswer, refusal: ErrorBody): Promise<VendorAnswer> {
    try {
      await state?.written();
      return answer;
    } catch (error) {
      log.error("The simulator's state file cannot be written.", { error });
      return { status: 500, body: refusal(500, "the simulator's state file cannot be written; start it again") };
    }
  }

  async function serveVendor(incoming: IncomingMessage, response: ServerResponse, target: Target): Promise<void> {
    const entry = journal.arrived(clock.now(), target.method, target.url);
    const fault = faults.strike(target.method, target.path);
    if (fault?.kind === "delay") await wait(fault.ms, undefined, { signal: closing.signal });
    if (fault?.kind === "reset" && !fault.afterwards) {
      incoming.socket.resetAndDestroy();
      return;
    }
    const given = fault?.kind === "status" ? faultyAnswer(fault, errorBody) : await vendor.answer(incoming, target);
    const answer = await kept(given, errorBody);
    entry.applied = answer.applied ?? false;
    if (fault?.kind === "reset") {
      incoming.socket.resetAndDestroy();
      return;
    }
    entry.status = answer.status ?? 200;
    await send(response, answer, { date: clock.now(), signal: closing.signal, fault });
  }

  const { url, close } = await listen(options.port ?? 0, (incoming, response) => {
    const target = targetOf(incoming);
    const served = isControl(target)
      ? serveControl(incoming, response, belowControl(target))
      : serveVendor(incoming, response, target);
    served.catch((error: unknown) => {
      // The client has left, or the simulator closes: there is nobody to answer.
      log.debug("An answer was not sent.", { method: target.method, url: target.url, error });
      incoming.socket.destroy();
    });
  });

  async function serveControl(incoming: IncomingMessage, response: ServerResponse, target: Target): Promise<void> {
    const answer = await kept(await control.answer(incoming, target), sayError);
    await send(response, answer, { date: clock.now(), signal: closing.signal });
  }

  return {
    url,
    control: `${url}${controlBase}`,
    ...options.credentials,
    close: async () => {
      closing.abort();
      await close();
      await state?.close();
    },
  };
}

// --- internal ---

function isControl({ path }: Target): boolean {
  return path.startsWith(`${controlBase}/`);
}

function belowControl(target: Target): Target {
  return { ...target, path: target.path.slice(controlBase.length) };
}

function sayError(_status: number, error: string): { error: string } {
  return { error };
}

function faultyAnswer(fault: Fault, errorBody: ErrorBody): VendorAnswer {
  const headers = fault.retryAfter === undefined ? {} : { "Retry-After": String(fault.retryAfter) };
  const { status } = fault;
  return fault.body === undefined
    ? { status, body: errorBody(status, "a fault that was set"), headers }
    : { status, body: fault.body, headers: { ...headers, "Content-Type": "text/html" } };
}
