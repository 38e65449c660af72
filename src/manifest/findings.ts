import type { Finding } from "./manifest.ts";
import { type RuleCode, rules } from "./rules/rules.ts";

/** A code of `rules`. */
export type FaultCode = RuleCode;

/** Notes a fault at an offset of the text. */
export type Report = (code: FaultCode, at: number, message: string, hint: string) => void;

/** Collects the faults of one text and gives them in the order of their places. */
export class Faults {
  readonly #starts: () => number[];
  readonly #found: { code: FaultCode; at: number; message: string; hint: string }[] = [];
  #more = 0;

  constructor(text: string) {
    let starts: number[] | undefined;
    this.#starts = () => (starts ??= lineStarts(text));
  }

  readonly report: Report = (code, at, message, hint) => {
    if (this.#found.length < MOST) this.#found.push({ code, at, message, hint });
    else this.#more += 1;
  };

  get hasErrors(): boolean {
    return this.#found.some(({ code }) => rules[code].severity === "error");
  }

  findings(): Finding[] {
    const sorted = [...this.#found].sort((a, b) => a.at - b.at || a.code.localeCompare(b.code));
    const findings = sorted.map(({ code, at, message, hint }): Finding => ({
      code,
      severity: rules[code].severity,
      ...this.place(at),
      message,
      hint,
    }));
    const last = findings.at(-1);
    if (last !== undefined && this.#more > 0) last.message += ` (and ${this.#more} findings more)`;
    return findings;
  }

  /** Line and column of an offset, counted from 1. */
  place(at: number): { line: number; column: number } {
    const starts = this.#starts();
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= at) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: at - (starts[low] ?? 0) + 1 };
  }
}

/** `path:line:column code message`, as compilers write them. */
export function formatFinding(path: string, finding: Finding): string {
  return `${path}:${finding.line}:${finding.column} ${finding.code} ${finding.message}`;
}

// --- internal ---

/** Nobody reads more, and a hostile file could have a fault in every letter. */
const MOST = 500;

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}
