import { evaluateOn } from "../context/dt/evaluate.ts";
import { interpolate, joinSplitReference } from "../context/interpolate.ts";
import type { Json } from "../json.ts";
import { applyFilters, groupsHold } from "./filter.ts";
import { applyTransformer } from "./transform.ts";
import type { ComplexValue, Filter, Operand, Value } from "../manifest/value.ts";
import { createWorkspace, within, type Workspace } from "./workspace.ts";

export interface ValueOptions {
  /** What paths read: the context with its virtual roots, or a vendor's object. */
  root: Json;
  /** Epoch milliseconds. */
  now: () => number;
  /** What a simple value is: a text with `${}` in it (playbooks), or a path (mappers). @default "text" */
  simple?: "text" | "path";
  /** The work it may do. @default 5,000,000 */
  steps?: number;
}

/**
 * What a value gives; undefined: nothing. Expressions that are at fault give nothing and a warning.
 * @throws ValueError where a filter or transformer cannot work with what it is given, or the work has no end
 */
export function evaluateValue(
  value: Value,
  { root, now, simple = "text", steps }: ValueOptions,
): { value: Json | undefined; warnings: string[] } {
  const space = createWorkspace(root, { now, ...(steps === undefined ? {} : { steps }) });
  return { value: valueOf(value, simple, space), warnings: space.warnings() };
}

/**
 * Whether a condition holds, as a playbook asks it: of every group, any of its filters.
 * @throws ValueError as `evaluateValue`
 */
export function evaluateCondition(
  condition: Filter[][],
  { root, now, steps }: Omit<ValueOptions, "simple">,
): { holds: boolean; warnings: string[] } {
  const space = createWorkspace(root, { now, ...(steps === undefined ? {} : { steps }) });
  return { holds: groupsHold(condition, (given) => operandValue(given, space), space), warnings: space.warnings() };
}

// --- internal ---

function valueOf(value: Value, simple: "text" | "path", space: Workspace): Json | undefined {
  if ("complex" in value) return complexValue(value.complex, space);
  const { simple: given } = value;
  if (typeof given !== "string") return given ?? undefined;
  if (simple === "path" && !given.startsWith("${")) return given.trim() === "" ? undefined : read(given, space);
  return given.includes("${") ? interpolated(given, space) : given;
}

function operandValue({ value, isContext }: Operand, space: Workspace): Json | undefined {
  return value && valueOf(value, isContext ? "path" : "text", space);
}

function complexValue({ root, accessor, filters, transformers }: ComplexValue, space: Workspace): Json | undefined {
  const operand = (given: Operand) => operandValue(given, space);
  const joined = joinSplitReference(root, accessor);
  const found = joined === undefined ? fromRoot(root, space) : interpolated(joined, space);
  const items = found === undefined ? [] : Array.isArray(found) ? found : [found];
  const kept = filters.length === 0 ? items : applyFilters(filters, items, { root, accessor, operand, space });
  const isUntouched = kept.length === items.length && (accessor === undefined || joined !== undefined);
  const selected =
    accessor === undefined || joined !== undefined ? collapsed(kept) : read(accessor, { ...space, root: kept });
  let value = isUntouched ? found : selected;
  let keepsList = false;
  for (const call of transformers) {
    ({ value, keepsList } = within(`Transformer ${call.operator}`, () =>
      applyTransformer(call, value, { operand, space }),
    ));
  }
  return Array.isArray(value) && value.length === 1 && transformers.length > 0 && !keepsList ? value[0] : value;
}

function fromRoot(root: string, space: Workspace): Json | undefined {
  return root.startsWith("${") ? interpolated(root, space) : read(root, space);
}

function read(path: string, { root, machine, warn }: Workspace): Json | undefined {
  const { value, warnings } = evaluateOn(path, root, machine);
  for (const warning of warnings) warn(warning);
  return value;
}

function interpolated(text: string, { root, now, warn }: Workspace): Json | undefined {
  const { value, warnings } = interpolate(text, { root, now });
  for (const warning of warnings) warn(warning);
  return value;
}

function collapsed(items: Json[]): Json | undefined {
  return items.length <= 1 ? items[0] : items;
}
