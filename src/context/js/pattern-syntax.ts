import { JsError } from "./machine.ts";

/** One UTF-16 unit's test. */
export type UnitTest = (unit: number) => boolean;

export type PatternNode =
  | { kind: "unit"; test: UnitTest }
  | { kind: "sequence"; items: PatternNode[] }
  | { kind: "choice"; options: PatternNode[] }
  | { kind: "group"; index: number | undefined; body: PatternNode }
  | { kind: "look"; negative: boolean; body: PatternNode }
  | { kind: "edge"; edge: "start" | "end" | "word" | "notWord" }
  | { kind: "back"; index: number }
  | {
      kind: "repeat";
      min: number;
      max: number;
      greedy: boolean;
      body: PatternNode;
      groups: [from: number, to: number];
    };

const MAX_SOURCE = 1000;
const QUANTIFIER = /\*|\+|\?|\{(\d{1,9})(,(\d{0,9}))?\}/y;
const CONTROL: Record<string, number> = { t: 9, n: 10, v: 11, f: 12, r: 13 };

/**
 * A regular expression of ES5 (groups, look-ahead, back references, lazy and counted quantifiers) as a tree.
 * @throws JsError for a fault, and for what came later (look-behind, named groups).
 */
export function parsePattern(source: string, ignoreCase: boolean): { root: PatternNode; groups: number } {
  if (source.length > MAX_SOURCE) throw new JsError(`a regular expression is longer than ${MAX_SOURCE} characters`);
  const parser = new PatternParser(source, ignoreCase);
  return { root: parser.whole(), groups: parser.groups };
}

export function isWordUnit(unit: number): boolean {
  return (unit >= 48 && unit <= 57) || (unit >= 65 && unit <= 90) || unit === 95 || (unit >= 97 && unit <= 122);
}

// --- internal ---

class PatternParser {
  readonly source: string;
  readonly ignoreCase: boolean;
  readonly groupTotal: number;
  groups = 0;
  at = 0;

  constructor(source: string, ignoreCase: boolean) {
    this.source = source;
    this.ignoreCase = ignoreCase;
    // A back reference may stand before its group, so the number of groups is needed first.
    this.groupTotal = source.replace(/\\[^]|\[(?:\\[^]|[^\]\\])*\]/g, "x").match(/\((?!\?)/g)?.length ?? 0;
  }

  whole(): PatternNode {
    const root = this.choice();
    if (this.at < this.source.length) throw this.fault('has a ")" too many');
    return root;
  }

  private choice(): PatternNode {
    const options = [this.sequence()];
    while (this.take("|")) options.push(this.sequence());
    return options.length === 1 && options[0] ? options[0] : { kind: "choice", options };
  }

  private sequence(): PatternNode {
    const items: PatternNode[] = [];
    while (this.at < this.source.length && !"|)".includes(this.source.charAt(this.at))) {
      const before = this.groups;
      const body = this.atom();
      items.push(this.quantified(body, before));
    }
    return { kind: "sequence", items };
  }

  private quantified(body: PatternNode, groupsBefore: number): PatternNode {
    QUANTIFIER.lastIndex = this.at;
    const found = QUANTIFIER.exec(this.source);
    if (!found) return body;
    this.at = QUANTIFIER.lastIndex;
    const [symbol, least, comma, most] = found;
    const min = least === undefined ? (symbol === "+" ? 1 : 0) : Number(least);
    const unbounded = symbol === "*" || symbol === "+" || (comma !== undefined && !most);
    const max = unbounded ? Infinity : symbol === "?" ? 1 : Number(most ?? least);
    if (max < min) throw this.fault("repeats at most less often than at least");
    const greedy = !this.take("?");
    return { kind: "repeat", min, max, greedy, body, groups: [groupsBefore + 1, this.groups] };
  }

  private atom(): PatternNode {
    const character = this.next();
    if (character === "^") return { kind: "edge", edge: "start" };
    if (character === "$") return { kind: "edge", edge: "end" };
    if (character === ".") return { kind: "unit", test: (unit) => !isLineEnd(unit) };
    if (character === "(") return this.group();
    if (character === "[") return { kind: "unit", test: this.characterClass() };
    if ("*+?".includes(character)) throw this.fault("has nothing to repeat");
    if (character !== "\\") return this.literal(character.charCodeAt(0));
    return this.escape();
  }

  private group(): PatternNode {
    let node: PatternNode;
    if (this.take("?:")) node = { kind: "group", index: undefined, body: this.choice() };
    else if (this.take("?=")) node = { kind: "look", negative: false, body: this.choice() };
    else if (this.take("?!")) node = { kind: "look", negative: true, body: this.choice() };
    else if (this.source.charAt(this.at) === "?") throw this.fault("has a group that only newer JavaScript knows");
    else {
      this.groups += 1;
      node = { kind: "group", index: this.groups, body: { kind: "sequence", items: [] } };
      node.body = this.choice();
    }
    if (!this.take(")")) throw this.fault('lacks a ")"');
    return node;
  }

  private escape(): PatternNode {
    const digits = /[1-9]\d{0,3}/y;
    digits.lastIndex = this.at;
    const index = Number(digits.exec(this.source)?.[0] ?? 0);
    if (index > 0) {
      if (index > this.groupTotal) throw this.fault(`refers to group ${index}, which it does not have`);
      this.at = digits.lastIndex;
      return { kind: "back", index };
    }
    if (this.take("b")) return { kind: "edge", edge: "word" };
    if (this.take("B")) return { kind: "edge", edge: "notWord" };
    const escaped = this.escapedUnit();
    return typeof escaped === "number" ? this.literal(escaped) : { kind: "unit", test: escaped };
  }

  /** What stands after a back-slash, inside a class and outside: one unit, or one of the ready-made classes. */
  private escapedUnit(): number | UnitTest {
    const character = this.next();
    const ready = readyMade(character);
    if (ready) return ready;
    const hex = /x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|c([a-zA-Z])/y;
    hex.lastIndex = this.at - 1;
    const found = hex.exec(this.source);
    if (found) this.at = hex.lastIndex;
    if (found?.[3]) return found[3].charCodeAt(0) % 32;
    if (found) return parseInt(found[1] ?? found[2] ?? "", 16);
    return character === "0" ? 0 : (CONTROL[character] ?? character.charCodeAt(0));
  }

  private characterClass(): UnitTest {
    const negative = this.take("^");
    const tests: UnitTest[] = [];
    while (!this.take("]")) {
      const from = this.classMember();
      const isRange = this.source.charAt(this.at) === "-" && !"]".includes(this.source.charAt(this.at + 1));
      if (typeof from !== "number" || !isRange) {
        tests.push(typeof from === "number" ? (unit) => unit === from : from);
        continue;
      }
      this.at += 1;
      const to = this.classMember();
      if (typeof to !== "number") tests.push((unit) => unit === from || unit === 45, to);
      else if (to < from) throw this.fault("has a range that runs backwards");
      else tests.push((unit) => unit >= from && unit <= to);
    }
    const member: UnitTest = (unit) => tests.some((test) => test(unit));
    const folded: UnitTest = this.ignoreCase ? (unit) => caseForms(unit).some(member) : member;
    return negative ? (unit) => !folded(unit) : folded;
  }

  private classMember(): number | UnitTest {
    const character = this.next();
    if (character !== "\\") return character.charCodeAt(0);
    return this.take("b") ? 8 : this.escapedUnit();
  }

  private literal(wanted: number): PatternNode {
    if (!this.ignoreCase) return { kind: "unit", test: (unit) => unit === wanted };
    const folded = fold(wanted);
    return { kind: "unit", test: (unit) => fold(unit) === folded };
  }

  private next(): string {
    if (this.at >= this.source.length) throw this.fault("ends too early");
    this.at += 1;
    return this.source.charAt(this.at - 1);
  }

  private take(text: string): boolean {
    if (!this.source.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }

  private fault(what: string): JsError {
    return new JsError(`the regular expression /${this.source.slice(0, 60)}/ ${what}`);
  }
}

function readyMade(letter: string): UnitTest | undefined {
  const tests: Record<string, UnitTest> = { d: isDigit, w: isWordUnit, s: isSpace };
  const test = tests[letter.toLowerCase()];
  if (!test || letter === letter.toLowerCase()) return test;
  return (unit) => !test(unit);
}

function isDigit(unit: number): boolean {
  return unit >= 48 && unit <= 57;
}

function isSpace(unit: number): boolean {
  return /\s/.test(String.fromCharCode(unit));
}

function isLineEnd(unit: number): boolean {
  return unit === 10 || unit === 13 || unit === 0x2028 || unit === 0x2029;
}

/** The unit by which letters are compared when case is ignored: its upper case, where that is one unit. */
export function fold(unit: number): number {
  const upper = String.fromCharCode(unit).toUpperCase();
  const folded = upper.length === 1 ? upper.charCodeAt(0) : unit;
  return unit >= 128 && folded < 128 ? unit : folded;
}

function caseForms(unit: number): number[] {
  const lower = String.fromCharCode(unit).toLowerCase();
  return [unit, fold(unit), lower.length === 1 ? lower.charCodeAt(0) : unit];
}
