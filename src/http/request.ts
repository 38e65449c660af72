import { ArgumentError, ParameterError } from "../errors.ts";
import type { HttpRequest, QueryValue } from "./client.ts";

/** A request ready to be sent, without what proves who asks. */
export interface PreparedRequest {
  method: string;
  url: string;
  /** Method and path, for messages and logs; the query may hold what is nobody's business. */
  label: string;
  headers: Record<string, string>;
  data?: string;
  reads: boolean;
  repeatable: boolean;
  /** True once a redirect has led to another origin than the instance's: no credentials go there. */
  foreign: boolean;
  /** See `HttpRequest.known`. */
  known?: Readonly<Record<string, readonly string[]>>;
}

/**
 * The base URL in its one form, without a slash at its end.
 * @throws ParameterError
 */
export function parseBaseUrl(text: string): string {
  const url = URL.parse(text.trim());
  if (!url || (url.protocol !== "https:" && url.protocol !== "http:")) {
    throw new ParameterError(
      `The vendor's URL is not one: ${JSON.stringify(text.slice(0, 100))}.`,
      "Give scheme and host, such as https://api.example.com.",
    );
  }
  if (url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "") {
    throw new ParameterError(
      `The vendor's URL has parts that it must not have (host ${url.host}).`,
      "Give scheme, host and path only; credentials have parameters of their own.",
    );
  }
  return url.origin + url.pathname.replace(/\/+$/, "");
}

/**
 * Fills in what a request leaves open.
 * @throws ArgumentError when a value in the path would lead to another path
 */
export function prepareRequest<T>(request: HttpRequest<T>, baseUrl: string, userAgent: string): PreparedRequest {
  const { method, path, body } = request;
  // URL parsers resolve such a segment, so an identifier of ".." would turn one request into another.
  if (!path.startsWith("/") || /(^|\/)(\.|%2e){1,2}(\/|$)/i.test(path) || /[?#\\\s]/.test(path)) {
    throw new ArgumentError(
      `${JSON.stringify(path.slice(0, 200))} is no request path.`,
      'An identifier in it is malformed: it must not be "." or "..", and special characters must be URL-encoded.',
    );
  }
  const reads = request.reads ?? method === "GET";
  const headers: Record<string, string> = { accept: "application/json", "user-agent": userAgent };
  const prepared: PreparedRequest = {
    method,
    url: baseUrl + path + toQuery(request.query ?? {}),
    label: `${method} ${path}`,
    headers,
    reads,
    repeatable: request.repeatable ?? reads,
    foreign: false,
    ...(request.known && { known: request.known }),
  };
  if (body instanceof URLSearchParams) {
    headers["content-type"] = "application/x-www-form-urlencoded";
    prepared.data = body.toString();
  } else if (body !== undefined) {
    headers["content-type"] = "application/json";
    prepared.data = JSON.stringify(body);
  }
  for (const [name, value] of Object.entries(request.headers ?? {})) headers[name.toLowerCase()] = value;
  return prepared;
}

// --- internal ---

function toQuery(query: Record<string, QueryValue | readonly QueryValue[]>): string {
  const params = new URLSearchParams();
  for (const [key, given] of Object.entries(query)) {
    const values: readonly QueryValue[] = Array.isArray(given) ? given : [given];
    for (const value of values) {
      if (value !== undefined && value !== null) params.append(key, String(value));
    }
  }
  const text = params.toString();
  return text === "" ? "" : `?${text}`;
}
