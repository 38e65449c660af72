import { Readable } from "node:stream";
import { safeFileName } from "../output/file-name.ts";
import type { CommandResult } from "../output/result.ts";
import { handlerInput } from "./handler-input.ts";
import { saveFile, type SavedFile } from "../output/file.ts";
import type { Log } from "../log.ts";
import type { Call, DispatchPorts } from "./call.ts";
import { checkResult } from "./check-result.ts";
import { withinTime } from "./time-limit.ts";

/** A command that says nothing of its time and was given none may take this long. */
const DEFAULT_TIMEOUT_MS = 5 * 60_000;

/**
 * Calls the handler once, within the call's time: `execution-timeout`, else the command's own limit, else five minutes.
 * @throws TimeoutError · InterruptedError · UnexpectedError for a result that is none · what the handler throws
 */
export async function runHandler(
  call: Call,
  args: Record<string, unknown>,
  log: Log,
  ports: DispatchPorts,
): Promise<CommandResult> {
  const { target, options, request } = call;
  const { instance, command } = target;
  const timeoutMs = timeoutOf(target.command.timeoutMs, options.timeoutMs);
  const work = async (signal: AbortSignal) => {
    const handler = await instance.handler(command.name);
    const client = await instance.client({ dryRun: request.dryRun ?? false });
    return handler(await handlerInput(call, { args, client, log, signal }, ports));
  };
  return checkResult(await withinTime(work, { signal: request.signal, timeoutMs, what: command.name }), command.name);
}

/** Streams a result's files to disk, within the same time as the handler had. */
export async function saveFiles(result: CommandResult, call: Call, ports: DispatchPorts): Promise<SavedFile[]> {
  const saved: SavedFile[] = [];
  const { request, target } = call;
  const timeoutMs = timeoutOf(target.command.timeoutMs, call.options.timeoutMs);
  for (const given of result.files ?? []) {
    const file = { ...given, name: call.mask(given.name) };
    const what = `The download of ${file.name}`;
    let saving: Promise<SavedFile> | undefined;
    const save = (signal: AbortSignal) => {
      saving = saveFile(file, { folder: ports.files.folder, id: ports.newId(), signal });
      return saving;
    };
    const one = await withinTime(save, { signal: request.signal, timeoutMs, what }).finally(() =>
      // What was written of it is gone before the error is told.
      Promise.allSettled([saving]),
    );
    await ports.files.record({ ...one, investigationId: request.investigationId }, ports.now());
    saved.push(one);
  }
  return saved;
}

/** A dry run's result: its files are named, but not downloaded, and what was opened for them is let go. */
export function withoutFiles({ files = [], ...result }: CommandResult): CommandResult {
  if (files.length === 0) return result;
  for (const { content } of files) if (content instanceof Readable) content.destroy();
  const kept = files.map(({ name }) => `Dry run: ${safeFileName(name)} was not downloaded.`);
  return { ...result, warnings: [...(result.warnings ?? []), ...kept] };
}

// --- internal ---

function timeoutOf(own: number | undefined, given: number | undefined): number {
  return given ?? own ?? DEFAULT_TIMEOUT_MS;
}
