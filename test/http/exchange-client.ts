// A client and the one server that it asks, for the tests of an exchange.
import type { HttpOptions } from "../../src/http/client.ts";
import { createHttp } from "../../src/http/create-http.ts";
import type { HttpDependencies } from "../../src/http/create-http.ts";
import { anything, dependencies, options, serve } from "./loopback.ts";
import type { Answering, TestServer } from "./loopback.ts";

export const READ = { method: "GET", path: "/v1/items", answer: anything } as const;
export const WRITE = { method: "POST", path: "/v1/items", body: { a: 1 } } as const;

/** The server that was started last. */
export let server: TestServer;

/** Starts a server and makes a client of it. To be followed by `closeServer`. */
export async function start(
  answer: Answering,
  overrides: Partial<HttpDependencies> = {},
  auth: HttpOptions["auth"] = { kind: "none" },
) {
  server = await serve(answer);
  const all = dependencies(overrides);
  return { ...all, client: createHttp(all.deps)(options(server.url, auth)) };
}

export async function closeServer(): Promise<void> {
  await server.close();
}

/** The paths that were asked for, in order. */
export function paths(): string[] {
  return server.seen.map(({ path }) => path);
}
