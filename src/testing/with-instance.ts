import { openInstance, type RunningInstance } from "../engine/open-instance.ts";
import { tapedWait, type Tape } from "../engine/tape.ts";
import type { Recording } from "../http/recording/recording.ts";
import { resolveParams } from "../instance/params.ts";
import type { Json } from "../json.ts";
import { silentLog } from "../log.ts";
import type { Store } from "../store/open.ts";
import { withAnswers, type AnswerSettings, type AnswerSource, type Asked } from "./answers.ts";
import { withMemoryStore } from "./memory-store.ts";
import { openOnce } from "./open-once.ts";
import { createListener, type Listener, type Traffic } from "./requests.ts";
import type { TestClock } from "./test-clock.ts";

export interface InstanceOptions extends AnswerSource, AnswerSettings {
  /** Folder of the integration. */
  integration: string;
  /** Parameters of the instance beside those that the source of answers gives, as `soar.yml` would have them. */
  params?: Record<string, Json>;
}

/** An instance that is open for one run, and what it runs on. */
export interface TestedInstance {
  instance: RunningInstance;
  store: Store;
  clock: TestClock;
  /** Waits by the clock. What is recorded takes note of it. */
  wait: (ms: number, signal: AbortSignal) => Promise<void>;
  /** What it has sent so far. */
  traffic: () => Traffic;
  /** What is replayed. */
  recording?: Recording;
}

/**
 * Opens the integration as one instance named `default`, on a store in memory, for `work`.
 * @throws ArgumentError · ManifestError · ParameterError when there is nothing to run it on
 */
export async function withInstance<T>(
  options: InstanceOptions,
  asked: Asked,
  work: (opened: TestedInstance) => Promise<T>,
): Promise<T> {
  const integration = await openOnce(options.integration);
  const { manifest } = integration;
  return withAnswers(options, { ...asked, manifest }, async ({ env, params, clock, tape, client, recording }) => {
    const resolved = resolveParams(manifest, { ...params, ...options.params }, env);
    return withMemoryStore(clock.now, (store) => {
      const listener = createListener();
      const instance = openInstance({ name: "default", params: {}, referenced: [] }, integration, resolved, {
        store: { ...store, tokens: listener.knowing(store.tokens) },
        log: silentLog,
        now: clock.now,
        random: () => 0,
        wait: clock.wait,
        onDryRun: () => undefined,
        tape: heard(tape, listener),
      });
      const wait = tapedWait(tape, clock.wait);
      const opened = client === undefined ? instance : { ...instance, client: () => Promise.resolve(client) };
      return work({
        instance: opened,
        store,
        clock,
        wait,
        traffic: listener.traffic,
        ...(recording ? { recording } : {}),
      });
    });
  });
}

// --- internal ---

/** The tape, listened to. Without one, what goes over the wire itself. */
function heard(tape: Tape | undefined, listener: Listener): Tape {
  const { instead } = tape ?? {};
  return {
    line: (_command, _args, work) => work(),
    input: (input) => input,
    ...tape,
    wire: (network) => listener.on(tape?.wire(network) ?? network),
    ...(instead ? { instead: { ...instead, tokens: listener.knowing(instead.tokens) } } : {}),
  };
}
