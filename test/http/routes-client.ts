// A client and the one server, with or without TLS, that it asks, for the tests of the ways to a vendor.
import { readFileSync } from "node:fs";
import { createServer as createHttpsServer } from "node:https";
import type { ServerOptions } from "node:https";
import { expect } from "chai";
import { NetworkError } from "../../src/errors.ts";
import { createHttp } from "../../src/http/create-http.ts";
import type { HttpDependencies } from "../../src/http/create-http.ts";
import { anything, dependencies, json, options, rejection, serve, started } from "./loopback.ts";
import type { Answering, TestServer } from "./loopback.ts";

export const pem = (name: string) => readFileSync(new URL(`certificates/${name}`, import.meta.url), "utf8");
export const CA = pem("ca.pem");
export const KEY = pem("server.key");
export const READ = { method: "GET", path: "/v1/items", answer: anything } as const;

/** The server that was started last. */
export let server: TestServer;

/** Starts a server without TLS. To be followed by `closeServer`. */
export async function serveWithoutTls(answer: Answering): Promise<void> {
  server = await serve(answer);
}

/** Starts a server with TLS. To be followed by `closeServer`. */
export async function secure(certificate = "server.pem", more: ServerOptions = {}): Promise<void> {
  const https = createHttpsServer({ key: KEY, cert: pem(certificate), ...more });
  // A client that hangs up during the handshake is what several of these tests are about.
  https.on("tlsClientError", () => undefined);
  server = await started(https, "https", (_, response) => json(response, { ok: true }));
}

export async function closeServer(): Promise<void> {
  await server.close();
}

export function client(overrides: Partial<HttpDependencies> = {}, url = server.url) {
  return createHttp(dependencies(overrides).deps)(options(url));
}

/** What a read's failure on the way says. */
export async function failure(overrides: Partial<HttpDependencies> = {}, url = server.url) {
  const error = await rejection(client(overrides, url).send(READ));
  expect(error).to.be.instanceOf(NetworkError);
  const { message, hint } = error as NetworkError;
  return { message, hint };
}
