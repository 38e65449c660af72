import { matching, type Candidate } from "../complete/candidate.ts";
import { commandCandidates } from "../complete/command-arguments.ts";
import { completeLine, pathCandidates, type LineCompletion } from "../complete/war-room-line.ts";
import type { LineWorld } from "../complete/world.ts";
import { META_COMMANDS } from "./meta-commands.ts";

/** Completes `text`, what stands before the cursor at the prompt: a War Room line, or a command of the prompt. */
export async function completePrompt(text: string, world: LineWorld): Promise<LineCompletion> {
  const [, head = "", rest] = /^(\s*[^\s!]\S*)(\s+\S*)?$/.exec(text) ?? [];
  const name = head.trim();
  if (rest !== undefined && META_COMMANDS.some((meta) => meta.name === name)) {
    const from = text.length - rest.trimStart().length;
    return { from, candidates: spaced(await argumentsOf(name, rest.trimStart(), world)) };
  }
  const line = await completeLine(text, world);
  const isFirstWord = /^\s*[^\s!]*$/.test(text);
  const own = META_COMMANDS.map(({ name: value, description }) => ({ value, description }));
  return isFirstWord
    ? { from: line.from, candidates: [...line.candidates, ...spaced(matching(own, text.trimStart()))] }
    : line;
}

// --- internal ---

async function argumentsOf(name: string, typed: string, world: LineWorld): Promise<Candidate[]> {
  switch (name) {
    case "help":
      return commandCandidates(await world.commands(), typed);
    case "context":
      return pathCandidates(await world.context(), typed);
    case "incident":
      return (await world.incidents(typed)).map(({ id, name: description }) => ({ value: id, description }));
    default:
      return [];
  }
}

function spaced(candidates: readonly Candidate[]): Candidate[] {
  return candidates.map((each) => ({ ...each, label: each.value, value: `${each.value} ` }));
}
