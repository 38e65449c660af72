import type { IncomingMessage } from "node:http";

import type { Log } from "../log.ts";
import { parseQuery } from "./query.ts";
import { parseBody, readText } from "./read-body.ts";
import { Refusal, type Route, type VendorAnswer, type VendorRequest } from "./route.ts";
import { createRouter } from "./router.ts";

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

export function targetOf(incoming: IncomingMessage): Target {
  const { method = "GET", url = "/" } = incoming;
  const mark = url.indexOf("?");
  return mark === -1
    ? { method, url, path: url, search: "" }
    : { method, url, path: url.slice(0, mark), search: url.slice(mark + 1) };
}

/**
 * Answers requests from routes: reads the body, finds the route (404, 405), lets the caller in, and handles. Whatever
 * is thrown on the way becomes an answer; what is no Refusal is a defect, logged and answered with 500.
 * @param options.admit called for routes that are not `open`. @throws Refusal 401, 403 or 429
 */
export function createResponder(options: {
  routes: readonly Route[];
  errorBody: ErrorBody;
  admit: (caller: Caller) => void;
  /** Whether bodies are JSON whatever their content type says, as curl and fetch leave it out. @default false */
  alwaysJson?: boolean;
  log: Log;
}): (incoming: IncomingMessage, target: Target) => Promise<VendorAnswer> {
  const { errorBody, log } = options;
  const route = createRouter(options.routes);
  function badRequest(message: string): unknown {
    return errorBody(400, message);
  }

  function handle(incoming: IncomingMessage, target: Target, text: string): VendorAnswer {
    const match = route(target.method, target.path);
    if (!("route" in match)) {
      if (match.status === 404) throw new Refusal(404, errorBody(404, "not found"));
      throw new Refusal(405, errorBody(405, "method not allowed"), { Allow: match.allow.join(", ") });
    }
    const { headers } = incoming;
    const query = parseQuery(target.search, badRequest);
    const caller: Caller = { method: target.method, path: target.path, params: match.params, query, headers, text };
    if (match.route.open !== true) options.admit(caller);
    const contentType = options.alwaysJson === true ? undefined : headers["content-type"];
    return match.route.handle({ ...caller, body: parseBody(text, contentType, badRequest) });
  }

  return async (incoming, target) => {
    try {
      const text = await readText(incoming, (message) => errorBody(413, message));
      return handle(incoming, target, text);
    } catch (error) {
      if (error instanceof Refusal) return { status: error.status, body: error.body, headers: error.headers };
      if (error instanceof URIError) return { status: 400, body: badRequest("the path is not well encoded") };
      log.error("A route of the simulator failed.", { method: target.method, url: target.url, error });
      return { status: 500, body: errorBody(500, "internal error") };
    }
  };
}
