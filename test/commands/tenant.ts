// A simulated Incydr tenant and the integration connected to it: the real client, real HTTP, the real manifest.
import type { FetchPage, Incident, Json, JsonObject } from "soarkit";
import type { Incydr } from "../../commands/_api/incydr.ts";
import { connect } from "../../commands/_connect.ts";
import type { Code42 } from "../../commands/_manifest.gen.ts";
import { create } from "../../commands/_simulator/index.ts";
import { resolveArguments } from "../../src/dispatch/arguments.ts";
import { createHttp } from "../../src/http/create-http.ts";
import type { Token } from "../../src/http/ports.ts";
import { createVendorClock } from "../../src/http/vendor-clock.ts";
import { resolveParams } from "../../src/instance/params.ts";
import { silentLog } from "../../src/log.ts";
import { loadManifest } from "../../src/manifest/load.ts";
import type { CommandResult } from "../../src/output/result.ts";
import { undeclaredPaths } from "../../src/output/undeclared.ts";
import type { JournalEntry } from "../../src/simulator/journal.ts";
import type { Simulator } from "../../src/simulator/simulator.ts";

export const manifest = await loadManifest("integration.yml");

export interface Tenant {
  simulator: Simulator;
  client: Incydr;
  params: Code42["params"];
  /** Runs a command as the dispatcher would, and refuses context that the manifest does not declare. */
  run(
    name: string,
    args: Record<string, Json>,
    given?: { context?: JsonObject; incident?: Incident },
  ): Promise<CommandResult>;
  /** Method and path of every request but those for tokens, since the journal was last read. */
  requests(): Promise<string[]>;
  /** As `requests`, with what became of them. */
  journal(): Promise<JournalEntry[]>;
  control(path: string, body?: unknown): Promise<unknown>;
  close(): Promise<void>;
}

export interface TenantOptions {
  knobs?: Record<string, string>;
  params?: Record<string, Json>;
}

/** The simulator's clock stands still at `startAt`. */
export const startAt = "2026-01-06T00:00:00.000Z";

export async function openTenant({ knobs = {}, params: given = {} }: TenantOptions = {}): Promise<Tenant> {
  const simulator = await create({ seed: 1, startAt, knobs: { rate: "0", sessions: "20", events: "50", ...knobs } });
  const params = paramsOf({ api_url: simulator.url, ...given }, simulator);
  const client = await connectTo(params);
  let read = 0;

  const control = async (path: string, body?: unknown): Promise<unknown> => {
    const init = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
    const headers = { "content-type": "application/json" };
    const answer = await fetch(simulator.control + path, { ...init, headers });
    if (!answer.ok) throw new Error(`${path}: ${String(answer.status)} ${await answer.text()}`);
    return answer.json();
  };
  const journal = async () => {
    const all = (await control("/journal")) as JournalEntry[];
    const fresh = all.slice(read);
    read = all.length;
    return fresh.filter(({ path }) => !path.startsWith("/v1/oauth"));
  };

  return {
    simulator,
    client,
    params,
    control,
    journal,
    requests: async () => (await journal()).map(({ method, path }) => `${method} ${path}`),
    run: async (name, args, { context = {}, incident } = {}) => {
      const command = manifest.commands.find((each) => each.name === name)!;
      const [resolved] = await resolveArguments(command, args, Date.parse(startAt));
      const { run } = (await import(`../../commands/${name}.ts`)) as {
        run: (input: object) => Promise<CommandResult>;
      };
      const result = await run({ ...handlerInput(params, client), args: resolved, context, incident });
      const undeclared = undeclaredPaths(result, command.outputs);
      if (undeclared.length > 0) throw new Error(`undeclared: ${undeclared.join(", ")}`);
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
  let token: Token | undefined;
  const http = createHttp({
    tokens: {
      read: async () => token,
      write: async (_, given) => void (token = given),
      remove: async () => void (token = undefined),
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
