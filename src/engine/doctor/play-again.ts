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
 * @throws the SoarError that the signal was aborted with
 */
export async function playAgain(
  integration: Integration,
  files: readonly RecordingFile[],
  signal: AbortSignal,
): Promise<{ requests: readonly SeenRequest[]; unplayed: number }> {
  let unplayed = 0;
  const requests: SeenRequest[] = [];
  for (const file of files) {
    const { command, args } = file.recording;
    const played = play([file]);
    const { now } = played.instead;
    const watch = watchWire({ now, keepBodies: false });
    const tape: Tape = { ...played, wire: (network) => watch.wire(played.wire(network)) };
    const work = (limited: AbortSignal) =>
      tape.line(command, args, () => runOnce(integration, file.recording, tape, { signal: limited, now }));
    try {
      await withinTime(work, { signal, timeoutMs: LONGEST_MS, what: command });
    } catch {
      signal.throwIfAborted();
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
  integration: Integration,
  { command: name, args }: Recording,
  tape: Tape,
  { signal, now }: { signal: AbortSignal; now: () => number },
): Promise<void> {
  const instance = openRecorded(integration, tape, now);
  const { params, manifest } = instance;
  const client = await instance.client({ dryRun: false });
  const input = { params, client, log: silentLog, signal, now };
  if (name === "test-module") return testInstance(instance, { log: silentLog, signal, now });
  if (name === "fetch-incidents") {
    const fetchPages = await integration.fetchHandler();
    const pages = fetchPages({
      ...input,
      lastRun: null,
      known: async () => new Map(),
      pending: async () => [],
      limit: MOST_INCIDENTS,
    });
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

/** An instance with the parameters that the tape's recordings have. */
function openRecorded(integration: Integration, tape: Tape, now: () => number): RunningInstance {
  const { manifest } = integration;
  const params = tape.instead?.complete(manifest, {}, {}) ?? {};
  const config = { name: "recorded", params, referenced: [] };
  return openInstance(config, integration, resolveParams(manifest, params, {}), {
    store: sparePorts(),
    log: silentLog,
    now,
    random: () => 0,
    onDryRun: () => undefined,
    tape,
  });
}
