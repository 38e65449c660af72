import { faultOf, JsError } from "../context/js/machine.ts";
import { compilePattern, type Pattern } from "../context/js/pattern.ts";
import { ValueError } from "./value-error.ts";

export interface PatternFlags {
  ignoreCase?: boolean;
  /** `^` and `$` also stand at the ends of lines. */
  multiLine?: boolean;
  /** `.` also fits the end of a line. */
  dotAll?: boolean;
}

/**
 * A regular expression of RE2 or Python, compiled for the engine that counts its steps. Flags at its beginning
 * (`(?i)`, `(?s)`, `(?m)`), `(?P<name>…)`, `\A`, `\Z`, `\z` and `[[:alpha:]]` are understood.
 * @throws ValueError naming what cannot be read
 */
export function findPattern(source: string, flags: PatternFlags = {}): Pattern {
  const key = JSON.stringify([source, flags]);
  const known = compiled.get(key);
  if (known) return known;
  const pattern = compile(source, flags);
  // The few that a mapper has; a hostile one must not fill the memory.
  if (compiled.size >= MOST_KEPT) compiled.clear();
  compiled.set(key, pattern);
  return pattern;
}

// --- internal ---

const MOST_KEPT = 200;
const compiled = new Map<string, Pattern>();

const POSIX: Record<string, string> = {
  alpha: "A-Za-z",
  digit: "0-9",
  alnum: "A-Za-z0-9",
  upper: "A-Z",
  lower: "a-z",
  space: "\\s",
  word: "\\w",
  punct: "!-\\/:-@\\[-`{-~",
  xdigit: "0-9A-Fa-f",
  blank: " \\t",
  cntrl: "\\x00-\\x1f\\x7f",
  print: "\\x20-\\x7e",
  graph: "\\x21-\\x7e",
};

function compile(source: string, given: PatternFlags): Pattern {
  const [, leading = "", letters = ""] = /^(\(\?([ims]+)\))?/u.exec(source) ?? [];
  const flags = {
    i: given.ignoreCase === true || letters.includes("i"),
    m: given.multiLine === true || letters.includes("m"),
  };
  const dotAll = given.dotAll === true || letters.includes("s");
  try {
    const own = translated(source.slice(leading.length), dotAll);
    return compilePattern(own, `${flags.i ? "i" : ""}${flags.m ? "m" : ""}`);
  } catch (cause) {
    if (!(cause instanceof JsError)) throw cause;
    throw new ValueError(`The pattern "${source.slice(0, 60)}": ${faultOf(cause)}.`, "Correct the pattern.", { cause });
  }
}

/** The same in the engine's own words. Escapes and classes are stepped over whole. */
function translated(source: string, dotAll: boolean): string {
  const parts = /\\[^]|\[\^?\]?(?:\\[^]|\[:\w+:\]|[^\]\\])*\]|\(\?P?<[A-Za-z_]\w*>|\./gu;
  return source.replace(parts, (part) => {
    if (part === "\\A") return "^";
    if (part === "\\Z" || part === "\\z") return "$";
    if (part === ".") return dotAll ? "[\\s\\S]" : ".";
    if (part.startsWith("(?")) return "(";
    if (part.startsWith("["))
      return part.replace(/\[:(\w+):\]/gu, (whole: string, name: string) => POSIX[name] ?? whole);
    return part;
  });
}
