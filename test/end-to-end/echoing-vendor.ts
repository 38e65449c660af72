import { createServer, type ServerResponse } from "node:http";
import { isJsonObject, type Json } from "../../src/json.ts";
import { started, type TestServer } from "../http/loopback.ts";
import type { RunningSimulator } from "./soar.ts";

/** What must be seen nowhere. Each holds what URLs, JSON, markup and base64 write differently, around a plain word. */
export const SECRET = `"k/7+\\'<KestrelCore7Q>&é?=% ;`;
export const TOKEN = "t0k/+TalonCore7Q==~-_.x";
export const CLIENT_ID = "key-echo";

/** The beginnings of the plain words, which stay as they are in every form but base64, and their base64. */
export const NEEDLES = [...around("KestrelCore7Q"), ...around("TalonCore7Q")];

/** How the vendor misbehaves: what stands first in the path of its URL. */
export const MODES = [
  "fine",
  "status-400",
  "status-401",
  "status-403",
  "status-404",
  "status-409",
  "status-429",
  "status-500",
  "page-200",
  "page-502",
  "broken",
  "cut",
  "shape",
  "redirect",
  "abroad",
  "oauth-400",
  "oauth-401",
  "oauth-500",
  "oauth-page",
  "oauth-shape",
  "oauth-broken",
] as const;

/**
 * A vendor that shows in everything it answers what it was sent: client secret and token, in every form. In the mode
 * `fine` it passes requests on to the simulator; the others answer as their names say.
 */
export async function startEchoingVendor(simulator: RunningSimulator): Promise<TestServer> {
  return started(createServer(), "http", ({ method, path, headers, body }, response) => {
    const [, mode = "", rest = ""] = /^\/([\w-]+)(\/.*)$/.exec(path) ?? [];
    if (/^\/(v1|api\/v3)\/oauth/.test(rest)) answerOauth(mode, response);
    else if (headers.authorization !== `Bearer ${TOKEN}` && mode !== "abroad") json(response, 401, { error: echo() });
    else if (mode === "fine") void passOn(simulator, { method, path: rest, body }, response);
    else answer(mode, rest, response);
  });
}

// --- internal ---

/** Every form in which a vendor may show what it knows. */
function echo(known = [SECRET, `${CLIENT_ID}:${SECRET}`, TOKEN]): string {
  return known
    .flatMap((text) => [
      text,
      encodeURIComponent(text),
      encodeURIComponent(text).replace(/%[\dA-F]{2}/g, (escape) => escape.toLowerCase()),
      encodeURI(text),
      new URLSearchParams({ s: text }).toString(),
      JSON.stringify(text),
      JSON.stringify(JSON.stringify(text)),
      text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;"),
      Buffer.from(text).toString("base64"),
      Buffer.from(text).toString("base64url"),
    ])
    .join(" | ");
}

/** A token that nobody was given yet is nothing that could be kept from being shown, but as a part of its own answer. */
function answerOauth(mode: string, response: ServerResponse): void {
  const shown = echo([SECRET, `${CLIENT_ID}:${SECRET}`]);
  if (mode === "oauth-400") json(response, 400, { error: "invalid_client", error_description: shown });
  else if (mode === "oauth-401" || mode === "oauth-500") json(response, Number(mode.slice(6)), { error: shown });
  else if (mode === "oauth-page") page(response, 200, shown);
  else if (mode === "oauth-shape") json(response, 200, { access_token: [TOKEN], expires_in: echo() });
  else if (mode === "oauth-broken") response.end(`{"access_token":"${TOKEN}","note":"${SECRET}`);
  else json(response, 200, { access_token: TOKEN, token_type: "bearer", expires_in: 900 });
}

function answer(mode: string, path: string, response: ServerResponse): void {
  const [kind, status] = mode.split("-");
  const shown = echo();
  if (kind === "status") {
    const headers = status === "429" ? { "retry-after": "300" } : {};
    json(response, Number(status), { error: shown, [SECRET]: TOKEN }, headers);
  } else if (kind === "page") {
    page(response, Number(status), shown);
  } else if (kind === "broken") {
    response.end(`{"note":"${shown}`);
  } else if (kind === "cut") {
    // What is quoted of a body ends somewhere; here in the middle of the secret, or of the token.
    const words = path.includes("sessions") ? [SECRET, "KestrelC"] : [TOKEN, "TalonC"];
    const [text = "", part = ""] = words;
    const before = 100 - text.indexOf(part) - part.length;
    response.end(`${"x".repeat(before)}${text}`);
  } else if (kind === "shape") {
    json(
      response,
      200,
      Object.fromEntries(
        ["sessions", "sessionId", "watchlists", "actors", "fileEvents", "actorId"].map((key) => [
          key,
          { [SECRET]: shown },
        ]),
      ),
    );
  } else if (path.includes("/landed")) {
    response.end(shown);
  } else {
    const landing = mode === "abroad" ? "http://localhost:" + String(portOf(response)) : "";
    const location = `${landing}/${mode}/landed/${encodeURIComponent(TOKEN)}/${encodeURIComponent(SECRET)}?s=${encodeURIComponent(shown)}`;
    response.writeHead(302, { location }).end(shown);
  }
}

function portOf({ socket }: ServerResponse): number {
  return socket?.localPort ?? 0;
}

function json(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  const seen = { "x-echo": encodeURIComponent(echo()), "www-authenticate": `Bearer realm="${TOKEN}"` };
  response.writeHead(status, { "content-type": "application/json", ...seen, ...headers }).end(JSON.stringify(body));
}

function page(response: ServerResponse, status: number, shown: string): void {
  response.writeHead(status, { "content-type": "text/html" }).end(`<html><title>${shown}</title></html>`);
}

let simulatorToken: Promise<string> | undefined;

async function passOn(
  simulator: RunningSimulator,
  request: { method: string; path: string; body: string },
  response: ServerResponse,
): Promise<void> {
  simulatorToken ??= signIn(simulator);
  const answered = await fetch(`${simulator.url}${request.path}`, {
    method: request.method,
    headers: { authorization: `Bearer ${await simulatorToken}`, "content-type": "application/json" },
    ...(request.body === "" ? {} : { body: request.body }),
  });
  if (!answered.headers.get("content-type")?.includes("json") && answered.ok) {
    response.writeHead(answered.status, { "content-type": "application/octet-stream" });
    response.end(Buffer.from(await answered.arrayBuffer()));
    return;
  }
  const text = await answered.text();
  const body: unknown = text === "" ? undefined : JSON.parse(text, reviver);
  if (body === undefined) response.writeHead(answered.status).end();
  else json(response, answered.status, body);
}

async function signIn({ url, clientId, clientSecret }: RunningSimulator): Promise<string> {
  const basic = Buffer.from(`${clientId}:${clientSecret}`).toString("base64");
  const answered = await fetch(`${url}/v1/oauth?grant_type=client_credentials`, {
    method: "POST",
    headers: { authorization: `Basic ${basic}` },
  });
  return ((await answered.json()) as { access_token: string }).access_token;
}

const SHOWING = new Set([
  "exfiltrationSummary",
  "contextSummary",
  "ruleName",
  "title",
  "description",
  "fileName",
  "category",
]);

/** Adds the echo where text is only shown, and a key that is a secret itself. */
function reviver(key: string, value: Json): Json {
  if (SHOWING.has(key) && typeof value === "string") return `${value} ${echo()}`;
  if (key === "file" && isJsonObject(value)) return { ...value, [SECRET]: TOKEN };
  return value;
}

function around(word: string): string[] {
  const base64 = [0, 1, 2].map((offset) => {
    const text = Buffer.from("\0".repeat(offset) + word).toString("base64");
    return text.slice(offset === 0 ? 0 : offset + 1, -4).slice(0, 10);
  });
  return [word.slice(0, 5), ...base64];
}
