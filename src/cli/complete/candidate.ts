/** Something that the word under the cursor may become. */
export interface Candidate {
  /** The whole word, without any shell's quotes. */
  value: string;
  /** What a list shows of it. @default the value */
  label?: string;
  description?: string;
  /** More of the same word may follow: no space is put behind it. */
  open?: boolean;
}

/** What can stand at the cursor. */
export interface Completion {
  candidates: Candidate[];
  /** Also what the shell finds on the disk, behind `prefix` of the word. */
  files?: { kind: "files" | "folders"; prefix: string };
  /** The word is a quoted War Room line, which may go on: its closing quote is left to whoever types it. */
  isLine?: boolean;
}

/** Those whose value begins as typed; where none does, those that do but for the case of letters. */
export function matching(candidates: readonly Candidate[], typed: string): Candidate[] {
  const exact = candidates.filter(({ value }) => value.startsWith(typed));
  if (exact.length > 0) return exact;
  const lower = typed.toLowerCase();
  return candidates.filter(({ value }) => value.toLowerCase().startsWith(lower));
}

/** The first of each value. */
export function distinct(candidates: readonly Candidate[]): Candidate[] {
  const seen = new Set<string>();
  return candidates.filter(({ value }) => !seen.has(value) && seen.add(value));
}

/** What they all begin with. */
export function commonStart(texts: readonly string[]): string {
  const [first = "", ...others] = texts;
  let length = first.length;
  for (const text of others) while (!text.startsWith(first.slice(0, length))) length -= 1;
  return first.slice(0, length);
}
