import { isJsonObject, type Json } from "../../json.ts";
import { jsonOf } from "../js/json-value.ts";
import { faultOf, JsLimitError, Machine } from "../js/machine.ts";
import { type Bind, type Dt, parseDt, type Step } from "./parse.ts";
import { DtSyntaxError, shortened } from "./syntax-error.ts";

export interface DtOptions {
  /** What the DT reads: the context with its virtual roots, or a raw response. */
  root: Json;
  /** Epoch milliseconds. */
  now: () => number;
  /** The work the DT may do. @default 5,000,000 */
  steps?: number;
}

export interface DtResult {
  /** Undefined: nothing matched. One match is given as itself, several as a list. */
  value: Json | undefined;
  warnings: string[];
}

/**
 * What a DT gives. Never throws and never hangs: a syntax error, an exception in the DT's JavaScript and a limit give
 * no match and a warning. The value may share structure with `root`, which stays as it is.
 */
export function evaluateDt(dt: Dt | string, { root, now, steps }: DtOptions): DtResult {
  return evaluateOn(dt, root, new Machine(now, steps));
}

/** The same for one of several DTs that draw on the same steps. */
export function evaluateOn(dt: Dt | string, root: Json, machine: Machine): DtResult {
  const text = typeof dt === "string" ? dt : dt.text;
  const warnings = new Set<string>();
  let value: Json | undefined;
  try {
    const evaluation = {
      machine,
      root,
      warn: (message: string) => warnings.add(`DT "${shortened(text)}": ${message}`),
    };
    value = evaluate(typeof dt === "string" ? parseDt(dt) : dt, evaluation);
  } catch (cause) {
    warnings.add(cause instanceof DtSyntaxError ? cause.message : `DT "${shortened(text)}": ${faultOf(cause)}`);
  }
  return { value, warnings: [...warnings] };
}

// --- internal ---

interface Evaluation {
  machine: Machine;
  root: Json;
  warn: (message: string) => void;
}

/** What the steps so far have chosen. Lists are dissolved into their members, one level for each step. */
interface Selection {
  items: readonly Json[];
  /** There are no items because an empty list stands there, not because nothing does. */
  emptyList: boolean;
}

/** An exception costs the host more than a step. */
const STEPS_PER_EXCEPTION = 20;

function evaluate(dt: Dt, evaluation: Evaluation): Json | undefined {
  const { mutator } = dt;
  const selection = follow(dt.steps, dissolved(evaluation.root), evaluation);
  if (!mutator) return collapsed(selection);
  const values = selection.items.flatMap((item) => {
    const value = attempt(() => jsonOf(mutator.run([item], evaluation.machine), evaluation.machine), evaluation);
    return value === undefined ? [] : [value];
  });
  // What JavaScript computed keeps its shape; `[x]` is not made `x`.
  return collapsed({ items: values, emptyList: selection.emptyList });
}

function collapsed({ items, emptyList }: Selection): Json | undefined {
  if (items.length === 0) return emptyList ? [] : undefined;
  return items.length === 1 ? items[0] : [...items];
}

function dissolved(value: Json): Selection {
  return Array.isArray(value) ? { items: value, emptyList: value.length === 0 } : { items: [value], emptyList: false };
}

function follow(steps: readonly Step[], from: Selection, evaluation: Evaluation): Selection {
  let selection = from;
  for (const step of steps) {
    evaluation.machine.charge(1 + selection.items.length);
    if (step.kind === "name") selection = named(step.name, selection, evaluation.machine);
    else if (step.kind === "index") selection = indexed(step.at, selection);
    else if (step.kind === "slice") {
      selection = { items: selection.items.slice(step.from, step.to + 1), emptyList: false };
    } else selection = { items: selected(step, selection.items, evaluation), emptyList: false };
  }
  return selection;
}

function named(name: string, { items }: Selection, machine: Machine): Selection {
  const found: Json[] = [];
  let emptyList = false;
  for (const holder of items.flatMap((item) => (Array.isArray(item) ? item : [item]))) {
    if (!isJsonObject(holder) || !Object.hasOwn(holder, name)) continue;
    const value = dissolved(holder[name] ?? null);
    machine.charge(value.items.length);
    for (const item of value.items) found.push(item);
    emptyList ||= value.emptyList;
  }
  if (found.length > 0 || emptyList || !/^\d{1,9}$/.test(name)) return { items: found, emptyList };
  return indexed(Number(name), { items, emptyList });
}

function indexed(at: number, { items }: Selection): Selection {
  const item = items[at];
  return item === undefined ? { items: [], emptyList: false } : dissolved(item);
}

function selected(step: Step & { kind: "select" }, items: readonly Json[], evaluation: Evaluation): Json[] {
  const fromTop = new Map(
    step.binds.filter((bind) => !bind.fromElement).map((bind) => [bind, bound(bind, evaluation.root, evaluation)]),
  );
  return items.filter((item) => {
    const values = step.binds.map((bind) => (bind.fromElement ? bound(bind, item, evaluation) : fromTop.get(bind)));
    return attempt(() => Boolean(step.test.run([item, ...values], evaluation.machine)), evaluation) ?? false;
  });
}

function bound(bind: Bind, root: Json, evaluation: Evaluation): Json | undefined {
  return collapsed(follow(bind.steps, dissolved(root), evaluation));
}

function attempt<T>(body: () => T, { machine, warn }: Evaluation): T | undefined {
  try {
    return body();
  } catch (cause) {
    if (cause instanceof JsLimitError) throw cause;
    warn(faultOf(cause));
    machine.charge(STEPS_PER_EXCEPTION);
    return undefined;
  }
}
