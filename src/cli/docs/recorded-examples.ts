import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DispatchResult } from "../../dispatch/call.ts";
import { openSession } from "../../engine/open-session.ts";
import type { RecordedExchange, Recording, RecordingFile } from "../../http/recording/recording.ts";
import { isJsonObject, type Json } from "../../json.ts";
import { silentLog } from "../../log.ts";
import type { CommandExample, ExampleRequest } from "../../manifest/generate-docs-example.ts";
import type { Manifest } from "../../manifest/manifest.ts";
import { openStore } from "../../store/open.ts";
import { shellWord } from "../shell-word.ts";
import { readableOf } from "./readable.ts";

export interface ExamplesInput {
  /** Of the integration. */
  folder: string;
  manifest: Manifest;
  /** How soar is called for this integration. */
  soar: string;
  recordings: readonly RecordingFile[];
  signal: AbortSignal;
}

/**
 * One run of each command that has a recording: the first that succeeds and, where the command writes context, writes
 * some. They are replayed as `soar run --replay` does it, in a store of their own.
 */
export async function recordedExamples(
  input: ExamplesInput,
): Promise<{ examples: CommandExample[]; warnings: string[] }> {
  const examples: CommandExample[] = [];
  const warnings: string[] = [];
  if (input.recordings.length === 0) return { examples, warnings };
  await withReplay(input, async (run) => {
    for (const { name, outputs, hidden } of input.manifest.commands) {
      const own = input.recordings.filter(({ recording }) => recording.command === name);
      if (hidden || own.length === 0) continue;
      let best: CommandExample | undefined;
      let failed: { path: string; message: string } | undefined;
      for (const { path, recording } of own) {
        const result = await run(recording);
        if (result.error) failed ??= { path, message: result.error.message };
        else best ??= exampleOf(recording, result, input.soar);
        const isTelling = outputs.length === 0 || Object.keys(result.context).length > 0;
        if (!result.error && isTelling) {
          best = exampleOf(recording, result, input.soar);
          break;
        }
      }
      if (best) examples.push(best);
      else if (failed) warnings.push(`no recording of ${name} succeeds; ${failed.path}: ${failed.message}`);
    }
  });
  return { examples, warnings };
}

// --- internal ---

type Run = (recording: Recording) => Promise<DispatchResult>;

async function withReplay(
  { folder, recordings, signal }: ExamplesInput,
  work: (run: Run) => Promise<void>,
): Promise<void> {
  const place = await mkdtemp(join(tmpdir(), "soar-docs-"));
  const store = await openStore(`sqlite:${join(place, "soar.db")}`, { now: Date.now });
  try {
    const replay = { log: silentLog, integration: folder, folder: place, env: {}, now: Date.now, replay: recordings };
    const { dispatcher } = await openSession({ store, ...replay });
    let count = 0;
    await work(async ({ command, args }) => {
      count += 1;
      // None sees what the one before it wrote.
      await store.investigations.append("playground", [], () => ({}), Date.now());
      const request = { command, args, literal: true, investigationId: "playground", signal };
      return dispatcher.run({ ...request, runId: "docs", taskId: String(count), approve: () => true });
    });
  } finally {
    await store.close();
    await rm(place, { recursive: true, force: true });
  }
}

function exampleOf(recording: Recording, { entries, context }: DispatchResult, soar: string): CommandExample {
  const words = Object.entries(recording.args).map(([name, value]) => shellWord(`${name}=${textOf(value)}`));
  return {
    command: recording.command,
    line: [soar, "run", recording.command, ...words].join(" "),
    readable: readableOf(entries),
    context,
    isInIncident: recording.incident !== undefined,
    requests: recording.exchanges.filter((exchange) => !isForToken(exchange)).map(toRequest),
  };
}

function textOf(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function toRequest({ request: { method, path, query, body } }: RecordedExchange): ExampleRequest {
  const names = [...Object.keys(query ?? {}), ...(isJsonObject(body ?? null) ? Object.keys(body ?? {}) : [])];
  return { method, path, isPage: names.some((name) => PAGING.test(name)) };
}

/** How vendors call what asks for a page: page_number, pgNum, pgToken, offset, cursor, skip, continuationToken. */
const PAGING = /^(?:page|pg|offset|cursor|skip|continuation)/i;

/** A token is asked for once and kept: it is no part of what a command costs. */
function isForToken({ answer }: RecordedExchange): boolean {
  const body = "body" in answer ? (answer.body ?? null) : null;
  return isJsonObject(body) && Object.keys(body).some((name) => /^access_?token$/i.test(name));
}
