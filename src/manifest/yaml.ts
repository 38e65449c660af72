import { type Document, parseDocument } from "yaml";
import { Faults, type Report } from "./findings.ts";
import { reindentQuoted } from "./reindent.ts";
import { FLATTER, TOO_DEEP, Tree, type YamlNode } from "./yaml-tree.ts";

/**
 * Reads one YAML 1.2 document, also such as only lenient parsers accept, and refuses hostile ones within a second.
 * `root` is absent when the text is no YAML; a root with faults beside it may be incomplete.
 */
export function readYaml(text: string): { root?: YamlNode; faults: Faults } {
  const faults = new Faults(text);
  if (!isBearable(text, faults.report)) return { faults };
  const strict = parse(text);
  const lenientText = strict.errors.length === 0 ? undefined : reindentQuoted(text);
  const lenient = lenientText === undefined ? undefined : parse(lenientText);
  if (lenientText !== undefined && lenient?.errors.length === 0) return build(lenient, new Faults(lenientText));
  refuse(strict, text, faults.report);
  return build(strict, faults);
}

// --- internal ---

/** XSOAR's largest integrations, with code and image inside, are half as large. */
const MOST_CHARACTERS = 4_000_000;
/** Marks that can begin or end a part: what the parser's time depends on. Real manifests have 6,000, code included 60,000. */
const MOST_MARKS = 80_000;
/** Brackets that are open at once, those in texts and code counted too. */
const MOST_OPEN = 300;
const MOST_SYNTAX_FAULTS = 20;

function isBearable(text: string, report: Report): boolean {
  const smaller = "A manifest this large is no manifest. Move code and data into files of their own.";
  if (text.length > MOST_CHARACTERS) {
    report("M002", 0, `The file has more than ${MOST_CHARACTERS} characters.`, smaller);
    return false;
  }
  const control = text.search(/[^\P{Cc}\t\n\r\u0085]/u);
  if (control !== -1) {
    report("M009", control, "The file holds control characters.", "Save it as plain text in UTF-8.");
    return false;
  }
  let count = 0;
  let open = 0;
  for (const { 0: mark, index } of text.matchAll(/[\n,[\]{}"'\\?:&*!|>%@#-]/gu)) {
    count += 1;
    if (mark === "[" || mark === "{") open += 1;
    else if ((mark === "]" || mark === "}") && open > 0) open -= 1;
    // The parser descends by recursion, and gets slow long before its stack is full.
    if (open > MOST_OPEN) {
      report("M002", index, TOO_DEEP, FLATTER);
      return false;
    }
    if (count > MOST_MARKS) break;
  }
  if (count > MOST_MARKS) report("M002", 0, `The file has more than ${MOST_MARKS} lines and marks.`, smaller);
  return count <= MOST_MARKS;
}

/** Duplicate keys are looked for in `Tree`, in linear time. Too deep a nesting is a syntax error of the parser's. */
function parse(text: string): Document.Parsed {
  return parseDocument(text, { uniqueKeys: false, prettyErrors: false });
}

function refuse(document: Document.Parsed, text: string, report: Report): void {
  // Who writes JSON wonders what YAML has to do with it.
  const meant = /^\s*[[{]/u.test(text) ? "neither JSON nor" : "not";
  for (const { message, pos, code } of document.errors.slice(0, MOST_SYNTAX_FAULTS)) {
    const quote = /^Missing closing (["'])quote/u.exec(message)?.[1];
    if (code === "RESOURCE_EXHAUSTION") report("M002", pos[0], TOO_DEEP, FLATTER);
    else if (quote !== undefined) {
      report("M001", openingOf(quote, text, pos[0]), "This quote is not closed.", `Close it by another ${quote}.`);
    } else report("M001", pos[0], `This is ${meant} YAML: ${message}.`, "Mend the text at this place.");
  }
}

/** The place of the quote before `end`, escaped ones left out. The parser only tells where the text ran out. */
function openingOf(quote: string, text: string, end: number): number {
  let at = text.lastIndexOf(quote, end - 1);
  while (at > 0 && quote === '"' && text[at - 1] === "\\") at = text.lastIndexOf(quote, at - 1);
  return Math.max(at, 0);
}

function build(document: Document.Parsed, faults: Faults): { root?: YamlNode; faults: Faults } {
  for (const { message, pos } of document.warnings) {
    faults.report("M007", pos[0], `${message}.`, "The value is read as if the tag were not there. Remove the tag.");
  }
  if (document.errors.length > 0) return { faults };
  return { root: new Tree(faults.report).node(document.contents, 0, 0), faults };
}
