import type { Colors } from "picocolors/types.js";
import { EntryType, type Entry } from "../../output/entry.ts";
import { withoutControls } from "../terminal.ts";
import { renderMarkdown } from "./markdown.ts";

/** One War Room entry as a person reads it: a line that says what it is, then its readable text. */
export function renderEntry(entry: Entry, columns: number, colours: Colors): string {
  const body = bodyOf(entry);
  const text = body === "" ? colours.dim("(no readable output)") : renderMarkdown(body, columns, colours);
  return `${headOf(entry, colours)}\n${text}`;
}

/** What an entry says, as markdown. */
export function bodyOf(entry: Entry): string {
  if (entry.HumanReadable !== undefined) return entry.HumanReadable;
  if (entry.File !== undefined) return [entry.File, ...aboutFile(entry)].join("\n");
  return typeof entry.Contents === "string" ? entry.Contents : JSON.stringify(entry.Contents, null, 2);
}

// --- internal ---

/** What is known of a file, and how to get it. */
function aboutFile({ ID, FileMetadata = {} }: Entry): string[] {
  const { size, sha256 } = FileMetadata;
  return [
    ...(typeof size === "number" && typeof sha256 === "string" ? [`${size} bytes, SHA-256 ${sha256}`] : []),
    ...(ID === undefined ? [] : [`Write it to this folder: soar files get ${ID}`]),
  ];
}

function headOf(entry: Entry, colours: Colors): string {
  const where = [entry.ID, entry.ModuleName].filter((part) => part !== undefined).join("  ");
  const kind = KINDS.get(entry.Type);
  return `${colours.dim(withoutControls(where))}${kind ? `  ${kind(colours)}` : ""}`;
}

const KINDS = new Map<number, (colours: Colors) => string>([
  [EntryType.error, (colours) => colours.red("error")],
  [EntryType.warning, (colours) => colours.yellow("warning")],
  [EntryType.file, (colours) => colours.green("file")],
  [EntryType.infoFile, (colours) => colours.green("file")],
]);
