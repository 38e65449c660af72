// axios is imported here: it loads with the first sink that needs it.
import { Readable } from "node:stream";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import axios, { AxiosHeaders } from "axios";
import { readBeginning } from "../../../http/body.ts";
import { interruption, throwIfStopped } from "../../../http/interruption.ts";
import { parseRetryAfter } from "../../../http/retry-after.ts";
import { createRoutes } from "../../../http/routes.ts";
import type { HttpWay } from "../../../instance/sinks/sink-config.ts";
import type { Handing } from "../persist.ts";
import { unreached } from "../unreached.ts";

/** What a receiver answered. */
export interface PostAnswer {
  status: number;
  /** The body as text, shortened. */
  text: string;
  retryAfterMs: number | undefined;
}

export interface PostRequest {
  url: string;
  headers: Record<string, string>;
  body: Buffer;
  /** By gzip. */
  isPacked: boolean;
  /** What the request is, for messages; without secrets. */
  label: string;
  signal: AbortSignal;
}

export interface PostOptions {
  way: HttpWay;
  /** Names the sink in messages. */
  name: string;
  now: () => number;
  /** How long an answer may take to begin. @default 30,000 */
  tryMs?: number;
}

/**
 * Sends bodies over connections that are kept. Any answer is given back; an unreachable receiver is
 * worth another try, unless its certificate is refused or the like.
 */
export function createPost({ way, name, now, tryMs = 30_000 }: PostOptions) {
  const route = createRoutes(way);
  const send = axios.getAdapter("http");

  return async ({ url, headers, body, label, signal, isPacked }: PostRequest): Promise<Handing<PostAnswer>> => {
    throwIfStopped(signal);
    try {
      const response = await send({
        method: "post",
        url,
        headers: new AxiosHeaders({ ...headers, ...(isPacked ? { "Content-Encoding": "gzip" } : {}) }),
        data: isPacked ? await pack(body) : body,
        responseType: "stream",
        maxRedirects: 0,
        maxBodyLength: Infinity,
        timeout: tryMs,
        signal,
        ...(await route({ url, repeatable: true, foreign: false })),
      });
      const data: unknown = response.data;
      const limits = { bytes: ANSWER_BYTES, idleMs: tryMs, totalMs: tryMs };
      const text = data instanceof Readable ? await readBeginning(data, limits) : "";
      const [retryAfter, date] = [response.headers["retry-after"], response.headers.date].map(textOf);
      return {
        kind: "taken",
        value: { status: response.status, text, retryAfterMs: parseRetryAfter(retryAfter, now(), date) },
      };
    } catch (thrown) {
      if (signal.aborted) throw interruption(signal);
      return unreached(thrown, { name, label, host: new URL(url).host });
    }
  };
}

// --- internal ---

const pack = promisify(gzip);

/** Receivers say little. */
const ANSWER_BYTES = 64 * 1024;

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
