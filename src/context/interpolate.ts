import type { Json } from "../json.ts";
import { evaluateOn } from "./dt/evaluate.ts";
import { MAX_DT_LENGTH } from "./dt/parse.ts";
import { findCloser } from "./dt/scan.ts";
import { Machine } from "./js/machine.ts";

export interface InterpolateOptions {
  /** What the expressions read: the context with its virtual roots. */
  root: Json;
  /** Epoch milliseconds. */
  now: () => number;
  /** The work that all expressions of the text together may do. @default 20,000,000 */
  steps?: number;
}

/**
 * The text with each `${DT}` replaced by its value. A text that is one expression and nothing else keeps the value's
 * type, and is undefined ("not given") without a match. Within other text a scalar stands as it is, a list joined with
 * commas, an object as JSON; no match and null are empty. Never throws. A `${` that is never closed stays as it is.
 */
export function interpolate(
  text: string,
  { root, now, steps = 20_000_000 }: InterpolateOptions,
): { value: Json | undefined; warnings: string[] } {
  const { parts, unclosed } = split(text);
  const warnings = new Set(unclosed ? ['An expression "${" has no "}" that closes it.'] : []);
  const machine = new Machine(now, steps);
  const evaluate = (dt: string): Json | undefined => {
    const result = evaluateOn(dt, root, machine);
    for (const warning of result.warnings) warnings.add(warning);
    return result.value;
  };
  const [first] = parts;
  if (parts.length === 1 && first?.isDt) return { value: evaluate(first.text), warnings: [...warnings] };
  const texts = parts.map((part) => (part.isDt ? textOf(evaluate(part.text)) : part.text));
  return { value: texts.join(""), warnings: [...warnings] };
}

/**
 * Mends a reference that the playbook editor broke in two at its first dot (`root: ${A`, `accessor: B}`).
 * @returns the whole `${A.B}`, or undefined when the root is not the first half of one.
 */
export function joinSplitReference(root: string, accessor: string | undefined): string | undefined {
  if (!root.startsWith("${") || accessor === undefined) return undefined;
  const joined = `${root}.${accessor}`;
  return closeOf(root, 2) < 0 && closeOf(joined, 2) === joined.length - 1 ? joined : undefined;
}

/**
 * Where the brace stands that closes the expression which begins at `start`, behind its `${`; -1 when there is none.
 * Names hold no braces, JavaScript may hold some, in pairs or in quotes.
 */
export function closeOf(text: string, start: number): number {
  const within = text.slice(0, start + MAX_DT_LENGTH);
  for (let at = start; at < within.length; at += 1) {
    const character = within.charAt(at);
    if (character === "}") return at;
    if (character === "=") {
      const close = findCloser(within, at + 1, "}");
      return close < 0 ? plainClose(within, start) : close;
    }
    if (character === "(") {
      const close = findCloser(within, at + 1, ")");
      if (close < 0) return plainClose(within, start);
      at = close;
    }
  }
  return -1;
}

// --- internal ---

interface Part {
  isDt: boolean;
  text: string;
}

function split(text: string): { parts: Part[]; unclosed: boolean } {
  const parts: Part[] = [];
  let done = 0;
  for (let open = text.indexOf("${"); open >= 0; open = text.indexOf("${", done)) {
    const close = closeOf(text, open + 2);
    if (close < 0) {
      parts.push({ isDt: false, text: text.slice(done) });
      return { parts, unclosed: true };
    }
    if (open > done) parts.push({ isDt: false, text: text.slice(done, open) });
    parts.push({ isDt: true, text: text.slice(open + 2, close) });
    done = close + 1;
  }
  if (done < text.length) parts.push({ isDt: false, text: text.slice(done) });
  return { parts, unclosed: false };
}

/** For an expression that is no good anyway, so that the text around it survives. */
function plainClose(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    if (text.charAt(at) === "{") depth += 1;
    else if (text.charAt(at) === "}" && depth-- === 0) return at;
  }
  return -1;
}

function textOf(value: Json | undefined): string {
  if (value === undefined || value === null) return "";
  if (Array.isArray(value))
    return value.map((member) => (Array.isArray(member) ? JSON.stringify(member) : textOf(member))).join(",");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
