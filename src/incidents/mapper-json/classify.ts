import { isJsonObject, type Json } from "../../json.ts";
import { evaluateValue } from "../../values/evaluate.ts";
import type { JsonClassifier } from "./mapper-file.ts";

/**
 * The incident type of an event: that of the value that the classifier looks up, else its default; undefined where it
 * knows none.
 * @throws ValueError
 */
export function classify(
  { value, types, defaultType }: JsonClassifier,
  event: Json,
  now: () => number,
): { type: string | undefined; warnings: string[] } {
  if (value === undefined) return { type: defaultType, warnings: [] };
  const { value: found, warnings } = evaluateValue(value, { root: event, now, simple: "path" });
  const isScalar = found !== undefined && found !== null && !Array.isArray(found) && !isJsonObject(found);
  return { type: (isScalar ? types.get(String(found)) : undefined) ?? defaultType, warnings };
}
