import { setTimeout } from "node:timers/promises";
import type { Integration } from "../../dispatch/integration.ts";
import { toSoarError, type SoarError } from "../../errors.ts";
import { budgetKey } from "../../http/budget.ts";
import type { HttpOptions } from "../../http/client.ts";
import { createHttp } from "../../http/create-http.ts";
import type { BudgetReader, BudgetStore, TokenStore } from "../../http/ports.ts";
import type { Recording } from "../../http/recording/recording.ts";
import { parseBaseUrl } from "../../http/request.ts";
import type { Environment } from "../../instance/environment.ts";
import type { InstanceConfig } from "../../instance/load.ts";
import type { ResolvedParams } from "../../instance/params.ts";
import type { Log } from "../../log.ts";
import { openInstance } from "../open-instance.ts";
import type { Tape } from "../tape.ts";
import { askVendor, leftOf } from "./ask-vendor.ts";
import { checkBudget } from "./check-budget.ts";
import { notesOf, type Check } from "./check.ts";
import { reachVendor } from "./reach-vendor.ts";
import { watchTokens } from "./spare-ports.ts";
import { watchWire, type SeenRequest, type WireWatch } from "./watch-wire.ts";

export interface InstanceSubject {
  config: InstanceConfig;
  integration: Integration;
  params: ResolvedParams;
  /** The integration's own. */
  recordings: readonly Recording[];
  ports: { tokens: TokenStore; budget: BudgetStore & BudgetReader };
  /** Whether the budget is the store's, which all processes share. */
  isShared: boolean;
}

export interface InstanceTools {
  env: Environment;
  log: Log;
  signal: AbortSignal;
  /** Epoch milliseconds. */
  now: () => number;
  /** The longest that one step, or one request with all its tries, may take. */
  stepMs: number;
  offline: boolean;
  /** Whether answers are kept, to be looked at for drift. */
  keepBodies: boolean;
  /** Told what is being looked at. */
  onStep: (what: string) => void;
}

/** Looks at what lies between an instance and its vendor. Gives also what was asked and answered. */
export async function examineInstance(
  subject: InstanceSubject,
  tools: InstanceTools,
): Promise<{ checks: Check[]; requests: readonly SeenRequest[]; mask: (text: string) => string }> {
  const { config, integration, params } = subject;
  const { now, signal, offline, stepMs } = tools;
  const { name } = config;
  const watch = watchWire({ now, keepBodies: tools.keepBodies });
  const tokens = watchTokens(subject.ports.tokens);
  const instance = openInstance(config, integration, params, {
    store: { tokens: tokens.tokens, budget: subject.ports.budget },
    log: tools.log,
    now,
    random: Math.random,
    deadlineMs: stepMs,
    onDryRun: () => undefined,
    tape: watching(watch),
  });
  const checks: Check[] = [];
  const endpoints = await endpointsOf(subject, tools);
  if ("error" in endpoints) checks.push(notesOf(`${name}: reachability`).error("URL", endpoints.error));
  const options = "error" in endpoints ? [] : endpoints.options;
  let blockedBy = "error" in endpoints ? "URL" : undefined;
  if (offline) {
    for (const area of ["reachability", "credentials", "permissions"])
      checks.push(notesOf(`${name}: ${area}`).skipped(area, "left out by --offline"));
  } else {
    for (const [baseUrl, { proxy, clientCertificate }] of new Map(options.map((each) => [each.baseUrl, each]))) {
      tools.onStep(`${name}: the way to ${baseUrl}`);
      const way = {
        baseUrl,
        proxy: proxy ?? params.params.proxy === true,
        ...(clientCertificate && { clientCertificate }),
        insecure: params.params.insecure === true || params.params.unsecure === true,
        ...(config.ca === undefined ? {} : { ca: config.ca }),
        env: tools.env,
      };
      const reached = await reachVendor(`${name}: reachability`, way, { timeoutMs: stepMs, signal, now });
      signal.throwIfAborted();
      blockedBy ??= reached.find(({ status }) => status === "failed")?.name;
      checks.push(...reached);
    }
    checks.push(
      ...(await askVendor(instance, subject, tools, {
        watch,
        tokens: tokens.seen,
        blockedBy,
        options,
      })),
    );
  }
  checks.push(await budgetOf(subject, tools, watch, options));
  return { checks, requests: watch.requests, mask: (text) => instance.mask(text) };
}

// --- internal ---

type Options = HttpOptions[];

/** Only looks on: what is sent goes to the vendor as ever. */
function watching(watch: WireWatch): Tape {
  return { wire: watch.wire, line: (_command, _args, work) => work(), input: (input) => input };
}

/** Which URLs the integration would talk to: what its `_connect` asks clients for. It makes no request. */
async function endpointsOf(
  { integration, params, ports }: InstanceSubject,
  { log, now }: InstanceTools,
): Promise<{ options: Options } | { error: SoarError }> {
  const options: Options = [];
  try {
    const make = await integration.connect();
    const watch = watchWire({ now, keepBodies: false });
    const http = createHttp({
      ...ports,
      log,
      now,
      random: () => 0,
      wait: (ms, signal) => setTimeout(ms, undefined, signal ? { signal } : {}),
      clock: watch.clock,
    });
    make?.({
      params: params.params,
      http: (given) => {
        options.push({ ...given, baseUrl: parseBaseUrl(given.baseUrl) });
        return http(given);
      },
      log,
      now,
    });
    return { options };
  } catch (thrown) {
    return { error: toSoarError(thrown) };
  }
}

async function budgetOf(
  subject: InstanceSubject,
  tools: InstanceTools,
  watch: WireWatch,
  options: Options,
): Promise<Check> {
  const { config, integration, isShared } = subject;
  const [first] = options;
  const isFromEnvironment = (tools.env.SOAR_BUDGET ?? "") !== "";
  return checkBudget(`${config.name}: budget`, {
    limit: config.budget ?? integration.manifest.soar.budget,
    source: isFromEnvironment ? "SOAR_BUDGET" : config.budget ? "soar.yml" : "the manifest",
    left: isShared ? await leftOf(subject, tools, options) : undefined,
    used: watch.requests.length,
    key: first && budgetKey(first.baseUrl, first.auth),
  });
}
