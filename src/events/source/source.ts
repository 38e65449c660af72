import { SoarError, UnexpectedError } from "../../errors.ts";
import { classify } from "./classify.ts";
import type { HealthEvent, Source, SourceFault } from "./ports.ts";
import { transition, WORKING_STATES, type Trigger, type WorkingState } from "./state.ts";

/** How a source is configured. */
export interface Submitted {
  name: string;
  /** Without secrets. */
  config: Source["config"];
  digest: string;
  /** Counts as changed, whatever the digest says. @default false */
  isUpdated?: boolean;
}

/** A source after something happened to it, and what that adds to its health events or changes of them. */
export interface Changed {
  source: Source;
  health: HealthEvent[];
}

/**
 * A source as a process starts it: new, started anew, or changed. One whose configuration was found wrong is held until
 * it has been changed: that fault is given instead.
 */
export function submit(
  before: Source | undefined,
  { name, config, digest, isUpdated = false }: Submitted,
  now: number,
): Changed | { held: SourceFault } {
  if (before === undefined) {
    const status = { state: "Pending" as const };
    return { source: { name, status, since: now, faults: [], config, digest, healthEvents: 0 }, health: [] };
  }
  const { status } = before;
  const held = before.faults.find(({ stream }) => stream === undefined);
  const isHeld = status.state === "Error" && status.type === "ThirdPartyConfig";
  if (isHeld && held !== undefined && digest === before.digest && !isUpdated) return { held };
  const configured = { ...before, config, digest };
  if (isHeld) return { source: moved(configured, { on: "updated" }, now), health: [] };
  const resumed = status.state === "Error" ? moved(configured, { on: "retried" }, now) : configured;
  return { source: moved(resumed, { on: "restarted" }, now), health: [] };
}

/** After a step that the table of states allows. @throws UnexpectedError for any other */
export function moved(source: Source, trigger: Trigger, now: number): Source {
  const outcome = transition(source.status, trigger);
  if ("refused" in outcome || outcome.to === undefined) {
    const message = "refused" in outcome ? outcome.refused : `A source is gone once it is ${trigger.on}.`;
    throw new UnexpectedError(message, "This is a defect. Report it with what was running.");
  }
  return { ...source, status: outcome.to, since: now };
}

/** After it failed as a whole; `error` without secrets. */
export function failed(source: Source, error: SoarError, now: number): Changed {
  const type = classify(error, workingState(source));
  return faulty(moved(source, { on: "failed", type }, now), { type, error }, now);
}

/** After one of its streams failed while others went on: the source stays as it is. `error` without secrets. */
export function streamFailed(source: Source, stream: string, error: SoarError, now: number): Changed {
  return faulty(source, { stream, type: classify(error, workingState(source)), error }, now);
}

/** After it, or one of its streams, worked: what was wrong with it is over. */
export function well(source: Source, stream: string | undefined, now: number): Changed {
  const over = source.faults.filter((fault) => fault.stream === stream);
  if (over.length === 0) return { source, health: [] };
  return {
    source: { ...source, faults: source.faults.filter((fault) => fault.stream !== stream) },
    health: over.map((fault) => ({ ...toHealthEvent(source, fault), recoveredAt: now })),
  };
}

/** What it does, or did before it failed. */
export function workingState({ status }: Source): WorkingState {
  if (status.state === "Error") return status.resumes;
  return WORKING_STATES.find((state) => state === status.state) ?? "Pending";
}

// --- internal ---

function faulty(
  source: Source,
  { stream, type, error }: { stream?: string; type: SourceFault["type"]; error: SoarError },
  now: number,
): Changed {
  const { code, hint } = error;
  const message = inFull(error);
  const before = source.faults.find((fault) => fault.stream === stream);
  // Its words may differ from time to time, such as by how long to wait.
  const isSame = before?.type === type && before.code === code;
  if (before !== undefined && !isSame) {
    const ended = well(source, stream, now);
    const next = faulty(ended.source, { ...(stream !== undefined && { stream }), type, error }, now);
    return { source: next.source, health: [...ended.health, ...next.health] };
  }
  const fault: SourceFault = before
    ? { ...before, message, hint, lastAt: now, count: before.count + 1 }
    : {
        n: source.healthEvents + 1,
        ...(stream !== undefined && { stream }),
        type,
        code,
        message,
        hint,
        at: now,
        lastAt: now,
        count: 1,
      };
  const others = source.faults.filter((each) => each !== before);
  const next = { ...source, faults: [...others, fault], healthEvents: Math.max(source.healthEvents, fault.n) };
  return { source: next, health: [toHealthEvent(next, fault)] };
}

/** With what the vendor said, where the message speaks of it in other words: people look for `invalid_client`. */
function inFull({ message, cause }: SoarError): string {
  return cause instanceof SoarError ? `${message} ${cause.message}` : message;
}

function toHealthEvent({ name }: Source, fault: SourceFault): HealthEvent {
  return { ...fault, source: name, name: `${fault.type}Error` };
}
