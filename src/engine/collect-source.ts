import { createHash, scryptSync } from "node:crypto";
import { type SoarError, toSoarError } from "../errors.ts";
import { classify } from "../events/source/classify.ts";
import type { OpenSource } from "../events/source/open-source.ts";
import type { Submitted } from "../events/source/source.ts";
import { workingState } from "../events/source/source.ts";
import { toJson, isJsonObject, type JsonObject } from "../json.ts";
import type { CollectedStream } from "./collect-instance.ts";
import type { RunningInstance } from "./open-instance.ts";

/** What came of one collection of a source. */
export interface SourceRun {
  collected: CollectedStream[];
  /** What failed: all of it, or one of its streams. */
  error?: SoarError;
  /** The source was taken away meanwhile. */
  isGone: boolean;
}

/**
 * Collects once, and takes the source through its states on the way: Started with the collection's begin, Initialized
 * when its client is made, Authenticated when the vendor has taken the credentials, Collecting with the first poll. It is
 * in error when nothing of it works; a stream that fails beside others that work is a fault of that stream only.
 * @param collect never throws; the errors of its streams are without secrets
 */
export async function collectAsSource(
  instance: RunningInstance,
  source: OpenSource,
  collect: () => Promise<CollectedStream[]>,
): Promise<SourceRun> {
  let collected: CollectedStream[] = [];
  let moving = Promise.resolve();
  const stopListening = instance.onToken(() => {
    moving = moving.then(() => begun(source));
    // It is waited for below, and until then unhandled.
    moving.catch(() => undefined);
  });
  try {
    await source.refresh();
    if (source.isGone()) return { collected, isGone: true };
    await source.retried();
    await source.advance("task created");
    if (await isConfigured(instance)) await source.advance("configured");
    collected = await collect();
    await moving;
    const error = await settle(source, collected);
    return { collected, ...(error && { error }), isGone: source.isGone() };
  } catch (thrown) {
    const error = toSoarError(thrown);
    await source.failed(error);
    return { collected, error, isGone: source.isGone() };
  } finally {
    stopListening();
  }
}

/** An instance as a source: it is submitted anew whenever collecting is begun. */
export function instanceAsSource({ name, params }: Pick<RunningInstance, "name" | "params">): Submitted {
  // Secrets turn into stars here.
  const config = toJson(params);
  const shown = isJsonObject(config) ? config : {};
  return { name, config: shown, digest: digestOf(shown, []), isUpdated: true };
}

/**
 * Tells one configuration from another. Of its secrets there is nothing in it that could be tried out: each is
 * stretched first, which takes a moment for every guess.
 */
export function digestOf(shown: JsonObject, secrets: readonly string[]): string {
  const hash = createHash("sha256").update(JSON.stringify(shown));
  for (const secret of secrets) hash.update(scryptSync(secret, JSON.stringify(shown), 32));
  return hash.digest("base64url");
}

// --- internal ---

/** Whether its parameters make a client; what is wrong with them, each of its streams will fail with. */
async function isConfigured(instance: RunningInstance): Promise<boolean> {
  return instance.client({ dryRun: false, lane: "collect" }).then(
    () => true,
    () => false,
  );
}

async function begun(source: OpenSource): Promise<void> {
  await source.advance("authenticated");
  await source.advance("polled");
}

/** Gives what failed. */
async function settle(source: OpenSource, collected: readonly CollectedStream[]): Promise<SoarError | undefined> {
  const failures = collected.flatMap(({ stream, error }) => (error && !isStop(error) ? [{ stream, error }] : []));
  const working = workingState(source.current());
  if (failures.length > 0 && failures.length === collected.length) {
    // If one of them may pass, trying again is worth it for all.
    const passing = failures.find(({ error }) => classify(error, working) !== "ThirdPartyConfig");
    const { error } = passing ?? failures[0] ?? {};
    if (error) await source.failed(error);
    return error;
  }
  const well = collected.filter(({ error, interrupted }) => error === undefined && !interrupted);
  // A vendor without tokens has taken the credentials when it has answered.
  if (well.length > 0) {
    await begun(source);
    await source.well();
  }
  for (const { stream } of well) await source.well(stream);
  for (const { stream, error } of failures) await source.streamFailed(stream, error);
  return failures[0]?.error;
}

/** Whoever stopped the collection knows that it did not end by itself. */
function isStop({ code }: SoarError): boolean {
  return code === "INTERRUPTED";
}
