import { mergeEntryContext } from "../context/merge.ts";
import type { JsonObject } from "../json.ts";
import type { Entry } from "../output/entry.ts";
import { fileContext, type SavedFile } from "../output/file.ts";
import type { DispatchPorts, DispatchRequest } from "./call.ts";

/** Entries as stored, and the contexts that they wrote, in order. */
export interface Kept {
  entries: Entry[];
  writes: JsonObject[];
}

/** Stores entries and merges what they and their files say into the context, in one transaction. */
export async function keepEntries(
  entries: Entry[],
  files: readonly SavedFile[],
  request: Pick<DispatchRequest, "investigationId" | "dryRun">,
  ports: Pick<DispatchPorts, "investigations" | "log" | "now">,
): Promise<Kept> {
  if (entries.length === 0 || request.dryRun) return { entries, writes: writesOf(entries, files) };
  const { investigationId } = request;
  const change = (context: JsonObject, stored: Entry[]) => mergeAll(context, writesOf(stored, files), ports);
  const stored = await ports.investigations.append(investigationId, entries, change, ports.now());
  return { entries: stored, writes: writesOf(stored, files) };
}

/** The context after each of `writes`. The very same when there are none. What cannot be merged is logged. */
export function mergeAll(
  context: JsonObject,
  writes: readonly JsonObject[],
  { log, now }: Pick<DispatchPorts, "log" | "now">,
): JsonObject {
  let merged = context;
  for (const write of writes) {
    const step = mergeEntryContext(merged, write, { now });
    for (const warning of step.warnings) log.warn(warning);
    merged = step.context;
  }
  return merged;
}

// --- internal ---

function writesOf(stored: readonly Entry[], files: readonly SavedFile[]): JsonObject[] {
  return stored.flatMap((entry) => {
    const file = entry.FileID === undefined ? undefined : files.find(({ id }) => id === entry.FileID);
    const own = entry.EntryContext ? [entry.EntryContext] : [];
    return file && entry.ID !== undefined ? [...own, fileContext(file, entry.ID)] : own;
  });
}
