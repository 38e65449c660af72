import { createHash } from "node:crypto";
import { toSoarError } from "../errors.ts";
import type { Json } from "../json.ts";
import type { Log } from "../log.ts";
import { afterWrite } from "./after-write.ts";
import { outcomeOf } from "./outcome.ts";
import type { Effect, EffectJournal } from "./ports.ts";

/** What makes an intent the same intent again. */
export interface EffectKey {
  runId: string;
  taskId: string;
  instance: string;
  command: string;
  /** As given, secret ones masked: resolved ones would differ, "3 days ago" is another time on a second run. */
  args: Record<string, Json>;
  /** Which of the calls that one list of values makes. */
  index: number;
}

/** The same for the same key, in any order of the arguments. */
export function effectId(key: EffectKey): string {
  const args = Object.entries(key.args).sort(([a], [b]) => (a < b ? -1 : 1));
  const identity = [key.runId, key.taskId, key.instance, key.command, args, key.index];
  return createHash("sha256").update(JSON.stringify(identity)).digest("hex");
}

/**
 * Runs a write between the record of its intent and that of its outcome. One that is known to be applied is not run
 * again; one whose outcome is not known is only run when `wasApplied` says that it did not happen.
 */
export async function recordEffect<T>(
  effect: Effect,
  ports: { effects: EffectJournal; log: Log; now: () => number },
  steps: { wasApplied: (intendedAt: number) => Promise<boolean>; run: () => Promise<T> },
): Promise<{ ran: true; result: T } | { ran: false; intendedAt: number }> {
  const { effects, log, now } = ports;
  const { effect: known, isNew } = await effects.intend(effect);
  if (!isNew && known.outcome === "applied") return { ran: false, intendedAt: known.intendedAt };
  if (!isNew && known.outcome !== "failed" && (await steps.wasApplied(known.intendedAt))) {
    await effects.finish(effect.id, "applied", now());
    return { ran: false, intendedAt: known.intendedAt };
  }
  let result: T;
  try {
    result = await steps.run();
  } catch (thrown) {
    const error = toSoarError(thrown);
    await effects.finish(effect.id, outcomeOf(error), now()).catch((cause: unknown) => {
      // The command's own error is what its caller must hear of; without an outcome the write will be verified.
      log.error("The outcome of a write could not be recorded.", { effect: effect.id, cause });
    });
    throw error;
  }
  await effects.finish(effect.id, "applied", now()).catch((thrown: unknown) => {
    throw afterWrite(effect.command, thrown);
  });
  return { ran: true, result };
}
