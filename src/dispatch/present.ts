import { applyExtendContext } from "../context/extend-context.ts";
import type { JsonObject } from "../json.ts";
import { EntryType, type Entry } from "../output/entry.ts";
import { toEntries, warningEntry } from "../output/entries.ts";
import { fileEntry, type SavedFile } from "../output/file.ts";
import type { CommandResult } from "../output/result.ts";
import { originOf, type Call } from "./call.ts";
import { maskJson, type Mask } from "./mask.ts";

/** The entries of one result as the call's system arguments want them, without secrets. */
export function present(result: CommandResult, files: SavedFile[], call: Call, now: () => number): Entry[] {
  const { options, mask, target } = call;
  const origin = originOf(target);
  const entries = toEntries(result, origin).map((entry) => shaped(entry, call));
  const main = entries.find((entry) => entry.Type !== EntryType.warning);
  if (main && options.extendContext !== undefined) {
    const { entryContext, warnings } = applyExtendContext(options.extendContext, [main.Contents], { now });
    main.EntryContext = joined(main.EntryContext ?? {}, entryContext);
    entries.push(...warnings.map((text) => warningEntry(text, origin)));
  }
  entries.push(...files.map((file) => fileEntry(file, origin)));
  return entries.map((entry) => masked(entry, mask));
}

// --- internal ---

function shaped(entry: Entry, { options }: Call): Entry {
  if (!options.rawResponse && !options.ignoreOutputs && options.autoExtract !== "none") return entry;
  const { HumanReadable: readable, ReadableContentsFormat: format, EntryContext: context, ...rest } = entry;
  return {
    ...rest,
    ...(readable !== undefined && !options.rawResponse && { HumanReadable: readable }),
    ...(format !== undefined && !options.rawResponse && { ReadableContentsFormat: format }),
    ...(context !== undefined && !options.ignoreOutputs && { EntryContext: context }),
    ...(options.autoExtract === "none" && { IgnoreAutoExtract: true }),
  };
}

/** Both contexts as one. A plain key of both appends, as it would one after the other. */
function joined(own: JsonObject, extension: JsonObject): JsonObject {
  const both = { ...own };
  for (const [key, value] of Object.entries(extension)) {
    const before = Object.hasOwn(own, key) ? own[key] : undefined;
    both[key] = before === undefined ? value : [before, value].flat();
  }
  return both;
}

function masked(entry: Entry, mask: Mask): Entry {
  return {
    ...entry,
    Contents: maskJson(entry.Contents, mask),
    ...(entry.HumanReadable !== undefined && { HumanReadable: mask(entry.HumanReadable) }),
    ...(entry.EntryContext && { EntryContext: maskJson(entry.EntryContext, mask) }),
    ...(entry.Tags && { Tags: entry.Tags.map(mask) }),
  };
}
