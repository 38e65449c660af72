import { closeOf } from "../../context/interpolate.ts";
import { dottedPaths } from "../../context/paths.ts";
import { formatCommandLine } from "../../dispatch/command-line.ts";
import type { Json, JsonObject } from "../../json.ts";
import { matching, type Candidate } from "./candidate.ts";
import { argumentCandidates, commandCalled, commandCandidates } from "./command-arguments.ts";
import type { LineWorld } from "./world.ts";

/** What the end of a War Room line may become: each value replaces the text from `from` on. */
export interface LineCompletion {
  from: number;
  candidates: Candidate[];
}

/**
 * Completes `text`, a line as typed in a War Room up to the cursor: its command, then its arguments and their values,
 * and the paths of the context within `${…}`. What is finished has a space behind it.
 */
export async function completeLine(text: string, world: LineWorld): Promise<LineCompletion> {
  const { tokens, last, expression } = scan(text);
  if (expression !== undefined) return { from: expression, candidates: await paths(text.slice(expression), world) };
  const commands = await world.commands();
  const [first, ...others] = tokens;
  if (first === undefined) {
    const from = text.startsWith("!", last) ? last + 1 : last;
    return { from, candidates: commandCandidates(commands, text.slice(from)).map((each) => closed(each)) };
  }
  const command = commandCalled(first.replace(/^!/, ""), commands);
  if (command === undefined) return { from: last, candidates: [] };
  const given = others.flatMap((token) => NAMED.exec(token)?.[1] ?? []);
  const typed = plain(text.slice(last));
  const found = await argumentCandidates(command, given, typed, world);
  return { from: last, candidates: found.map((each) => closed({ ...each, label: each.label ?? each.value }, true)) };
}

/** The paths of a context that begin so, each with what it holds. */
export function pathCandidates(context: JsonObject, typed: string): Candidate[] {
  const all = Array.from(dottedPaths(context), ([path, value]) => ({ value: path, description: sample(value) }));
  return matching(all, typed);
}

// --- internal ---

const NAMED = /^([\p{L}\p{N}_.@-]+)=/u;

interface Scanned {
  /** Those that are complete, as typed. */
  tokens: string[];
  /** Where the last one begins. */
  last: number;
  /** Where the text of an expression begins that is not closed. */
  expression?: number;
}

function scan(text: string): Scanned {
  const tokens: string[] = [];
  let start = 0;
  let quote = "";
  for (let at = 0; at < text.length; at += 1) {
    const letter = text.charAt(at);
    if (text.startsWith("${", at) && quote !== "`") {
      const close = closeOf(text, at + 2);
      if (close < 0) return { tokens, last: start, expression: at + 2 };
      at = close;
    } else if (quote !== "") {
      if (letter === "\\" && quote === '"') at += 1;
      else if (letter === quote) quote = "";
    } else if (letter === '"' || letter === "`") {
      quote = letter;
    } else if (/\s/.test(letter)) {
      if (at > start) tokens.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return { tokens, last: start };
}

/** A token without its quotes, whether they are closed or not. */
function plain(token: string): string {
  const [head = ""] = NAMED.exec(token) ?? [];
  const value = token.slice(head.length);
  if (value.startsWith('"'))
    return (
      head +
      value
        .slice(1)
        .replace(/(?<!\\)"$/, "")
        .replaceAll('\\"', '"')
    );
  return head + (value.startsWith("`") ? value.slice(1).replace(/`$/, "") : value);
}

/** With the quotes that the line needs, and, when nothing more can follow in the word, a space. */
function closed(candidate: Candidate, isArgument = false): Candidate {
  const { value, open } = candidate;
  const text = isArgument ? quoted(value) : value;
  return { ...candidate, label: candidate.label ?? value, value: open ? text : `${text} ` };
}

function quoted(value: string): string {
  const [head = ""] = NAMED.exec(value) ?? [];
  const rest = value.slice(head.length);
  return rest === "" ? head : `${head}${formatCommandLine({ command: "", args: {}, positional: rest }).slice(2)}`;
}

async function paths(typed: string, world: LineWorld): Promise<Candidate[]> {
  const found = pathCandidates(await world.context(), typed);
  return found.map((each) => ({ ...each, label: each.value, value: `${each.value}}`, open: true }));
}

function sample(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value).slice(0, 200);
}
