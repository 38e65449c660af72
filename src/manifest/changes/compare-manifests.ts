import isEqual from "lodash/isEqual.js";
import { isUnder } from "../context-prefixes.ts";
import type { Manifest } from "../manifest.ts";
import type { Change, Note } from "./change.ts";
import { compareCommands } from "./compare-commands.ts";
import { compareIncident } from "./compare-incident.ts";
import { compareParameters } from "./compare-parameters.ts";
import { createWords, type Words } from "./words.ts";

/** Everything that changed for those who use an integration, in no particular order. */
export function compareManifests(before: Manifest, after: Manifest): Change[] {
  const changes: Change[] = [];
  const note: Note = (code, message, part, key = "name") => changes.push({ code, message, part, key });
  const words = createWords();
  compareRoot(before, after, note, words);
  compareContextKeys(before, after, note);
  compareParameters(before, after, note, words);
  compareCommands(before, after, note, words);
  compareIncident(before, after, note);
  words.report(note);
  if (changes.length === 0 && !isEqual(before.raw, after.raw)) {
    note("C302", "The manifest has changed in what no caller meets.", after);
  }
  return changes;
}

// --- internal ---

function compareRoot(before: Manifest, after: Manifest, note: Note, words: Words): void {
  if (before.id !== after.id) {
    note("C113", `The integration's id was "${before.id}" and is "${after.id}" now.`, after, "commonfields");
  }
  words.compare(before.display, after.display, after, "display");
  words.compare(before.description, after.description, after, "description");
  for (const [key, what] of [
    ["fetchesIncidents", "incidents"],
    ["fetchesEvents", "events"],
  ] as const) {
    if (before[key] && !after[key]) note("C114", `The integration no longer fetches ${what}.`, after, "script");
    if (!before[key] && after[key]) note("C201", `The integration fetches ${what} now.`, after, "script");
  }
}

function compareContextKeys(before: Manifest, after: Manifest, note: Note): void {
  const { contextKeys: old } = before.soar;
  const { contextKeys: fresh } = after.soar;
  const emitted = before.commands.flatMap(({ outputs }) => outputs.map(({ path }) => path));
  const still = after.commands.flatMap(({ outputs }) => outputs.map(({ path }) => path));
  for (const prefix of new Set([...Object.keys(old), ...Object.keys(fresh)])) {
    const [was, is] = [old[prefix], fresh[prefix]];
    if (isEqual(was, is)) continue;
    const isNew = was === undefined && !emitted.some((path) => isUnder(path, prefix));
    if (isNew) {
      note("C201", `Objects under "${prefix}" are merged by ${told(is)}.`, after.soar, "contextKeys");
    } else if (still.some((path) => isUnder(path, prefix))) {
      const message = `Objects under "${prefix}" were merged by ${told(was)}, and are merged by ${told(is)} now.`;
      note("C111", message, after.soar, "contextKeys");
    }
  }
}

function told(fields: readonly string[] | undefined): string {
  return fields === undefined ? "nothing" : fields.join(", ");
}
