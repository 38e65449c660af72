import type { IncomingHttpHeaders, IncomingMessage } from "node:http";

import type { Log } from "../log.ts";
import type { Clock } from "./clock.ts";
import { parseQuery } from "./query.ts";
import { parseBody, readText } from "./read-body.ts";
import { Refusal, type Route, type VendorAnswer, type VendorRequest } from "./route.ts";
import { createRouter } from "./router.ts";
import { keptHeaders, type StateEntry } from "./state/entry.ts";

/** Where a request goes. */
export interface Target {
  method: string;
  /** As it came: path and query. */
  url: string;
  path: string;
  search: string;
}

export type ErrorBody = (status: number, message: string) => unknown;

/** A request before its body is understood: enough to tell whether it is let in. */
export type Caller = Omit<VendorRequest, "body">;

export function targetOf(incoming: { method?: string | undefined; url?: string | undefined }): Target {
  const { method = "GET", url = "/" } = incoming;
  const mark = url.indexOf("?");
  return mark === -1
    ? { method, url, path: url, search: "" }
    : { method, url, path: url.slice(0, mark), search: url.slice(mark + 1) };
}

export interface Responder {
  /** Answers a request. Whatever is thrown on the way becomes an answer. */
  answer(incoming: IncomingMessage, target: Target): Promise<VendorAnswer>;
  /**
   * Handles a request of an earlier run again, without letting anyone in.
   * @throws Error when it changes nothing now
   */
  repeat(entry: StateEntry, target: Target): VendorAnswer;
}

/**
 * Answers requests from routes: reads the body, finds the route (404, 405), lets the caller in, and handles, all of it in
 * one moment of the simulated time. What is thrown and no Refusal is a defect, logged and answered with 500.
 * @param options.admit called for routes that are not `open`. @throws Refusal 401, 403 or 429
 */
export function createResponder(options: {
  routes: readonly Route[];
  clock: Clock;
  errorBody: ErrorBody;
  admit: (caller: Caller) => void;
  /** Hears of every request that changed the vendor's state, before it is answered. */
  onApplied?: ((entry: Omit<StateEntry, "real">) => void) | undefined;
  /** Whether bodies are JSON whatever their content type says, as curl and fetch leave it out. @default false */
  alwaysJson?: boolean;
  log: Log;
}): Responder {
  const { errorBody, log, clock } = options;
  const route = createRouter(options.routes);
  function badRequest(message: string): unknown {
    return errorBody(400, message);
  }

  function handle(request: Received, admit: (caller: Caller) => void): VendorAnswer {
    const { target, headers, text } = request;
    const match = route(target.method, target.path);
    if (!("route" in match)) {
      if (match.status === 404) throw new Refusal(404, errorBody(404, "not found"));
      throw new Refusal(405, errorBody(405, "method not allowed"), { Allow: match.allow.join(", ") });
    }
    const query = parseQuery(target.search, badRequest);
    const caller: Caller = { method: target.method, path: target.path, params: match.params, query, headers, text };
    if (match.route.open !== true) admit(caller);
    const contentType = options.alwaysJson === true ? undefined : headers["content-type"];
    return match.route.handle({ ...caller, body: parseBody(text, contentType, badRequest) });
  }

  function handleNow(request: Received): VendorAnswer {
    const at = clock.now();
    const answer = handle(request, options.admit);
    if (answer.applied === true) {
      const { method, url } = request.target;
      options.onApplied?.({ at, method, url, headers: keptHeaders(request.headers), body: request.text });
    }
    return answer;
  }

  return {
    answer: async (incoming, target) => {
      try {
        const text = await readText(incoming, (message) => errorBody(413, message));
        return clock.hold(() => handleNow({ target, headers: incoming.headers, text }));
      } catch (error) {
        if (error instanceof Refusal) return { status: error.status, body: error.body, headers: error.headers };
        if (error instanceof URIError) return { status: 400, body: badRequest("the path is not well encoded") };
        log.error("A route of the simulator failed.", { method: target.method, url: target.url, error });
        return { status: 500, body: errorBody(500, "internal error") };
      }
    },
    repeat: ({ headers, body }, target) => {
      const { method, url } = target;
      try {
        const answer = handle({ target, headers, text: body }, letIn);
        if (answer.applied === true) return answer;
      } catch (cause) {
        if (!(cause instanceof Refusal)) throw cause;
        throw new Error(`${method} ${url} is refused now with ${String(cause.status)}`, { cause });
      }
      throw new Error(`${method} ${url} changes nothing now`);
    },
  };
}

// --- internal ---

interface Received {
  target: Target;
  headers: IncomingHttpHeaders;
  text: string;
}

function letIn(): void {
  // It was let in when it came.
}
