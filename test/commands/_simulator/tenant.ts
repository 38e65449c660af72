import { create } from "../../../commands/_simulator/index.ts";
import type { SessionBody, SessionTruth } from "../../../commands/_simulator/sessions/session-body.ts";
import type { Simulator } from "../../../src/simulator/index.ts";

/** The start at which the tenant's first things have the times of Incydr's documented examples. */
export const started = "2026-01-05T11:00:00.000Z";
export const startedAt = 1_767_610_800_000;

export interface Answer {
  status: number;
  /** The JSON; undefined for an empty body. */
  body: unknown;
}

/** A running tenant, and an API client that is signed in. */
export interface Tenant {
  simulator: Simulator;
  call(method: string, path: string, body?: unknown): Promise<Answer>;
  control(method: string, path: string, body?: unknown): Promise<Answer>;
  /** What the answer to a GET holds at a path such as `items[0].sessionId`. */
  read(path: string, at: string): Promise<unknown>;
  sessions(search: string): Promise<{ items: SessionBody[]; totalCount: number }>;
  /** Makes sessions through the control API. */
  makeSessions(wanted: unknown): Promise<SessionTruth[]>;
  /** Method, path, status and `applied` of the writes so far, without the sign-in. */
  writes(): Promise<string[]>;
}

const open: Simulator[] = [];

/** Starts a tenant with a clock that stands still. To be followed by `closeTenants`. */
export async function startTenant(
  knobs: Record<string, string | string[]> = {},
  options: { seed?: number; startAt?: string } = {},
): Promise<Tenant> {
  const simulator = await create({ startAt: started, ...options, knobs: { events: "0", ...knobs } });
  open.push(simulator);
  const token = pick(await signIn(simulator), "body.access_token") as string;
  async function call(method: string, path: string, body?: unknown): Promise<Answer> {
    return answerOf(await fetch(simulator.url + path, request(method, body, { authorization: `Bearer ${token}` })));
  }
  async function control(method: string, path: string, body?: unknown): Promise<Answer> {
    return answerOf(await fetch(simulator.control + path, request(method, body, {})));
  }
  return {
    simulator,
    call,
    control,
    read: async (path, at) => pick((await call("GET", path)).body, at),
    sessions: async (search) =>
      (await call("GET", `/v1/sessions?${search}`)).body as { items: SessionBody[]; totalCount: number },
    makeSessions: async (wanted) =>
      pick((await control("POST", "/sessions", wanted)).body, "sessions") as SessionTruth[],
    writes: async () => {
      const entries = (await control("GET", "/journal")).body as Record<string, unknown>[];
      return entries
        .filter(({ method, path }) => method !== "GET" && path !== "/v1/oauth")
        .map(({ method, path, status, applied }) => [method, path, status, applied].map(String).join(" "));
    },
  };
}

export async function closeTenants(): Promise<void> {
  for (const simulator of open.splice(0)) await simulator.close();
}

/** What a value holds at a path such as `items[0].sessionId`; undefined where it holds nothing. */
export function pick(value: unknown, path: string): unknown {
  const keys = path.split(/[.[\]]+/).filter((key) => key !== "");
  return keys.reduce<unknown>(
    (held, key) => (typeof held === "object" && held !== null ? Reflect.get(held, key) : undefined),
    value,
  );
}

/** Asks for a token with a Basic header. */
export async function signIn({ url, clientId, clientSecret }: Simulator): Promise<Answer> {
  const basic = Buffer.from(`${clientId}:${clientSecret}`).toString("base64");
  return answerOf(await fetch(`${url}/v1/oauth`, { method: "POST", headers: { authorization: `Basic ${basic}` } }));
}

// --- internal ---

function request(method: string, body: unknown, headers: Record<string, string>): RequestInit {
  if (body === undefined) return { method, headers };
  return { method, headers: { ...headers, "content-type": "application/json" }, body: JSON.stringify(body) };
}

async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  return { status: response.status, body: text === "" ? undefined : (JSON.parse(text) as unknown) };
}
