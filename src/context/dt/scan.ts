/**
 * Where the bracket ends that was opened before `start`: the offset of the `closer` that belongs to it, with quotes,
 * regular expressions and inner brackets skipped; -1 when there is none. `onWord` sees each identifier outside quotes
 * and may skip ahead by returning a later offset.
 */
export function findCloser(
  text: string,
  start: number,
  closer: ")" | "}",
  onWord?: (from: number, end: number) => number,
): number {
  const open: string[] = [];
  // Whether a slash here would begin a regular expression rather than divide.
  let beforeOperand = true;
  let at = start;
  while (at >= 0 && at < text.length) {
    const character = text.charAt(at);
    const wordEnd = endOfWord(text, at);
    if (wordEnd > at) {
      beforeOperand = OPERATOR_WORDS.has(text.slice(at, wordEnd));
      at = onWord?.(at, wordEnd) ?? wordEnd;
      continue;
    }
    if (QUOTES.includes(character)) {
      at = afterDelimited(text, at, character);
      beforeOperand = false;
      continue;
    }
    if (character === "/" && beforeOperand) {
      at = afterDelimited(text, at, "/");
      beforeOperand = false;
      continue;
    }
    const partner = PARTNERS.get(character);
    if (partner !== undefined) open.push(partner);
    else if (CLOSERS.includes(character)) {
      const wanted = open.pop();
      if (wanted === undefined) return character === closer ? at : -1;
      if (wanted !== character) return -1;
    }
    if (character.trim() !== "") beforeOperand = !CLOSERS.includes(character);
    at += 1;
  }
  return -1;
}

// --- internal ---

const QUOTES = `"'\``;
const CLOSERS = ")]}";
const PARTNERS: ReadonlyMap<string, string> = new Map([
  ["(", ")"],
  ["[", "]"],
  ["{", "}"],
]);
const OPERATOR_WORDS: ReadonlySet<string> = new Set(["return", "typeof", "in"]);
const WORD = /[\w$]+/y;

function endOfWord(text: string, at: number): number {
  WORD.lastIndex = at;
  return WORD.test(text) ? WORD.lastIndex : at;
}

/** The offset after a text or regular expression that begins at `at`; -1 when it does not end on its line. */
function afterDelimited(text: string, at: number, delimiter: string): number {
  let inClass = false;
  for (let index = at + 1; index < text.length; index += 1) {
    const character = text.charAt(index);
    if (character === "\\") index += 1;
    else if (character === "\n") return -1;
    else if (character === delimiter && !inClass) return index + 1;
    else if (delimiter === "/") inClass = character === "[" || (inClass && character !== "]");
  }
  return -1;
}
