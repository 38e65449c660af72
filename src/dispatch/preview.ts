import { ManifestError } from "../errors.ts";
import type { Call, DispatchPorts } from "./call.ts";
import type { Target } from "./resolve.ts";
import { handlerInput } from "./handler-input.ts";
import { withinTime } from "./time-limit.ts";

/**
 * What the calls on one instance would change, in a sentence for each: what the command's `preview` says. Undefined for
 * a command without one, and in a replay, where nothing is changed. Of many calls the first few are told.
 * @throws ManifestError when the preview gives no text, or asks to send a write · TimeoutError · what it throws
 */
export async function previewOf(
  target: Target,
  calls: readonly Call[],
  ports: DispatchPorts,
): Promise<string | undefined> {
  const { instance, command } = target;
  const preview = await instance.preview?.(command.name);
  if (!preview) return undefined;
  const client = await instance.client({ dryRun: false, readsOnly: true });
  const own = calls.filter((call) => call.target === target);
  const told: string[] = [];
  for (const call of own.slice(0, MOST_TOLD)) {
    const { args, request, options, mask } = call;
    const { log } = ports;
    const work = async (signal: AbortSignal) => preview(await handlerInput(call, { args, client, log, signal }, ports));
    const timeoutMs = options.timeoutMs ?? command.timeoutMs ?? DEFAULT_TIMEOUT_MS;
    const limit = { signal: request.signal, timeoutMs, what: `The preview of ${command.name}` };
    told.push(mask(checked(await withinTime(work, limit), command.name)));
  }
  const others = own.length - told.length;
  if (others > 0)
    told.push(`So for ${others} more ${others === 1 ? "call" : "calls"}, of which nothing was looked up.`);
  return told.join("\n");
}

// --- internal ---

/** Calls of one line that are looked into: each costs requests. */
const MOST_TOLD = 5;

/** A person waits for it. */
const DEFAULT_TIMEOUT_MS = 60_000;

function checked(text: unknown, command: string): string {
  if (typeof text === "string" && text.trim() !== "") return text.trim();
  throw new ManifestError(
    `The preview of ${command} gave no text.`,
    "Let it give one sentence of what the command would change.",
  );
}
