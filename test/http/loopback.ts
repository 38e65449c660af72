// Real servers and real collaborators for the HTTP client's tests: everything counts, nothing is faked but time.
import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { Secret } from "../../src/secrets.ts";
import type { HttpOptions } from "../../src/http/client.ts";
import type { HttpDependencies } from "../../src/http/create-http.ts";
import type { Token, TokenOwner } from "../../src/http/ports.ts";
import type { StandardSchemaV1 } from "../../src/http/standard-schema.ts";
import { createVendorClock } from "../../src/http/vendor-clock.ts";
import { silentLog } from "../../src/log.ts";
import type { LogFields } from "../../src/log.ts";

export interface SeenRequest {
  method: string;
  path: string;
  headers: IncomingMessage["headers"];
  body: string;
}

export interface TestServer {
  url: string;
  port: number;
  server: Server;
  /** Every request, as it was received in full. */
  seen: SeenRequest[];
  /** How many connections were opened. */
  connections: () => number;
  close(): Promise<void>;
}

export type Answering = (request: SeenRequest, response: ServerResponse, count: number) => void;

/** A server on a free loopback port; `count` is 1 for the first request. */
export async function serve(answer: Answering): Promise<TestServer> {
  return started(createServer(), "http", answer);
}

export async function started(server: Server, scheme: string, answer: Answering): Promise<TestServer> {
  const seen: SeenRequest[] = [];
  let connections = 0;
  server.on("connection", () => connections++);
  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { method = "", url = "", headers } = request;
      const body = Buffer.concat(chunks).toString();
      seen.push({ method, path: url, headers, body });
      answer({ method, path: url, headers, body }, response, seen.length);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `${scheme}://127.0.0.1:${port}`,
    port,
    server,
    seen,
    connections: () => connections,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** Answers with JSON. */
export function json(
  response: ServerResponse,
  body: unknown,
  status = 200,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
}

export interface LogLine {
  level: string;
  message: string;
  fields: LogFields;
}

/** Dependencies whose time only passes when somebody waits. */
export function dependencies(overrides: Partial<HttpDependencies> = {}) {
  const kept = new Map<string, Token>();
  const waits: number[] = [];
  const lines: LogLine[] = [];
  let time = Date.UTC(2026, 0, 1);
  const now = () => time;
  const name = (owner: TokenOwner) => `${owner.url} ${owner.clientId}`;
  const deps: HttpDependencies = {
    tokens: {
      read: async (owner) => kept.get(name(owner)),
      write: async (owner, token) => void kept.set(name(owner), token),
      remove: async (owner) => void kept.delete(name(owner)),
    },
    budget: { take: async () => 0 },
    log: {
      ...silentLog,
      debug: (message, fields = {}) => lines.push({ level: "debug", message, fields }),
      warn: (message, fields = {}) => lines.push({ level: "warn", message, fields }),
    },
    now,
    random: () => 0.5,
    wait: async (ms) => {
      waits.push(ms);
      time += ms;
    },
    clock: createVendorClock(now),
    ...overrides,
  };
  return { deps, kept, waits, lines, advance: (ms: number) => (time += ms) };
}

export function options(url: string, auth: HttpOptions["auth"] = { kind: "none" }): HttpOptions {
  return { baseUrl: url, auth, userAgent: "Test/1.0 (Example; example.com)" };
}

/** A vendor's OAuth as most have it, at POST /oauth. */
export function bearer(clientSecret = "s3cret-canary"): Extract<HttpOptions["auth"], { kind: "bearer" }> {
  return {
    kind: "bearer",
    clientId: "key-1",
    clientSecret: new Secret(clientSecret),
    requestToken: async (send) => {
      const basic = Buffer.from(`key-1:${clientSecret}`).toString("base64");
      const answer = await send({
        method: "POST",
        path: "/oauth",
        headers: { authorization: `Basic ${basic}` },
        answer: schema(isTokenAnswer, "access_token", "not a token"),
      });
      return { accessToken: answer.access_token, expiresInMs: answer.expires_in * 1000 };
    },
  };
}

/** A Standard Schema of one guard. */
export function schema<T>(
  guard: (value: unknown) => value is T,
  path: string,
  message: string,
): StandardSchemaV1<unknown, T> {
  return {
    "~standard": {
      version: 1,
      vendor: "test",
      validate: (value) =>
        guard(value) ? { value } : { issues: [{ message, path: path === "" ? [] : path.split(".") }] },
    },
  };
}

/** Takes any JSON. */
export const anything: StandardSchemaV1<unknown, unknown> = {
  "~standard": { version: 1, vendor: "test", validate: (value) => ({ value }) },
};

function isTokenAnswer(value: unknown): value is { access_token: string; expires_in: number } {
  return typeof value === "object" && value !== null && "access_token" in value && "expires_in" in value;
}

/** What a promise was rejected with. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error("expected a rejection");
}
