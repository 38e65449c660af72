import { closeOf } from "../context/interpolate.ts";
import { ArgumentError } from "../errors.ts";
import { isUnsafeKey } from "../json.ts";

/** A line as typed in a War Room. All values are texts; `${…}` in them is read from the context later. */
export interface CommandLine {
  command: string;
  args: Record<string, string>;
  /** The value that stands without a name. */
  positional?: string;
}

/** Characters; more is no command line. */
const LONGEST_LINE = 1_000_000;

/**
 * Reads `!command name="a value" other=${Some.Path} value`. The `!` may be missing. A value is
 * - in double quotes: `\"` stands for a quote; backslashes are literal unless a quote follows them, so that `"C:\temp"`
 *   and `"\\server"` stay as they are, and `\\"` is a backslash at the end;
 * - in back-ticks, all literal: for JSON;
 * - a bare word, in which `${…}` is kept whole whatever it holds; a list `["a", "b"]` or an object likewise.
 * @throws ArgumentError naming the position (counted from 1) and what was expected there
 */
export function parseCommandLine(text: string): CommandLine {
  if (text.length > LONGEST_LINE) {
    throw new ArgumentError(
      `The command line has ${text.length} characters; at most ${LONGEST_LINE} are read.`,
      "Hand large content over as a file.",
    );
  }
  const start = skipSpace(text, 0);
  const nameStart = text[start] === "!" ? start + 1 : start;
  const nameEnd = endOfName(text, nameStart);
  if (nameEnd === nameStart || (nameEnd < text.length && !isSpace(text[nameEnd]))) {
    throw expected(nameEnd, "a command's name", "Begin with the command, such as !command-name argument=value.");
  }
  const line: CommandLine = { command: text.slice(nameStart, nameEnd), args: {} };
  const faults: string[] = [];
  let at = skipSpace(text, nameEnd);
  while (at < text.length) {
    const end = endOfName(text, at);
    const name = end > at && text[end] === "=" ? text.slice(at, end) : undefined;
    const value = readValue(text, name === undefined ? at : end + 1);
    const fault = take(line, name, value.text);
    if (fault !== undefined) faults.push(`Position ${at + 1}: ${fault}.`);
    at = skipSpace(text, value.end);
  }
  if (faults.length > 0) {
    throw new ArgumentError(
      faults.slice(0, MOST_FAULTS).join(" "),
      'Give each argument once, as name=value, and quote values that contain spaces: name="a value".',
    );
  }
  return line;
}

/** Writes a line that `parseCommandLine` reads back as it was. */
export function formatCommandLine(line: CommandLine): string {
  const named = Object.entries(line.args).map(([name, value]) => `${name}=${quote(value)}`);
  const positional = line.positional === undefined ? [] : [quote(line.positional)];
  return [`!${line.command}`, ...named, ...positional].join(" ");
}

// --- internal ---

const MOST_FAULTS = 10;

/** Puts a value where it belongs; gives what is wrong with that. */
function take(line: CommandLine, name: string | undefined, value: string): string | undefined {
  if (name === undefined) {
    if (line.positional !== undefined) return "a second value without a name";
    line.positional = value;
    return undefined;
  }
  if (isUnsafeKey(name)) return `${name} cannot be the name of an argument`;
  if (Object.hasOwn(line.args, name)) return `${name} is given twice`;
  line.args[name] = value;
  return undefined;
}

function readValue(text: string, at: number): { text: string; end: number } {
  const first = text[at];
  if (first === '"') return closed(text, readQuoted(text, at));
  if (first === "`") {
    const close = text.indexOf("`", at + 1);
    if (close < 0) throw expected(text.length, "a closing back-tick", `The back-tick at position ${at + 1} is open.`);
    return closed(text, { text: text.slice(at + 1, close), end: close + 1 });
  }
  let end = first === "[" || first === "{" ? endOfGroup(text, at) : at;
  while (end < text.length && !isSpace(text[end])) {
    if (text.startsWith("${", end)) {
      end = endOfExpression(text, end);
    } else if (text[end] === '"' || text[end] === "`") {
      throw expected(
        end,
        "a space",
        'Quote the whole value and write quotes inside it as \\", or put it in back-ticks.',
      );
    } else {
      end += 1;
    }
  }
  return { text: text.slice(at, end), end };
}

function readQuoted(text: string, open: number): { text: string; end: number } {
  let value = "";
  let at = open + 1;
  for (;;) {
    const quoteAt = text.indexOf('"', at);
    if (quoteAt < 0) {
      throw expected(text.length, "a closing quote", `The quote at position ${open + 1} is open.`);
    }
    let backslashes = 0;
    while (quoteAt - backslashes > at && text[quoteAt - backslashes - 1] === "\\") backslashes += 1;
    value += text.slice(at, quoteAt - backslashes) + "\\".repeat(Math.floor(backslashes / 2));
    at = quoteAt + 1;
    if (backslashes % 2 === 0) return { text: value, end: at };
    value += '"';
  }
}

function closed(text: string, value: { text: string; end: number }): { text: string; end: number } {
  if (value.end === text.length || isSpace(text[value.end])) return value;
  throw expected(value.end, "a space", 'Write a quote inside a quoted value as \\".');
}

/** Behind the brace that closes the expression whose `${` begins at `open`. */
function endOfExpression(text: string, open: number): number {
  const close = closeOf(text, open + 2);
  if (close < 0) throw expected(text.length, "}", `The \${ at position ${open + 1} is open.`);
  return close + 1;
}

/** Behind the bracket that closes the one at `open`; brackets in double quotes do not count. */
function endOfGroup(text: string, open: number): number {
  const waiting: string[] = [];
  let isQuoted = false;
  for (let at = open; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '"') isQuoted = !isQuoted;
    else if (isQuoted) at += character === "\\" ? 1 : 0;
    else if (character === "[") waiting.push("]");
    else if (character === "{") waiting.push("}");
    else if (character === waiting.at(-1)) waiting.pop();
    if (waiting.length === 0) return at + 1;
  }
  const missing = isQuoted ? '"' : waiting.join("");
  throw expected(text.length, missing.slice(-1), `The ${text.charAt(open)} at position ${open + 1} is open.`);
}

/** Letters, digits and `_ . @ -`; so `https://x?a=b` and `${A}` are values, not names. */
function endOfName(text: string, at: number): number {
  NAME.lastIndex = at;
  return NAME.test(text) ? NAME.lastIndex : at;
}

const NAME = /[\p{L}\p{N}_.@-]+/uy;

function quote(value: string): string {
  if (/^[\w.,:/@+-]+$/.test(value)) return value;
  let quoted = '"';
  let backslashes = 0;
  for (const character of value) {
    if (character === '"') quoted += "\\".repeat(backslashes + 1);
    backslashes = character === "\\" ? backslashes + 1 : 0;
    quoted += character;
  }
  return `${quoted}${"\\".repeat(backslashes)}"`;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && isSpace(text[at])) at += 1;
  return at;
}

function isSpace(character: string | undefined): boolean {
  return character === " " || character === "\t" || character === "\n" || character === "\r";
}

function expected(at: number, what: string, hint: string): ArgumentError {
  return new ArgumentError(`Position ${at + 1}: expected ${what}.`, hint);
}
