import { compile, type Program } from "../js/compile.ts";
import { JsSyntaxError } from "../js/machine.ts";
import { findCloser } from "./scan.ts";
import { DtSyntaxError } from "./syntax-error.ts";

/** A name bound in a selector: `name---path`, from the top, or `name---.path`, from the element under test. */
export interface Bind {
  name: string;
  steps: Step[];
  fromElement: boolean;
}

export type Step =
  | { kind: "name"; name: string }
  | { kind: "index"; at: number }
  | { kind: "slice"; from: number; to: number }
  | { kind: "select"; test: Program; binds: Bind[] };

/** A DT expression, read once, to be evaluated as often as wanted. */
export interface Dt {
  readonly text: string;
  readonly steps: readonly Step[];
  /** What each selected value becomes; without steps, what the root becomes. */
  readonly mutator?: Program;
}

/** The longest DT that is read, in characters. */
export const MAX_DT_LENGTH = 20_000;

/**
 * Reads an expression of XSOAR's transform language: `A.B(val.C == 1).[0].D=val.toLowerCase()`. Names may hold spaces
 * and any character but `. ( ) [ ] = }`; spaces around a name do not count.
 * @throws DtSyntaxError naming the character and what was expected there.
 */
export function parseDt(text: string): Dt {
  if (text.length > MAX_DT_LENGTH) {
    throw new DtSyntaxError(text, MAX_DT_LENGTH, `a DT has at most ${MAX_DT_LENGTH} characters, this one goes on`);
  }
  const parser = new DtParser(text);
  const first = parser.skipSpace(0);
  if (text.charAt(first) === ".") {
    const next = parser.skipSpace(first + 1);
    if (next === text.length) return { text, steps: [] };
    if (text.charAt(next) === "=") return { text, steps: [], mutator: parser.mutator(next) };
  }
  const { steps, end } = parser.path(first, DT_NAME);
  if (end === text.length) return { text, steps };
  if (text.charAt(end) !== "=") throw parser.expected(end, '".", "(", "[", "=" or the end');
  return { text, steps, mutator: parser.mutator(end) };
}

// --- internal ---

const DT_NAME = /[^.()[\]=}]+/y;
/** Inside JavaScript a bound path must end where an operator begins, so its names are plainer. */
const BOUND_NAME = /[\w#@$]+(?:[-/][\w#@$]+)*/y;
const INDEX = /\[\s*(\d{1,9})\s*\]/y;
const SLICE = /\[\s*(\d{0,9})\s*:\s*(\d{0,9})\s*\]/y;
const BIND = /\s*---\s*/y;

class DtParser {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  skipSpace(at: number): number {
    return at + (this.match(/\s*/y, at)?.[0].length ?? 0);
  }

  /** Steps from `at` on: a name or `.[n]`, each followed by selectors and indexes. */
  path(at: number, name: RegExp): { steps: Step[]; end: number } {
    const steps: Step[] = [];
    let end = this.text.charAt(at) === "." ? at + 1 : at;
    // A leading dot means the same as none.
    let mayIndex = end > at;
    for (;;) {
      end = this.skipSpace(end);
      if (!mayIndex || this.text.charAt(end) !== "[") end = this.name(end, name, steps);
      end = this.afterName(end, steps);
      if (this.text.charAt(end) !== ".") return { steps, end };
      end += 1;
      mayIndex = true;
    }
  }

  mutator(at: number): Program {
    return this.compiled(this.text, at + 1, ["val"], true);
  }

  expected(offset: number, what: string): DtSyntaxError {
    const found = offset < this.text.length ? `"${this.text.charAt(offset)}"` : "the end";
    return new DtSyntaxError(this.text, offset, `expected ${what}, found ${found}`);
  }

  private name(at: number, pattern: RegExp, steps: Step[]): number {
    const name = this.match(pattern, at)?.[0] ?? "";
    if (name.trim() === "") throw this.expected(at, at > 0 ? "a name or [number]" : "a name");
    steps.push({ kind: "name", name: name.trim() });
    return at + name.length;
  }

  private afterName(at: number, steps: Step[]): number {
    let end = at;
    for (;;) {
      const character = this.text.charAt(end);
      if (character === "(") end = this.selector(end, steps);
      else if (character === "[") end = this.index(end, steps);
      else return this.spaceBeforeMore(end);
    }
  }

  /** Spaces between a selector or index and what follows; those after a name belong to it and are gone already. */
  private spaceBeforeMore(at: number): number {
    const next = this.skipSpace(at);
    return next === this.text.length || ".=".includes(this.text.charAt(next)) ? next : at;
  }

  private index(at: number, steps: Step[]): number {
    const found = this.match(INDEX, at) ?? this.match(SLICE, at);
    if (!found) throw this.expected(at + 1, 'a number or a range "from:to", and "]"');
    const [whole, from, to] = found;
    if (to === undefined) steps.push({ kind: "index", at: Number(from) });
    else steps.push({ kind: "slice", from: Number(from), to: to === "" ? Infinity : Number(to) });
    return at + whole.length;
  }

  private selector(at: number, steps: Step[]): number {
    const binds: Bind[] = [];
    let source = "";
    let copied = 0;
    const close = findCloser(this.text, at + 1, ")", (from, wordEnd) => {
      const bind = this.match(BIND, wordEnd);
      if (!bind) return wordEnd;
      const begin = wordEnd + bind[0].length;
      const { steps: bound, end } = this.path(begin, BOUND_NAME);
      const name = this.text.slice(from, wordEnd);
      binds.push({ name, steps: bound, fromElement: this.text.charAt(begin) === "." });
      // The path becomes spaces, so that JavaScript sees the name alone and every offset stays true.
      source += this.text.slice(copied, wordEnd) + " ".repeat(end - wordEnd);
      copied = end;
      return end;
    });
    if (close < 0) throw this.expected(at + 1, 'an expression and its ")"');
    source += this.text.slice(copied, close);
    const test = this.compiled(source, at + 1, ["val", ...binds.map(({ name }) => name)]);
    steps.push({ kind: "select", test, binds });
    return close + 1;
  }

  private compiled(source: string, at: number, names: string[], functions = false): Program {
    try {
      return compile(source, at, names, functions);
    } catch (cause) {
      if (!(cause instanceof JsSyntaxError)) throw cause;
      throw new DtSyntaxError(this.text, cause.offset, `in the JavaScript: ${cause.message}`, { cause });
    }
  }

  private match(pattern: RegExp, at: number): RegExpExecArray | undefined {
    pattern.lastIndex = at;
    return pattern.exec(this.text) ?? undefined;
  }
}
