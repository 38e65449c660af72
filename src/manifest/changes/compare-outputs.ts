import { isUnder } from "../context-prefixes.ts";
import type { Command, Output } from "../manifest.ts";
import type { Note } from "./change.ts";
import { pairUp } from "./pairs.ts";
import type { Words } from "./words.ts";

/** A declared path covers what lies below it: what is still covered is not gone, what was covered is not new. */
export function compareOutputs(before: Command, after: Command, note: Note, words: Words): void {
  const of = ` of "${after.name}"`;
  const { kept, gone, added, perhaps } = pairUp(before.outputs, after.outputs, ({ path }) => path);
  for (const { path } of gone) {
    if (isCovered(path, after.outputs))
      note("C302", `Output "${path}"${of} is no longer listed by itself.`, after, "outputs");
    else note("C103", `Output "${path}"${of} is gone.${perhaps(path)}`, after, "outputs");
  }
  for (const output of added) {
    if (isCovered(output.path, before.outputs)) words.compare("", output.path, output, "contextPath");
    else note("C201", `Output "${output.path}"${of} is new.`, output, "contextPath");
  }
  for (const [old, fresh] of kept) {
    words.compare(old.description, fresh.description, fresh, "description");
    if (old.type === fresh.type) continue;
    const message = `Output "${fresh.path}"${of} was of type ${old.type} and is ${fresh.type} now.`;
    // A type that was not told before, or is no longer told, changes nothing in the values.
    const isTold = old.type !== "unknown" && fresh.type !== "unknown";
    note(isTold ? "C107" : "C302", message, fresh, "type");
  }
}

// --- internal ---

function isCovered(path: string, outputs: readonly Output[]): boolean {
  return outputs.some((output) => output.path !== path && isUnder(path, output.path));
}
