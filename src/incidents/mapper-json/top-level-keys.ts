import { parseDt } from "../../context/dt/parse.ts";
import type { ComplexValue, Value } from "../../manifest/value.ts";

/** The keys at the top of an event that a value reads: they become no labels. */
export function topLevelKeys(value: Value): string[] {
  if ("complex" in value) return keysOfComplex(value.complex);
  return typeof value.simple === "string" ? firstName(value.simple) : [];
}

// --- internal ---

function keysOfComplex({ root, filters, transformers }: ComplexValue): string[] {
  const operands = [
    ...filters.flat().flatMap(({ left, right }) => [left, right]),
    ...transformers.flatMap(({ args }) => Object.values(args)),
  ];
  const read = operands.flatMap(({ value, isContext }) => (isContext && value ? topLevelKeys(value) : []));
  return [...firstName(root), ...read];
}

function firstName(path: string): string[] {
  const plain = path.startsWith("${") ? path.slice(2).replace(/\}$/u, "") : path;
  try {
    const [step] = parseDt(plain).steps;
    return step?.kind === "name" ? [step.name] : [];
  } catch {
    // What cannot be read reads nothing; the linter and the evaluation tell of it.
    return [];
  }
}
