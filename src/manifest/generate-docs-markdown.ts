// Markdown whose texts come from a manifest: nothing in them can end a cell, begin a heading or become HTML, and prettier
// has nothing to change in what is made here.

/** Text as one line that shows its characters as they are. Web addresses become links, nothing else does. */
export function text(given: string): string {
  const parts = oneLine(given).split(ADDRESS);
  const escaped = parts.map((part, index) => (index % 2 === 1 ? `<${part}>` : escapeText(part)));
  return escaped.join("").replace(BLOCK_START, (mark) => `${mark.slice(0, -1)}\\${mark.slice(-1)}`);
}

/** Text of several paragraphs, parted by blank lines. Single line breaks are where the author's editor wrapped. */
export function paragraphs(given: string): string[] {
  return given
    .split(/\r?\n[^\S\n]*\r?\n/u)
    .map(text)
    .filter((paragraph) => paragraph !== "");
}

/** A name or value in code; of nothing at all, the quotation marks around it. */
export function code(given: string): string {
  const line = oneLine(given) || '""';
  // In code, a table has no way to write a backslash before a pipe, and prettier sees the beginning of a footnote.
  if (line.includes("\\|") || line.includes("[^")) return text(line);
  const runs = new Set([...line.matchAll(/`+/gu)].map(([run]) => run.length));
  let ticks = 1;
  while (runs.has(ticks)) ticks += 1;
  const fence = "`".repeat(ticks);
  const gap = line.startsWith("`") || line.endsWith("`") ? " " : "";
  return fence + gap + line + gap + fence;
}

/** A block of code that its own content cannot end. What nobody sees, such as white space at the ends, is left out. */
export function codeBlock(language: string, given: string): string {
  const content = given
    .replace(STEERING, "")
    .split(/\r\n|[\r\n\u2028\u2029]/u)
    .map((line) => line.trimEnd())
    .join("\n")
    .trimEnd();
  const longest = Math.max(2, ...[...content.matchAll(/`+/gu)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${content}\n${fence}`;
}

/** A table with its columns aligned; `rows` hold Markdown of one line. Columns that are empty in every row are left out. */
export function table(headers: readonly string[], rows: readonly (readonly string[])[]): string {
  const kept = headers.flatMap((_, index) => (rows.some((row) => (row[index] ?? "") !== "") ? [index] : []));
  const cells = [headers, ...rows].map((row) => kept.map((index) => escapePipes(row[index] ?? "")));
  const widths = kept.map((_, index) => Math.max(3, ...cells.map((row) => widthOf(row[index] ?? ""))));
  const lines = cells.map((row) =>
    lineOf(row.map((cell, index) => cell + " ".repeat((widths[index] ?? 0) - widthOf(cell)))),
  );
  const [head = "", ...body] = lines;
  return [head, lineOf(widths.map((width) => "-".repeat(width))), ...body].join("\n");
}

/** Gives headings their anchors as GitHub does: the second of the same name is told apart by a number. */
export function createAnchors(): (heading: string) => string {
  const taken = new Map<string, number>();
  return (heading) => {
    const plain = oneLine(heading)
      .toLowerCase()
      .replace(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, "")
      .replaceAll(" ", "-");
    let anchor = plain;
    while (taken.has(anchor)) {
      const count = (taken.get(plain) ?? 0) + 1;
      taken.set(plain, count);
      anchor = `${plain}-${String(count)}`;
    }
    taken.set(anchor, 0);
    return anchor;
  };
}

// --- internal ---

/** Addresses that stay links; what ends a sentence is not part of one. */
const ADDRESS = /(https?:\/\/[\w~:/?#@!$&'+,;=%.-]*[\w/#=])/iu;

/** What would make a list, a heading, a quotation or an underline of the line that it begins. */
const BLOCK_START = /^(?:[-+=>]|\d{1,9}[.)])/u;

function escapeText(given: string): string {
  return given
    .replace(/[\\`*[\]~$]/gu, String.raw`\$&`)
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, String.raw`\_`)
    .replace(/(?<=^|\s)#|(?<=\{)\{/gu, String.raw`\$&`)
    .replace(/&(?=[#\p{L}])/gu, "&amp;")
    .replaceAll("<", "&lt;");
}

/** A pipe ends a table's cell wherever it stands, in code too. */
function escapePipes(cell: string): string {
  return cell.replaceAll("|", String.raw`\|`);
}

/** White space as single spaces; without control characters and marks that turn the direction of text. */
function oneLine(given: string): string {
  return given
    .replace(STEERING, "")
    .replace(/[\p{Cc}\p{Zs}\p{Zl}\p{Zp}]+/gu, " ")
    .trim();
}

/** Invisible marks that turn the direction of text. */
const STEERING = /[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;

function lineOf(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

/** How many columns of a fixed-width font the text takes, as prettier counts. */
function widthOf(given: string): number {
  if (!/[^ -~]/u.test(given)) return given.length;
  let width = 0;
  for (const character of given.replace(EMOJI, "  ")) {
    if (!/[\p{Mn}\p{Me}]/u.test(character)) width += WIDE.test(character) ? 2 : 1;
  }
  return width;
}

const EMOJI = /\p{RGI_Emoji}|\p{Emoji_Modifier_Base}/gv;

/** East Asian wide and full-width characters, by the ranges of Unicode's table of them. */
const WIDE = new RegExp(
  `[${[
    "\u1100-\u115f\u2329-\u232a\u2630-\u2637\u268a-\u268f\u2e80-\u303e\u3041-\u3247\u3250-\ua4cf\ua960-\ua97c",
    "\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6b\uff01-\uff60\uffe0-\uffe6",
    "\u{16fe0}-\u{18df2}\u{1aff0}-\u{1b2fb}\u{1d300}-\u{1d376}\u{1f200}-\u{1f265}\u{20000}-\u{3fffd}",
  ].join("")}]`,
  "u",
);
