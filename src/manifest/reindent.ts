/**
 * Indents what strict YAML parsers refuse and PyYAML accepts: the further lines of a quoted scalar that begin no deeper
 * than its key. The scalar's value stays the same, as folding drops the indentation, and so do the line numbers.
 * Gives undefined when there is nothing to indent.
 */
export function reindentQuoted(text: string): string | undefined {
  const lines = text.split("\n");
  let changed = false;
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? "";
    const block = line.length > LONGEST_START ? null : BLOCK_SCALAR.exec(line);
    if (block !== null) {
      // What belongs to the scalar is deeper than its key, or than the dash where there is no key.
      index = endOfBlock(lines, index, block[1] === undefined ? keyColumn(line) - 2 : keyColumn(line));
      continue;
    }
    const opened = OPENING_QUOTE.exec(line.slice(0, LONGEST_START));
    if (opened === null) continue;
    const end = endOfQuoted(lines, index, opened[0].length, opened[1] === "'" ? "'" : '"');
    if (end === undefined) return undefined;
    const pad = " ".repeat(keyColumn(line) + 1);
    for (let inner = index + 1; inner <= end; inner++) {
      const continued = lines[inner] ?? "";
      if (continued.trim() === "" || continued.search(/\S/u) >= pad.length) continue;
      lines[inner] = pad + continued.trimStart();
      changed = true;
    }
    index = end;
  }
  return changed ? lines.join("\n") : undefined;
}

// --- internal ---

/** Within how many letters of a line a value begins; more would be no manifest and would make the patterns slow. */
const LONGEST_START = 500;

/** `key: |`, `- >-` and the like. */
const BLOCK_SCALAR = /^\s*(?:- +)*([^\s"'#][^"'#]*:)?\s*[|>][-+0-9]{0,2}\s*(?:#.*)?$/u;

/** A value that begins with a quote, up to and with the quote: `key: "`, `- '`. */
const OPENING_QUOTE = /^\s*(?:- +)*(?:[^\s"'#:][^"'#:]*: +)?(["'])/u;

/** Where the innermost key (or item) of a line begins. */
function keyColumn(line: string): number {
  return /^\s*(?:- +)*/u.exec(line)?.[0].length ?? 0;
}

/** The last line of the block scalar that `start` opens: it ends before the first line that is not deeper. */
function endOfBlock(lines: string[], start: number, column: number): number {
  let end = start;
  for (let index = start + 1; index < lines.length; index++) {
    const indent = (lines[index] ?? "").search(/\S/u);
    if (indent !== -1 && indent <= column) break;
    end = index;
  }
  return end;
}

/** The line on which a quoted scalar closes; undefined when it does not. */
function endOfQuoted(lines: string[], start: number, from: number, quote: '"' | "'"): number | undefined {
  // A doubled quote is an escape in single quotes, a backslash escapes in double ones.
  const close = quote === '"' ? /\\.|"/gu : /''|'/gu;
  for (let index = start; index < lines.length; index++) {
    close.lastIndex = index === start ? from : 0;
    const line = lines[index] ?? "";
    for (let match = close.exec(line); match !== null; match = close.exec(line)) {
      if (match[0] === quote) return index;
    }
  }
  return undefined;
}
