import type { IncomingHttpHeaders } from "node:http";

import type { Json } from "../json.ts";
import type { Query } from "./query.ts";

/** A request as a vendor's route sees it. */
export interface VendorRequest {
  method: string;
  /** Without the query. */
  path: string;
  /** What stood where the route's path has `:name`, decoded. */
  params: Readonly<Record<string, string>>;
  query: Query;
  headers: IncomingHttpHeaders;
  /** The JSON body; undefined when there was none, or when it was a form. */
  body: Json | undefined;
  /** The body as it came. */
  text: string;
}

/** What a route answers: at most one of `body`, `pieces` and `chunks`. */
export interface VendorAnswer {
  /** @default 200 */
  status?: number;
  /** Whatever `JSON.stringify` takes; a `Uint8Array` goes out as it is, for files. */
  body?: unknown;
  /** Pieces of a JSON text, for a body too large to build at once; instead of `body`. */
  pieces?: Iterable<string>;
  /**
   * Bytes for a file of any length, made while they are sent; instead of `body`. A `Content-Length` among the headers
   * must be theirs.
   */
  chunks?: Iterable<Uint8Array>;
  headers?: Record<string, string>;
  /**
   * True where the call changed the vendor's state: the journal says so, and a state file keeps the request. A change
   * must follow from the request, the clock and earlier changes alone. @default false
   */
  applied?: boolean;
}

/** One operation of the vendor's API. */
export interface Route {
  method: string;
  /** `/v1/things/:thingId`; a name after a colon takes one whole segment. A literal segment wins over a name. */
  path: string;
  /** Answers without credentials and outside the rate limit. @default false */
  open?: boolean;
  /** @throws Refusal to answer with an error status. */
  handle(request: VendorRequest): VendorAnswer;
}

/** Thrown by a route, or by the credentials check, to answer with an error status. */
export class Refusal extends Error {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Record<string, string>;

  /** @param body as `VendorAnswer.body`; undefined sends none */
  constructor(status: number, body?: unknown, headers: Record<string, string> = {}) {
    super(`refused with ${String(status)}`);
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}
