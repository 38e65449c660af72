import { setTimeout } from "node:timers/promises";
import type { OpenInstance } from "../dispatch/instance.ts";
import type { Integration } from "../dispatch/integration.ts";
import { createHttp } from "../http/create-http.ts";
import { createVendorClock } from "../http/vendor-clock.ts";
import type { InstanceConfig } from "../instance/load.ts";
import type { ResolvedParams } from "../instance/params.ts";
import type { Log } from "../log.ts";
import { createMask, type Secret } from "../secrets.ts";
import type { Store } from "../store/open.ts";

/** An instance whose handlers can run: integration, parameters and client together. */
export interface RunningInstance extends OpenInstance {
  integration: Integration;
  /** The vendor's time as far as its answers have told it, epoch milliseconds. */
  vendorNow: () => number;
}

export interface InstanceRuntime {
  store: Store;
  log: Log;
  /** Epoch milliseconds. */
  now: () => number;
  random: () => number;
  /** The longest that one request may take, with all its tries and waits. @default two minutes */
  deadlineMs?: number;
  /** Given every request that a dry run would have sent. */
  onDryRun: (request: { method: string; url: string; body: unknown }) => void;
}

/** Opens an instance. Makes no request and loads no handler. */
export function openInstance(
  config: InstanceConfig,
  integration: Integration,
  { params, secrets }: ResolvedParams,
  runtime: InstanceRuntime,
): RunningInstance {
  const { manifest } = integration;
  const clock = createVendorClock(runtime.now);
  const connected = new Map<boolean, Promise<unknown>>();
  const limit = config.budget ?? manifest.soar.budget;
  let tokens: Secret[] = [];
  let mask = createMask(secrets);

  function learn(token: Secret): void {
    // The newest few: those before have run out.
    tokens = [...tokens, token].slice(-MOST_TOKENS);
    mask = createMask([...secrets, ...tokens]);
  }

  async function connect(dryRun: boolean): Promise<unknown> {
    const make = await integration.connect();
    if (!make) return undefined;
    const http = createHttp({
      tokens: runtime.store.tokens,
      budget: runtime.store.budget,
      ...(limit ? { limit } : {}),
      proxy: params.proxy === true,
      ...(config.ca === undefined ? {} : { ca: config.ca }),
      insecure: params.insecure === true || params.unsecure === true,
      log: runtime.log,
      now: runtime.now,
      random: runtime.random,
      wait: (ms, signal) => setTimeout(ms, undefined, signal ? { signal } : {}),
      clock,
      ...(runtime.deadlineMs === undefined ? {} : { deadlineMs: runtime.deadlineMs }),
      onSecret: learn,
      ...(dryRun ? { dryRun: runtime.onDryRun } : {}),
    });
    return make({ params, http, log: runtime.log, now: runtime.now });
  }

  return {
    name: config.name,
    manifest,
    params,
    integration,
    vendorNow: () => clock.now(),
    mask: (text) => mask(text),
    client({ dryRun }) {
      const client = connected.get(dryRun) ?? connect(dryRun);
      connected.set(dryRun, client);
      return client;
    },
    handler: (command) => integration.handler(command),
  };
}

// --- internal ---

const MOST_TOKENS = 4;
