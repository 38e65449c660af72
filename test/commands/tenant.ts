// A simulated Incydr tenant and the integration connected to it: the real client, real HTTP, the real manifest.
import type { FetchPage, Json } from "soarkit";
import { runCommand, startSimulator, type RunCommandOptions, type TestSimulator } from "soarkit/testing";
import type { Incydr } from "../../commands/_api/incydr.ts";
import { connect } from "../../commands/_connect.ts";
import type { Code42 } from "../../commands/_manifest.gen.ts";
import { createHttp } from "../../src/http/create-http.ts";
import type { Token } from "../../src/http/ports.ts";
import { createVendorClock } from "../../src/http/vendor-clock.ts";
import { resolveParams } from "../../src/instance/params.ts";
import { silentLog } from "../../src/log.ts";
import { loadManifest } from "../../src/manifest/load.ts";
import type { CommandResult } from "../../src/output/result.ts";
import { code42 } from "./recorded.ts";

export const manifest = await loadManifest("integration.yml");

export interface Tenant {
  simulator: TestSimulator;
  client: Incydr;
  params: Code42["params"];
  /** Runs a command. Gives what its handler returned, or throws what it failed with. */
  run(name: string, args: Record<string, Json>, given?: Given): Promise<CommandResult>;
  /** Method and path, with its query, of every request but those for tokens, since this was last asked for. */
  requests(): Promise<string[]>;
  control: TestSimulator["control"];
  close(): Promise<void>;
}

type Given = Pick<RunCommandOptions, "context" | "incident" | "params">;

export interface TenantOptions {
  knobs?: Record<string, string>;
  params?: Record<string, Json>;
}

/** The simulator's clock stands still at `startAt`. */
export const startAt = "2026-01-06T00:00:00.000Z";

export async function openTenant({ knobs = {}, params: given = {} }: TenantOptions = {}): Promise<Tenant> {
  const small = { rate: 0, sessions: 20, events: 50 };
  const simulator = await startSimulator(code42, { seed: 1, startAt, knobs: { ...small, ...knobs } });
  const params = paramsOf({ api_url: simulator.url, ...given }, simulator);
  return {
    simulator,
    client: await connectTo(params),
    params,
    control: simulator.control,
    async requests() {
      const received = await simulator.requests();
      return received.filter(({ path }) => !/\/oauth(\/|$)/.test(path)).map(shownWithQuery);
    },
    async run(name, args, within = {}) {
      const { error, result = {} } = await runCommand(name, args, { integration: code42, simulator, ...within });
      if (error) throw error;
      return result;
    },
    close: () => simulator.close(),
  };
}

/** The instance's parameters as the runtime resolves them. */
export function paramsOf(
  given: Record<string, Json>,
  credentials = { clientId: "key-1", clientSecret: "secret" },
): Code42["params"] {
  const { clientId: identifier, clientSecret: password } = credentials;
  const resolved = resolveParams(manifest, { credentials: { identifier, password }, ...given }, {});
  return resolved.params as Code42["params"];
}

/** What handlers of every kind are given, beside arguments and context. */
export function handlerInput(params: Code42["params"], client: Incydr) {
  return {
    params,
    client,
    progress: () => undefined,
    log: silentLog,
    signal: AbortSignal.timeout(20_000),
    now: () => Date.parse(startAt),
  };
}

/** The real client; tokens in memory, no budget. */
export async function connectTo(params: Code42["params"]): Promise<Incydr> {
  /** By the host that gave them. */
  const tokens = new Map<string, Token>();
  const http = createHttp({
    tokens: {
      read: async ({ url }) => tokens.get(url),
      write: async ({ url }, token) => void tokens.set(url, token),
      remove: async ({ url }) => void tokens.delete(url),
    },
    budget: { take: async () => 0 },
    log: silentLog,
    now: Date.now,
    random: () => 0,
    wait: async () => undefined,
    clock: createVendorClock(Date.now),
  });
  return connect({ params, http, log: silentLog, now: Date.now });
}

/** Everything that a fetch yields, and how it leaves the ledger. */
export async function collect(pages: AsyncIterable<FetchPage>, ledger = new Map<string, Json>()): Promise<FetchPage[]> {
  const all: FetchPage[] = [];
  for await (const page of pages) {
    all.push(page);
    for (const { id, state } of page.items) ledger.set(id, state);
  }
  return all;
}

/** What a promise is rejected with. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => {
      throw new Error("nothing was thrown");
    },
    (error: unknown) => error,
  );
}

// --- internal ---

function shownWithQuery({
  method,
  path,
  query,
}: {
  method: string;
  path: string;
  query: Record<string, string[]>;
}): string {
  const pairs = Object.entries(query).flatMap(([name, values]) =>
    values.map((value): [string, string] => [name, value]),
  );
  const search = new URLSearchParams(pairs).toString();
  return `${method} ${path}${search === "" ? "" : `?${search}`}`;
}
