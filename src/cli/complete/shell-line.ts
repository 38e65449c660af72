import type { Shell } from "./shells.ts";

/** A word of a shell's line. */
export interface ShellWord {
  /** As typed, with its quotes. */
  raw: string;
  /** As the program would be given it. Nothing is expanded: that is left to the shell. */
  value: string;
  /** The quote that is still open at its end; "" for none. */
  quote: "" | "'" | '"';
}

/** The words of a line up to the cursor; the last is the one under it, empty when a space stands before the cursor. */
export function shellWords(line: string, shell: Shell): ShellWord[] {
  const words: ShellWord[] = [];
  let at = 0;
  for (;;) {
    while (isBlank(line.charAt(at))) at += 1;
    const { word, end } = readWord(line, at, shell);
    words.push(word);
    if (end >= line.length) return words;
    at = end;
  }
}

/** The value as a shell reads it back, put behind what stands in the open `quote`. */
export function shellQuoted(value: string, quote: ShellWord["quote"], shell: Shell): string {
  if (quote === "")
    return value.replace(/(?<safe>[\w%+,./:=@^~-])|(?<other>.)/gsu, (letter, safe) => (safe ? letter : `\\${letter}`));
  if (quote === '"') return value.replace(/["$\\`]/g, "\\$&");
  return shell === "fish" ? value.replace(/['\\]/g, "\\$&") : value.replaceAll("'", String.raw`'\''`);
}

// --- internal ---

function isBlank(letter: string): boolean {
  return letter === " " || letter === "\t" || letter === "\n";
}

function readWord(line: string, start: number, shell: Shell): { word: ShellWord; end: number } {
  let value = "";
  let quote: ShellWord["quote"] = "";
  let at = start;
  for (; at < line.length; at += 1) {
    const letter = line.charAt(at);
    if (quote === "" && isBlank(letter)) break;
    if (quote === "" && (letter === "'" || letter === '"')) quote = letter;
    else if (quote !== "" && letter === quote) quote = "";
    else if (letter === "\\" && isEscape(line.charAt(at + 1), quote, shell)) value += line.charAt(++at);
    else value += letter;
  }
  return { word: { raw: line.slice(start, at), value, quote }, end: at };
}

/** Whether a backslash takes the meaning from the letter behind it, or is itself text. */
function isEscape(next: string, quote: ShellWord["quote"], shell: Shell): boolean {
  if (next === "") return false;
  if (quote === "") return true;
  if (quote === '"') return /["$\\`]/.test(next);
  return shell === "fish" && /['\\]/.test(next);
}
