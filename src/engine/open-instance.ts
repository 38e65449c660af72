import { setTimeout } from "node:timers/promises";
import type { OpenInstance } from "../dispatch/instance.ts";
import type { Integration } from "../dispatch/integration.ts";
import { ManifestError } from "../errors.ts";
import { createHttp } from "../http/create-http.ts";
import type { Wait } from "../http/deadline.ts";
import type { BudgetLimit, Lane } from "../http/ports.ts";
import { createVendorClock, type VendorClock } from "../http/vendor-clock.ts";
import type { InstanceConfig } from "../instance/load.ts";
import type { ResolvedParams } from "../instance/params.ts";
import type { Log } from "../log.ts";
import { createMask, type Secret } from "../secrets.ts";
import type { Store } from "../store/open.ts";
import type { MappingFiles } from "./load-mapping.ts";
import { tapedWait, type FetchingInput, type Tape } from "./tape.ts";

/** An instance whose handlers can run: integration, parameters and client together. */
export interface RunningInstance extends OpenInstance {
  integration: Integration;
  /** When it fetches and collects by itself, as a cron line. @default as often as its parameters say */
  schedule?: string;
  /** XSOAR's files in place of the manifest's mapper, as `soar.yml` names them. */
  mapping?: MappingFiles;
  /** How many requests its vendor takes; absent where nothing bounds them. */
  budget?: BudgetLimit;
  /**
   * Calls back whenever the vendor has accepted the credentials: it has given a token, or a kept one is at hand. What it
   * gives back ends that.
   */
  onToken(listener: () => void): () => void;
  /** The vendor's time as far as its answers have told it, epoch milliseconds. */
  vendorNow: () => number;
  /** The time that handlers are told, where it is not the real one: while they are recorded it stands still. */
  clock?: () => number;
  /** Runs what is no command of the manifest, such as `fetch-incidents`, as one that is recorded and replayed. */
  line<T>(command: string, work: () => Promise<T>): Promise<T>;
  /** Records or replays what `fetch-incidents` goes on from. */
  fetchInput(input: FetchingInput): FetchingInput;
}

export interface InstanceRuntime {
  store: Pick<Store, "tokens" | "budget">;
  log: Log;
  /** Epoch milliseconds. */
  now: () => number;
  random: () => number;
  /** How requests wait for their next try, and for the budget. @default by the real clock */
  wait?: Wait;
  /** The longest that one request may take, with all its tries and waits. @default two minutes */
  deadlineMs?: number;
  /** Given every request that a dry run would have sent. */
  onDryRun: (request: { method: string; url: string; body: unknown }) => void;
  /** Records what goes over the wire, or plays what was recorded. */
  tape?: Tape;
}

/** Opens an instance. Makes no request and loads no handler. */
export function openInstance(
  config: InstanceConfig,
  integration: Integration,
  { params, secrets }: ResolvedParams,
  runtime: InstanceRuntime,
): RunningInstance {
  const { manifest } = integration;
  const { tape } = runtime;
  const instead = tape?.instead;
  const now = tape?.now ?? runtime.now;
  const clock = createVendorClock(now);
  const connected = new Map<string, Promise<unknown>>();
  const limit = instead ? undefined : (config.budget ?? manifest.soar.budget);
  const wait = runtime.wait ?? ((ms, signal) => setTimeout(ms, undefined, signal ? { signal } : {}));
  const tokenListeners = new Set<() => void>();
  let tokens: Secret[] = [];
  let mask = createMask(secrets);

  function learn(token: Secret): void {
    // The newest few: those before have run out.
    tokens = [...tokens, token].slice(-MOST_TOKENS);
    mask = createMask([...secrets, ...tokens]);
    for (const listener of tokenListeners) listener();
  }

  async function connect(writes: Writes, lane: Lane): Promise<unknown> {
    const make = await integration.connect();
    if (!make) return undefined;
    const http = createHttp({
      tokens: instead?.tokens ?? runtime.store.tokens,
      budget: runtime.store.budget,
      ...(limit ? { limit } : {}),
      lane,
      proxy: params.proxy === true,
      ...(config.ca === undefined ? {} : { ca: config.ca }),
      insecure: params.insecure === true || params.unsecure === true,
      log: runtime.log,
      now: runtime.now,
      random: instead?.random ?? runtime.random,
      wait: instead?.wait ?? tapedWait(tape, wait),
      clock: tape?.now ? observedAt(clock, tape.now) : clock,
      ...(runtime.deadlineMs === undefined ? {} : { deadlineMs: runtime.deadlineMs }),
      onSecret: learn,
      ...(writes === "sent" ? {} : { dryRun: writes === "described" ? runtime.onDryRun : refuseWrite }),
      ...(tape ? { wire: tape.wire } : {}),
      ...(instead ? { spareToken: instead.spareToken } : {}),
    });
    return make({ params, http, log: runtime.log, now });
  }

  return {
    name: config.name,
    manifest,
    params,
    integration,
    ...(config.schedule === undefined ? {} : { schedule: config.schedule }),
    mapping: {
      ...(config.mapper === undefined ? {} : { mapper: config.mapper }),
      ...(config.classifier === undefined ? {} : { classifier: config.classifier }),
    },
    ...(limit && { budget: limit }),
    onToken(listener) {
      tokenListeners.add(listener);
      return () => void tokenListeners.delete(listener);
    },
    vendorNow: () => clock.now(),
    ...(tape?.now && { clock: tape.now }),
    mask: (text) => mask(text),
    client({ dryRun, readsOnly = false, lane = "command" }) {
      const writes = readsOnly ? "refused" : dryRun ? "described" : "sent";
      const key = `${writes} ${lane}`;
      const client = connected.get(key) ?? connect(writes, lane);
      connected.set(key, client);
      return client;
    },
    handler: async (command) => {
      const handler = await integration.handler(command);
      return tape ? (input) => handler(tape.input(input)) : handler;
    },
    // A replay changes nothing, and what a preview would read was not recorded with the command.
    preview: async (command) => (instead ? undefined : integration.preview(command)),
    line(command, work) {
      if (!tape) return work();
      const call = { command, args: {}, plannedAt: runtime.now(), mask: (text: string) => mask(text) };
      return tape.line(command, {}, () => tape.call?.({ name: config.name, params }, call, work) ?? work());
    },
    fetchInput: (input) => tape?.fetchInput?.(input) ?? input,
    ...(tape?.call && { around: (call, work) => tape.call?.({ name: config.name, params }, call, work) ?? work() }),
  };
}

// --- internal ---

const MOST_TOKENS = 4;

/** What a client does with requests that would change something. */
type Writes = "sent" | "described" | "refused";

function refuseWrite({ method, url }: { method: string; url: string }): never {
  throw new ManifestError(
    `A preview only reads, and this one was to send ${method} ${url}. It was not sent.`,
    "Take that request out of the handler's `preview`; one that only reads says so with `reads: true`.",
  );
}

/** A clock that takes all answers for received at once: how long they took is not the same in a replay. */
function observedAt(clock: VendorClock, now: () => number): VendorClock {
  return { ...clock, observe: (date) => clock.observe(date, now(), now()) };
}
