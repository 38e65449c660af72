import type { Finding } from "./manifest.ts";

/** Every code that reading and linting a YAML file can give, with its severity. The codes are stable; new ones are added. */
export const severities = {
  // The text
  M001: "error", // not YAML
  M002: "error", // too large, too deep, or aliases that expand without end
  M003: "error", // a key given twice
  M004: "error", // a key or name that reaches into JavaScript's prototypes
  M005: "error", // an alias without its anchor, or inside it
  M006: "error", // not a map at the root
  M007: "warning", // a tag that is not understood
  M008: "error", // a key that is no text
  M009: "error", // not text: control characters, not UTF-8
  // The shape
  M010: "error", // missing, and nothing works without it
  M011: "warning", // missing, and XSOAR's validator asks for it
  M012: "error", // of the wrong kind
  M013: "error", // not runnable: nothing to call
  M014: "warning", // unknown script type
  M015: "warning", // deprecated, and the description does not say so
  // Parameters
  M020: "error", // given twice
  M021: "warning", // unknown type
  M022: "error", // a required checkbox
  M023: "error", // a checkbox whose default is neither true nor false
  M024: "error", // a reserved name with another type than XSOAR's
  M025: "warning", // a reserved name with another label than XSOAR's
  M026: "warning", // fetches, without a bound and its default
  M027: "warning", // fetches, without saying how far back to begin
  M028: "warning", // fetches, without the parameters that switch it on
  M029: "warning", // a default that is no option
  M030: "error", // a choice without options
  M031: "warning", // a default URL without https
  M032: "error", // a number's default that is no number
  M033: "warning", // a label in the wrong case or with underscores
  M034: "warning", // an option given twice
  M035: "warning", // a section that sectionOrder does not name
  // Commands
  M040: "error", // given twice
  M041: "error", // an argument given twice
  M042: "warning", // an output given twice
  M043: "warning", // more than one positional argument
  M044: "warning", // a default that is no choice
  M045: "warning", // a closed choice without choices
  M046: "warning", // an unknown `auto`
  M047: "error", // an output path that is no path
  M048: "warning", // an unknown output type
  M049: "warning", // an unknown argument type
  M050: "error", // a default that its own type refuses
  M051: "warning", // a name that the platform calls itself
  M052: "error", // a name that cannot be typed
  M053: "warning", // an argument that the platform takes for itself
  M054: "warning", // a choice given twice
  M055: "error", // a timeout that is none
  M056: "warning", // a reputation command without its argument
  // x-soar
  M070: "error", // an unknown key
  M071: "error", // a path that leaves the integration's folder
  M072: "error", // a context key's prefix that no output declares
  M073: "warning", // a context key's field that no output declares
  M074: "error", // verify names an unknown command
  M075: "error", // verify gives an unknown argument
  M076: "error", // verify leaves out a required argument
  M077: "error", // an alias that is taken
  M078: "error", // an unknown effect
  M079: "warning", // execution without destructive, or the reverse
  M080: "error", // a demo line with an unknown command
  M081: "error", // a budget that is none
  M082: "warning", // verify on a command that only reads, or by one that writes
  M083: "error", // an environment variable's name that is none, or is taken
  // Other files
  M090: "warning", // no manifest, so not checked
} as const satisfies Record<string, Finding["severity"]>;

export type FaultCode = keyof typeof severities;

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
    return this.#found.some(({ code }) => severities[code] === "error");
  }

  findings(): Finding[] {
    const sorted = [...this.#found].sort((a, b) => a.at - b.at || a.code.localeCompare(b.code));
    const findings = sorted.map(({ code, at, message, hint }): Finding => ({
      code,
      severity: severities[code],
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
