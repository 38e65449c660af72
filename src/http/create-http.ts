import type { Readable } from "node:stream";
import type { Log } from "../log.ts";
import { parseAnswer } from "./answer.ts";
import { authorize, tokenError, unauthenticated } from "./auth.ts";
import type { Authorization } from "./auth.ts";
import { readBeginning, readPieces, readText, type BodyLimits } from "./body.ts";
import { budgetKey, createBudget } from "./budget.ts";
import type { Auth, HttpClient, HttpOptions, HttpRequest } from "./client.ts";
import type { Wait } from "./deadline.ts";
import { DryRunStop } from "./dry-run.ts";
import { createExchange } from "./exchange.ts";
import { fileBody } from "./file-body.ts";
import { createLongListReader, type ReadAnswer } from "./long-list.ts";
import type { BudgetLimit, BudgetStore, Lane, TokenStore } from "./ports.ts";
import { parseBaseUrl, prepareRequest } from "./request.ts";
import type { RouteSettings } from "./routes.ts";
import { createMask, Secret } from "../secrets.ts";
import { createTokenKeeper } from "./token.ts";
import type { VendorClock } from "./vendor-clock.ts";
import type { WrapWire } from "./wire.ts";

/** What every HTTP client of one instance shares. */
export interface HttpDependencies extends RouteSettings {
  tokens: TokenStore;
  budget: BudgetStore;
  /** Without one, requests are not counted. */
  limit?: BudgetLimit;
  /** On whose behalf requests are sent. @default "command" */
  lane?: Lane;
  log: Log;
  /** Epoch milliseconds. */
  now: () => number;
  /** From 0 to below 1. */
  random: () => number;
  /** Resolves after `ms` milliseconds, or ends early when the signal is aborted. */
  wait: Wait;
  clock: VendorClock;
  /** The longest that one request may take, with all its tries and waits. @default 120,000 */
  deadlineMs?: number;
  /** The longest that one try may take until its answer begins, and the longest pause in an answer. @default 30,000 */
  tryMs?: number;
  /** Told every access token before it is used, so that nothing that is shown or stored holds it. */
  onSecret?: (secret: Secret) => void;
  /** Given every request that would change something, which is then not sent. */
  dryRun?: (request: { method: string; url: string; body: unknown }) => void;
  /** Sees every try on its way, or answers in the vendor's place. @default the network */
  wire?: WrapWire;
  /** The token to go on with when the vendor cannot be asked for one, because there is none. @default none */
  spareToken?: (error: unknown) => { accessToken: string; expiresInMs: number } | undefined;
}

/**
 * Makes HTTP clients for integrations. Making one sends nothing and loads nothing heavy; its first request does.
 * @throws ParameterError when the base URL is none
 */
export function createHttp(deps: HttpDependencies): (options: HttpOptions) => HttpClient {
  const { deadlineMs = 120_000, tryMs = 30_000, dryRun } = deps;

  return ({ baseUrl: givenUrl, auth, userAgent, proxy, clientCertificate }) => {
    const routes = { ...deps, ...(proxy && { proxy }), ...(clientCertificate && { clientCertificate }) };
    const baseUrl = parseBaseUrl(givenUrl);
    const host = new URL(baseUrl).host;
    const key = budgetKey(baseUrl, auth);
    const { budget: store, limit, lane = "command", log, now } = deps;
    const takeFromBudget = createBudget({ store, limit, key, lane, log, now });
    const exchange = createExchange({ ...deps, routes, takeFromBudget, deadlineMs, tryMs });
    const tokens = auth.kind === "bearer" ? createTokens(auth) : undefined;
    const warn = warnOnce(deps, baseUrl);

    return {
      send: (request) => send(request, authorize(auth, tokens)),
      async stream(request) {
        const { signal } = request;
        const prepared = prepareRequest(request, baseUrl, userAgent);
        if (withhold(prepared, request.body)) throw new DryRunStop(prepared.label);
        warn();
        const authorization = authorize(auth, tokens);
        const answer = await exchange(prepared, { authorization, signal, read: async (body) => body });
        const { status, headers, label } = answer;
        return { status, headers, body: fileBody(answer.body, { label, host, idleMs: tryMs, signal }) };
      },
    };

    async function send<T>(request: HttpRequest<T>, authorization: Authorization): Promise<T> {
      const { answer: schema, signal } = request;
      // A request without a schema has `undefined` for its T.
      const nothing = undefined as T;
      const prepared = prepareRequest(request, baseUrl, userAgent);
      if (withhold(prepared, request.body)) {
        if (schema) throw new DryRunStop(prepared.label);
        return nothing;
      }
      warn();
      const read = readerOf(request);
      const { status, headers, body, label } = await exchange(prepared, { authorization, signal, read });
      if (!schema) return nothing;
      const contentType = headers["content-type"] ?? "";
      const mask = (text: string) => createMask(authorization.secrets())(text);
      return parseAnswer(body, schema, { label, status, contentType, confidential: authorization.confidential, mask });
    }

    function withhold(prepared: { method: string; url: string; reads: boolean }, body: unknown): boolean {
      if (!dryRun || prepared.reads) return false;
      dryRun({ method: prepared.method, url: prepared.url, body });
      return true;
    }

    function createTokens(bearer: Extract<Auth, { kind: "bearer" }>) {
      const { clientId, clientSecret, requestToken } = bearer;
      return createTokenKeeper({
        store: deps.tokens,
        owner: { url: baseUrl, clientId, clientSecret: clientSecret.reveal() },
        now: deps.now,
        onToken: (accessToken) => deps.onSecret?.(new Secret(accessToken)),
        request: (signal) =>
          // A second token does no harm, so asking for one counts as reading: it is repeated, and sent in a dry run.
          requestToken((request) => send({ reads: true, ...request, signal }, unauthenticated(auth))).catch(
            (error: unknown) => {
              const spare = deps.spareToken?.(error);
              if (spare) return spare;
              throw tokenError(error, baseUrl);
            },
          ),
      });
    }
  };
}

// --- internal ---

type Read = (body: Readable, limits: BodyLimits) => Promise<string | ReadAnswer>;

function readerOf({ answer, list }: Pick<HttpRequest<unknown>, "answer" | "list">): Read {
  if (!answer) return readBeginning;
  if (!list) return readText;
  return async (body, limits) => {
    const reader = createLongListReader(list);
    await readPieces(body, limits, reader.add);
    return reader.end();
  };
}

/** Says loudly, once per client, what an instance has given up of its safety. */
function warnOnce(deps: HttpDependencies, baseUrl: string): () => void {
  let warned = false;
  return () => {
    if (warned) return;
    warned = true;
    const { protocol, hostname, host } = new URL(baseUrl);
    if (deps.insecure && protocol === "https:") {
      deps.log.warn("`insecure` is set: whoever is on the way can read and change everything, credentials included", {
        host,
      });
    }
    if (protocol === "http:" && !LOOPBACK.test(hostname)) {
      deps.log.warn("The vendor's URL begins with http: credentials travel in plain text", { host });
    }
  };
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;
