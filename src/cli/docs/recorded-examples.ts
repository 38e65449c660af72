import type { RecordedExchange, Recording, RecordingFile } from "../../http/recording/recording.ts";
import { isJsonObject, type Json } from "../../json.ts";
import type { CommandExample } from "../../manifest/generate-docs-example.ts";
import type { Command, Manifest } from "../../manifest/manifest.ts";
import { runCommand, type CommandOutcome } from "../../testing/run-command.ts";
import { shellWord } from "../shell-word.ts";
import { readableOf } from "./readable.ts";

export interface ExamplesInput {
  /** Of the integration. */
  folder: string;
  manifest: Manifest;
  /** How soar is called for this integration. */
  soar: string;
  recordings: readonly RecordingFile[];
}

/**
 * One run of each command that has a recording: the first that succeeds and, where the command declares context, writes
 * some. `warnings` name the commands of which no recording succeeds.
 */
export async function recordedExamples(
  input: ExamplesInput,
): Promise<{ examples: CommandExample[]; warnings: string[] }> {
  const examples: CommandExample[] = [];
  const warnings: string[] = [];
  for (const { name, outputs, hidden, effect } of input.manifest.commands) {
    const own = input.recordings.filter(({ recording }) => recording.command === name).sort(byName);
    if (hidden || own.length === 0) continue;
    let best: CommandExample | undefined;
    let failed: string | undefined;
    for (const { path, recording } of own) {
      const outcome = await replay(recording, input.folder);
      if (outcome.error) {
        failed ??= `${path}: ${outcome.error.message}`;
        continue;
      }
      const isTelling = outputs.length === 0 || Object.keys(outcome.context).length > 0;
      if (best && !isTelling) continue;
      best = exampleOf(recording, outcome, { soar: input.soar, effect });
      if (isTelling) break;
    }
    if (best) examples.push(best);
    else warnings.push(`no recording of ${name} succeeds; ${failed ?? ""}`);
  }
  return { examples, warnings };
}

// --- internal ---

/** `x.json` before `x-2.json`, which sorts before it as it stands. */
function byName(a: RecordingFile, b: RecordingFile): number {
  const [one, other] = [a, b].map(({ path }) => path.replace(/\.json$/, ""));
  return (one ?? "") < (other ?? "") ? -1 : 1;
}

function replay(recording: Recording, folder: string): Promise<CommandOutcome> {
  // What the manifest lacks is for lint to say.
  return runCommand(recording.command, recording.args, {
    integration: folder,
    replay: recording,
    allowUndeclared: true,
  });
}

function exampleOf(
  recording: Recording,
  { entries, context, requests }: CommandOutcome,
  { soar, effect }: { soar: string; effect: Command["effect"] },
): CommandExample {
  const words = Object.entries(recording.args).map(([name, value]) => shellWord(`${name}=${textOf(value)}`));
  const paged = new Set(recording.exchanges.filter(asksForPage).map(({ request }) => keyOf(request)));
  return {
    command: recording.command,
    line: [soar, "run", recording.command, ...words, ...(effect === "destructive" ? ["--yes"] : [])].join(" "),
    readable: readableOf(entries),
    context,
    isInIncident: recording.incident !== undefined,
    requests: requests.map(({ method, path }) => ({ method, path, isPage: paged.has(keyOf({ method, path })) })),
  };
}

function textOf(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function keyOf({ method, path }: { method: string; path: string }): string {
  return `${method} ${path}`;
}

function asksForPage({ request: { query, body } }: RecordedExchange): boolean {
  const names = [...Object.keys(query ?? {}), ...(isJsonObject(body) ? Object.keys(body) : [])];
  return names.some((name) => PAGING.test(name));
}

/** How vendors call what asks for a page: page_number, pgNum, pgToken, offset, cursor, skip, continuationToken. */
const PAGING = /^(?:page|pg|offset|cursor|skip|continuation)/i;
