import type { Json } from "../../../src/json.ts";
import type { Operand } from "../../../src/manifest/value.ts";
import { applyTransformer } from "../../../src/values/transform.ts";
import { createWorkspace } from "../../../src/values/workspace.ts";

const now = () => Date.parse("2026-01-10T00:00:00Z");

/** What a transformer makes of a value at the start of 10 January 2026. */
export function apply(operator: string, value: Json | undefined, args: Record<string, Json> = {}): Json | undefined {
  const given = Object.entries(args).map(([name, each]): [string, Operand] => [
    name,
    { value: { simple: each }, isContext: false },
  ]);
  const operand = ({ value: each }: Operand) => (each && "simple" in each ? each.simple : undefined);
  return applyTransformer({ operator, args: Object.fromEntries(given) }, value, {
    operand,
    space: createWorkspace(null, { now }),
  }).value;
}

type Case = [value: Json | undefined, args: Record<string, Json>, expected: Json | undefined];

/** Name of a transformer → what it is to make of which value. */
export type Cases = Record<string, Case[]>;
