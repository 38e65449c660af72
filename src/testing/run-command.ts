import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DispatchResult } from "../dispatch/call.ts";
import { parseCommandLine } from "../dispatch/command-line.ts";
import { openSession } from "../engine/open-session.ts";
import type { JsonObject } from "../json.ts";
import { silentLog } from "../log.ts";
import { openStore } from "../store/open.ts";

export interface RunCommandOptions {
  /** Folder of the integration. */
  integration: string;
  /** The instance's parameters as environment variables, such as a simulator's `env`. Nothing else is read. */
  env: Record<string, string>;
  /** What stands in the context before. @default nothing */
  context?: JsonObject;
  /** Epoch milliseconds. @default the real time */
  now?: () => number;
}

/**
 * Runs one command line as `soar run` does, approving what is destructive, with a store that lasts as long as the call.
 * Errors of the command do not reject: they are the result's `error`.
 * @throws ManifestError · ParameterError when there is nothing to run it on
 */
export async function runCommand(line: string, options: RunCommandOptions): Promise<DispatchResult> {
  const { integration, env, context, now = Date.now } = options;
  const folder = await mkdtemp(join(tmpdir(), "soar-test-"));
  const store = await openStore(`sqlite:${join(folder, "soar.db")}`, { now });
  try {
    if (context) await store.investigations.append("playground", [], () => context, now());
    const { dispatcher } = await openSession({ store, log: silentLog, integration, folder, env, now });
    return await dispatcher.run({
      ...parseCommandLine(line),
      investigationId: "playground",
      runId: randomUUID(),
      taskId: "0",
      signal: new AbortController().signal,
      approve: () => true,
    });
  } finally {
    await store.close();
    await rm(folder, { recursive: true, force: true });
  }
}
