// A receiver of events over HTTP: unpacks every body and answers as it is told.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createTlsServer, type ServerOptions } from "node:https";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";
import type { Patience } from "../../../../src/events/sinks/persist.ts";
import { silentLog } from "../../../../src/log.ts";

export interface Received {
  method: string;
  path: string;
  headers: IncomingMessage["headers"];
  /** Unpacked. */
  text: string;
  /** Bytes before they were packed. */
  bytes: number;
}

export interface Receiver {
  url: string;
  received: Received[];
  close(): Promise<void>;
}

/** `count` is 1 for the first request. */
export async function receive(
  answer: (request: Received, response: ServerResponse, count: number) => void,
  tls?: ServerOptions,
): Promise<Receiver> {
  const received: Received[] = [];
  const server: Server = tls ? createTlsServer(tls) : createServer();
  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { method = "", url = "", headers } = request;
      const sent = Buffer.concat(chunks);
      const body = headers["content-encoding"] === "gzip" ? gunzipSync(sent) : sent;
      const whole = { method, path: url, headers, text: body.toString(), bytes: body.length };
      received.push(whole);
      answer(whole, response, received.length);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `${tls ? "https" : "http"}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** Waits that end at once, and are written down. */
export function patience(): Patience & { waits: number[]; tryMs: number; newId: () => string } {
  const waits: number[] = [];
  return {
    waits,
    log: silentLog,
    now: () => Date.UTC(2026, 0, 5, 12),
    random: () => 0.5,
    wait: async (ms) => {
      waits.push(ms);
    },
    deadlineMs: 60_000,
    tryMs: 10_000,
    newId: () => "4a1c9d0e-0000-4000-8000-000000000001",
  };
}
