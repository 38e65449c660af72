import { withoutControls } from "../terminal.ts";
import type { Candidate, Completion } from "./candidate.ts";
import { shellQuoted, shellWords, type ShellWord } from "./shell-line.ts";
import type { Shell } from "./shells.ts";

/** What a shell says of the completion that it asks for. */
export interface Asked {
  shell: Shell;
  /** The word under the cursor. */
  word: ShellWord;
  /** Of bash: the part of the word that it will replace; it breaks words at `=` and `:`. */
  replaced: string;
  /** Of bash: nothing is inserted, the candidates are only listed. */
  isListing: boolean;
  columns: number;
}

/**
 * The lines that the shell's script reads: what the shell is to do itself (`files` or `folders`, and the part of the
 * word to be left out of it), then one candidate a line, in the form that the script hands on.
 */
export function replyTo(asked: Asked, { candidates, files, isLine = false }: Completion): string[] {
  const shown = candidates.filter(({ value }) => !/\p{Cc}/u.test(value)).slice(0, MOST);
  const kind = files?.kind ?? "none";
  if (asked.shell === "bash") return [kind, ...bashLines(asked, shown, isLine)];
  if (asked.shell === "zsh") return [kind, files?.prefix ?? "", ...zshLines(asked, shown, isLine)];
  return [files?.prefix === "" ? kind : "none", ...fishLines(shown, isLine)];
}

/** One line for people: what it is called, and what it is, in columns. */
export function listed(candidates: readonly Candidate[], columns: number): string[] {
  const labels = candidates.map(({ label, value }) => clip((label ?? value).trim(), WIDEST_LABEL));
  const width = Math.max(0, ...labels.map((label) => label.length));
  return candidates.map(({ description = "" }, at) => {
    const text = withoutControls(description).replace(/\s+/g, " ").trim();
    const line = text === "" ? (labels[at] ?? "") : `${(labels[at] ?? "").padEnd(width)}  ${text}`;
    return clip(line, Math.max(20, columns - 1));
  });
}

// --- internal ---

/** Nobody reads a longer list. */
const MOST = 500;

const WIDEST_LABEL = 60;

function clip(text: string, room: number): string {
  return text.length <= room ? text : `${text.slice(0, room - 1)}…`;
}

/** `nospace` or `space`, then the texts that replace the part that bash will replace. */
function bashLines(asked: Asked, candidates: readonly Candidate[], isLine: boolean): string[] {
  const { word, replaced, isListing, columns } = asked;
  const [only] = candidates;
  const directive = only?.open || isLine ? "nospace" : "space";
  if (isListing && candidates.length > 1) return [directive, ...listed(candidates, columns)];
  const kept = word.raw.endsWith(replaced) ? word.raw.slice(0, word.raw.length - replaced.length) : "";
  const before = shellWords(kept, "bash").at(-1) ?? { value: "", quote: "" };
  const texts = candidates
    .filter(({ value }) => value.startsWith(before.value))
    .map(({ value }) => shellQuoted(value.slice(before.value.length), before.quote, "bash"));
  // A single match gets the quote closed by readline; of two it inserts what they share, and the line can go on.
  return [directive, ...texts, ...(isLine && texts.length === 1 ? texts.map((text) => `${text}…`) : [])];
}

/** The word, what the list shows, and a mark when no space is to follow. */
function zshLines({ columns }: Asked, candidates: readonly Candidate[], isLine: boolean): string[] {
  const shown = listed(candidates, columns);
  return candidates.map(({ value, open }, at) => `${value}\t${shown[at] ?? ""}\t${open || isLine ? "open" : ""}`);
}

/** fish closes the quote of a single match that does not end with `=`; a space before it would stay in the line. */
function fishLines(candidates: readonly Candidate[], isLine: boolean): string[] {
  return candidates.map(({ value, description = "" }) => {
    const text = withoutControls(description).replace(/\s+/g, " ").trim();
    return `${isLine ? value.trimEnd() : value}\t${clip(text, 200)}`;
  });
}
