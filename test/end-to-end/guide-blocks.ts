// A guide as a list of things to do: every fenced block of a page, with what the comment above it says of it.

export type Block =
  | { kind: "run"; line: number; commands: string; expected?: string }
  | { kind: "write"; line: number; file: string; text: string }
  | { kind: "edit"; line: number; file: string; diff: string };

/** The blocks of a Markdown page in order. A `text` block is what the `sh` block before it prints. */
export function blocksOf(page: string): Block[] {
  const blocks: Block[] = [];
  const fences = page.matchAll(/(?:<!-- (write|edit) (\S+) -->\n\n)?^```(\w+)\n([^]*?)^```$/gm);
  for (const { 1: action, 2: file = "", 3: language, 4: text = "", index } of fences) {
    const line = page.slice(0, index).split("\n").length;
    const last = blocks.at(-1);
    if (action === "write") blocks.push({ kind: "write", line, file, text });
    else if (action === "edit" && language === "diff") blocks.push({ kind: "edit", line, file, diff: text });
    else if (language === "sh") blocks.push({ kind: "run", line, commands: text });
    else if (language === "text" && last?.kind === "run" && last.expected === undefined) last.expected = text;
    else throw new Error(`line ${line}: nobody would run this ${String(language)} block`);
  }
  return blocks;
}

/** A text with the change that a diff block shows. */
export function applyDiff(text: string, diff: string): string {
  const lines = diff.split("\n").slice(0, -1);
  const side = (mark: string) =>
    lines
      .filter((line) => line === "" || line.startsWith(" ") || line.startsWith(mark))
      .map((line) => `${line.slice(1)}\n`)
      .join("");
  const [before, after] = [side("-"), side("+")];
  const parts = text.split(before);
  if (parts.length !== 2) throw new Error(`what the diff starts from is there ${parts.length - 1} times:\n${before}`);
  return parts.join(after);
}

/** What a block is to print, as an expression: `…` stands for anything, on a line of its own for any lines. */
export function toPattern(expected: string): RegExp {
  const escaped = expected.trimEnd().replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`);
  return new RegExp(`^${escaped.replaceAll(/^…$/gm, "[^]*?").replaceAll("…", ".*?")}$`);
}
