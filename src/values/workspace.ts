import type { Json } from "../json.ts";
import { faultOf, JsError, Machine } from "../context/js/machine.ts";
import { ValueError } from "./value-error.ts";

/** What the evaluation of one value draws on. */
export interface Workspace {
  /** What paths read. */
  readonly root: Json;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Counts the steps of all that is evaluated. */
  readonly machine: Machine;
  /** Told, in sentences, of expressions that gave nothing because they are at fault. */
  readonly warn: (message: string) => void;
}

/** The work that one value may cost. */
const STEPS = 5_000_000;

export function createWorkspace(
  root: Json,
  { now, steps = STEPS }: { now: () => number; steps?: number },
): Workspace & { warnings: () => string[] } {
  const warnings = new Set<string>();
  return {
    root,
    now,
    machine: new Machine(now, steps),
    warn: (message) => void warnings.add(message),
    warnings: () => [...warnings],
  };
}

/**
 * Runs what may meet a limit of the machine.
 * @throws ValueError naming what was at work
 */
export function within<T>(what: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (!(cause instanceof JsError) && !(cause instanceof RangeError)) throw cause;
    throw new ValueError(`${what} ${faultOf(cause)}.`, "Make it simpler, or its input smaller.", { cause });
  }
}
