import { stripTypeScriptTypes } from "node:module";
import { parse, type Program } from "acorn";

/** A module's text as the JavaScript that runs: types are blanks, so that offsets are those of the text. */
export interface Source {
  text: string;
  program: Program;
}

/** Why a module cannot be read, and where. */
export interface SourceFault {
  message: string;
  at: number;
}

/** Reads a module without running it. TypeScript is read as Node runs it: erasable syntax only. */
export function readModule(text: string, isTypeScript: boolean): Source | SourceFault {
  const deep = tooDeepAt(text);
  if (deep !== undefined) return { message: TOO_DEEP, at: deep };
  try {
    const code = isTypeScript ? stripTypeScriptTypes(text) : text;
    return { text, program: parse(code, { ecmaVersion: "latest", sourceType: "module", allowHashBang: true }) };
  } catch (thrown) {
    return faultOf(thrown, text);
  }
}

// --- internal ---

const TOO_DEEP = "is nested too deeply to be read";

/** Brackets that are open at once, those in texts and comments counted too. Node's own parser fails for good far above. */
const MOST_OPEN = 200;

function tooDeepAt(text: string): number | undefined {
  let open = 0;
  for (const { 0: mark, index } of text.matchAll(/[([{\])}]/gu)) {
    if ("([{".includes(mark)) open += 1;
    else if (open > 0) open -= 1;
    if (open > MOST_OPEN) return index;
  }
  return undefined;
}

function faultOf(thrown: unknown, text: string): SourceFault {
  if (!(thrown instanceof Error)) return { message: String(thrown), at: 0 };
  // Acorn tells the offset; Node only writes the line and a caret below it at the head of the stack.
  if ("pos" in thrown && typeof thrown.pos === "number") {
    return { message: `is no JavaScript: ${thrown.message.replace(/ \(\d+:\d+\)$/u, "")}`, at: thrown.pos };
  }
  if ("code" in thrown && thrown.code === "ERR_INTERNAL_ASSERTION") return { message: TOO_DEEP, at: 0 };
  return { message: `cannot run: ${thrown.message}`, at: caretOf(thrown.stack ?? "", text) };
}

/** The offset that the caret stands under, after the line's number: `:12\n…the lines…\n   ^^^\n`. */
function caretOf(stack: string, text: string): number {
  const line = Number(/^[^\n]*?:(\d+)\n/u.exec(stack)?.[1] ?? 1);
  const column = /^( *)\^+$/mu.exec(stack)?.[1]?.length ?? 0;
  let start = 0;
  for (let before = 1; before < line; before++) start = text.indexOf("\n", start) + 1;
  return start + column;
}
