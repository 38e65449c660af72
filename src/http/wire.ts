import type { Readable } from "node:stream";
import type { PreparedRequest } from "./request.ts";

/** One try of a request, with what proves who asks. */
export interface WireRequest extends Pick<
  PreparedRequest,
  "method" | "url" | "label" | "repeatable" | "foreign" | "known"
> {
  headers: Record<string, string>;
  data?: string;
  /** How long the answer may take to begin, in milliseconds. */
  timeoutMs: number;
  signal: AbortSignal | undefined;
}

/** Whatever the other side answered, a refusal too. Header names are in lower case. */
export interface WireAnswer {
  status: number;
  headers: Record<string, string>;
  body: Readable;
}

/**
 * What carries one try to the vendor and its answer back. Redirects are answers like any other.
 * @throws what the connection failed with; a SoarError ends the request without another try
 */
export type Wire = (request: WireRequest) => Promise<WireAnswer>;

/** Puts itself between the client and the network (to record), or in the network's place (to replay). */
export type WrapWire = (network: Wire) => Wire;
