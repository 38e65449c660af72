import { isJsonObject, type Json } from "../json.ts";

/**
 * Each value of the context with the path by which `${path}` reads it, in the context's own order: `A.B[0].C`, without
 * an index where a list has one element. Empty lists and objects are given as values. A key that no path can hold
 * (one with a dot or a bracket) makes its paths JavaScript: `.=val.A["b.c"]`.
 */
export function* flattenContext(context: Json): Generator<[path: string, value: Json]> {
  const pending: Place[] = [{ value: context, steps: [] }];
  for (let place = pending.pop(); place; place = pending.pop()) {
    const inner = [...membersOf(place)];
    if (inner.length === 0) yield [pathOf(place.steps), place.value];
    else for (const next of inner.reverse()) pending.push(next);
  }
}

// --- internal ---

/** A key, or a position in a list with its length. */
type Step = string | { at: number; collapses: boolean };

interface Place {
  value: Json;
  steps: readonly Step[];
}

function* membersOf({ value, steps }: Place): Generator<Place> {
  if (Array.isArray(value)) {
    const [only] = value;
    const collapses = value.length === 1 && !Array.isArray(only);
    for (const [at, member] of value.entries()) yield { value: member, steps: [...steps, { at, collapses }] };
  } else if (isJsonObject(value)) {
    for (const [key, member] of Object.entries(value)) yield { value: member, steps: [...steps, key] };
  }
}

function pathOf(steps: readonly Step[]): string {
  return steps.every((step) => typeof step !== "string" || isName(step)) ? dtPath(steps) : javaScriptPath(steps);
}

function isName(key: string): boolean {
  return /^[^.()[\]=}]+$/.test(key) && key.trim() === key;
}

function dtPath(steps: readonly Step[]): string {
  const parts = steps.map((step, index) => {
    if (typeof step === "string") return index === 0 ? step : `.${step}`;
    if (step.collapses) return "";
    // A list at the very top has no name before its index.
    return index === 0 ? `.[${step.at}]` : `[${step.at}]`;
  });
  return parts.join("") || ".";
}

function javaScriptPath(steps: readonly Step[]): string {
  const parts = steps.map((step) => {
    if (typeof step !== "string") return `[${step.at}]`;
    return /^[A-Za-z_$][\w$]*$/.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`;
  });
  return `.=val${parts.join("")}`;
}
