import { isMap, isSeq, parseDocument, type Document, type YAMLMap, type YAMLSeq } from "yaml";
import { ManifestError } from "../../errors.ts";

/**
 * A manifest's text with one more command at the end of `script.commands`. Only lines are added: comments, order and
 * layout of the rest stay. `entry` is the command as YAML, its first line without the dash, not indented.
 * @throws ManifestError when the list is written so that a person has to add to it
 */
export function insertCommand(text: string, entry: readonly string[]): string {
  const newline = text.includes("\r\n") ? "\r\n" : "\n";
  const document = parseDocument(text, { keepSourceTokens: true, uniqueKeys: false });
  const { at, lines } = placeFor(text, document, entry);
  return text.slice(0, at.from) + newline + lines.join(newline) + text.slice(at.to);
}

// --- internal ---

interface Insertion {
  /** What is replaced: nothing, where the two are equal. */
  at: { from: number; to: number };
  lines: string[];
}

function placeFor(text: string, document: Document.Parsed, entry: readonly string[]): Insertion {
  const script = document.get("script");
  const commands = isMap(script) ? script.get("commands", true) : undefined;
  if (isSeq(commands) && commands.items.length > 0) return afterLast(text, commands, entry);
  if (!isMap(script) || script.flow === true) throw unfit('"script" is not written as a block of lines');
  const indent = indentOf(script);
  if (isSeq(commands) && commands.range) {
    // An empty list: `[]` makes way.
    const from = text.slice(0, commands.range[0]).trimEnd().length;
    return { at: { from, to: commands.range[1] }, lines: itemLines(entry, indent + 2) };
  }
  if (commands !== undefined) throw unfit('"script.commands" is no list');
  const end = endOf(text, script);
  return { at: { from: end, to: end }, lines: [`${" ".repeat(indent)}commands:`, ...itemLines(entry, indent + 2)] };
}

function afterLast(text: string, commands: YAMLSeq, entry: readonly string[]): Insertion {
  if (commands.flow === true) throw unfit('"script.commands" is written in brackets');
  const end = endOf(text, commands);
  const lines = itemLines(entry, indentOf(commands));
  // As its neighbours stand: apart by an empty line, or close together.
  const isApart = /\n[ \t]*\r?\n[ \t]*-[^\n]*$/.test(text.slice(0, lineEnd(text, startOfLast(commands))));
  return { at: { from: end, to: end }, lines: isApart ? ["", ...lines] : lines };
}

function itemLines([first = "", ...rest]: readonly string[], indent: number): string[] {
  const space = " ".repeat(indent);
  return [`${space}- ${first}`, ...rest.map((line) => (line === "" ? "" : `${space}  ${line}`))];
}

/** The column of a block's keys or dashes. */
function indentOf(block: YAMLMap | YAMLSeq): number {
  const token = block.srcToken;
  return token && "indent" in token ? token.indent : 0;
}

function startOfLast(commands: YAMLSeq): number {
  const last = commands.items.at(-1);
  return isMap(last) ? (last.range?.[0] ?? 0) : 0;
}

/** The end of the last line of a block, a comment on that line included. */
function endOf(text: string, block: YAMLMap | YAMLSeq): number {
  const end = text.slice(0, block.range?.[1] ?? text.length).trimEnd().length;
  return lineEnd(text, end);
}

function lineEnd(text: string, from: number): number {
  const found = /\r?\n/.exec(text.slice(from));
  return found ? from + found.index : text.length;
}

function unfit(why: string): ManifestError {
  return new ManifestError(
    `A command cannot be added to the manifest: ${why}.`,
    "Write script: and commands: as indented lines, each command beginning with - name:.",
  );
}
