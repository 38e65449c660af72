import { resolveArguments } from "../../dispatch/arguments.ts";
import type { Integration } from "../../dispatch/integration.ts";
import { withinTime } from "../../dispatch/time-limit.ts";
import type { Recording, RecordingFile } from "../../http/recording/recording.ts";
import { resolveParams } from "../../instance/params.ts";
import { silentLog } from "../../log.ts";
import { openInstance, type RunningInstance } from "../open-instance.ts";
import { play } from "../play.ts";
import type { Tape } from "../tape.ts";
import { testInstance } from "../test-instance.ts";
import { sparePorts } from "./spare-ports.ts";
import { watchWire, type SeenRequest } from "./watch-wire.ts";

/**
 * Runs what was recorded again, answered by the recordings, to see the requests as the integration makes them. A run
 * that fails has made some of them; how many failed is `unplayed`.
 * @throws ParameterError when the recordings' parameters do not make an instance
 */
export async function playAgain(
  integration: Integration,
  files: readonly RecordingFile[],
  signal: AbortSignal,
): Promise<{ requests: readonly SeenRequest[]; unplayed: number }> {
  const { manifest } = integration;
  let unplayed = 0;
  const requests: SeenRequest[] = [];
  for (const file of files) {
    signal.throwIfAborted();
    const played = play([file]);
    const { now, complete } = played.instead;
    const watch = watchWire({ now, keepBodies: false });
    const tape: Tape = { ...played, wire: (network) => watch.wire(played.wire(network)) };
    const given = complete(manifest, {}, {});
    const params = resolveParams(manifest, given, {});
    const instance = openInstance({ name: "recorded", params: given, referenced: [] }, integration, params, {
      store: sparePorts(),
      log: silentLog,
      now,
      random: () => 0,
      onDryRun: () => undefined,
      tape,
    });
    const { recording } = file;
    const work = (limited: AbortSignal) =>
      tape.line(recording.command, recording.args, () => runOnce(instance, recording, { signal: limited, now }));
    try {
      await withinTime(work, { signal, timeoutMs: LONGEST_MS, what: recording.command });
    } catch {
      // What the vendor refused when it was recorded fails again; and a recording may be older than the integration.
      unplayed += 1;
    }
    requests.push(...watch.requests);
  }
  return { requests, unplayed };
}

// --- internal ---

const LONGEST_MS = 20_000;

const MOST_INCIDENTS = 1_000;

async function runOnce(
  instance: RunningInstance,
  { command: name, args }: Recording,
  { signal, now }: { signal: AbortSignal; now: () => number },
): Promise<void> {
  const { params, integration, manifest } = instance;
  const client = await instance.client({ dryRun: false });
  const input = { params, client, log: silentLog, signal, now };
  if (name === "test-module") return testInstance(instance, { log: silentLog, signal, now });
  if (name === "fetch-incidents") {
    const fetchPages = await integration.fetchHandler();
    const pages = fetchPages({ ...input, lastRun: null, known: async () => new Map(), limit: MOST_INCIDENTS });
    let seen = 0;
    for await (const { items } of pages) {
      seen += items.length;
      if (seen >= MOST_INCIDENTS || signal.aborted) break;
    }
    return;
  }
  const command = manifest.commands.find((each) => each.name === name);
  if (!command) return;
  const [resolved = {}] = await resolveArguments(command, args, now());
  const handler = await instance.handler(name);
  await handler({ ...input, args: resolved, context: {}, progress: () => undefined });
}
