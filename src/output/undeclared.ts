import { isRecord } from "../json.ts";
import type { Output } from "../manifest/manifest.ts";
import type { CommandResult } from "./result.ts";

/**
 * The context paths of a result that the command does not declare, each once, at most 50 of them. A declared path
 * covers all that lies below it.
 */
export function undeclaredPaths(result: CommandResult, outputs: readonly Output[]): string[] {
  const declared = declarationsOf(outputs);
  const found = new Set<string>();
  for (const values of [result.context ?? {}, ...(result.indicators ?? [])]) {
    for (const [prefix, value] of Object.entries(values)) collect(prefix, value, below(declared, prefix), found);
  }
  return [...found];
}

// --- internal ---

const MOST = 50;

/** One step of the declared paths; `covers` where a declaration ends. */
interface Step {
  covers: boolean;
  next: Map<string, Step>;
}

const NOTHING: Step = { covers: false, next: new Map() };
const kept = new WeakMap<readonly Output[], Step>();

function declarationsOf(outputs: readonly Output[]): Step {
  const known = kept.get(outputs);
  if (known) return known;
  const root: Step = { covers: false, next: new Map() };
  for (const { path } of outputs) {
    let step = root;
    for (const name of path.split(".")) {
      const next = step.next.get(name) ?? { covers: false, next: new Map<string, Step>() };
      step.next.set(name, next);
      step = next;
    }
    step.covers = true;
  }
  kept.set(outputs, root);
  return root;
}

/** The step that a dotted path leads to; a declaration on the way covers it. */
function below(from: Step, path: string): Step {
  let step = from;
  for (const name of path.split(".")) {
    if (step.covers) return step;
    step = step.next.get(name) ?? NOTHING;
  }
  return step;
}

function collect(path: string, value: unknown, step: Step, found: Set<string>): void {
  if (step.covers || found.size >= MOST || value === null || value === undefined) return;
  if (step === NOTHING) {
    // An empty list writes nothing.
    if (!Array.isArray(value) || value.length > 0) found.add(path);
  } else if (Array.isArray(value)) {
    for (const item of value) collect(path, item, step, found);
  } else if (isRecord(value) && !(value instanceof Date)) {
    for (const [key, member] of Object.entries(value)) collect(`${path}.${key}`, member, below(step, key), found);
  } else {
    found.add(path);
  }
}
