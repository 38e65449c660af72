import { join } from "node:path";
import { ArgumentError } from "../errors.ts";
import { readText } from "../manifest/load.ts";
import type { OpenApiReport } from "../scaffold/openapi/scaffold-openapi.ts";
import { readBaseUrl, readName } from "../scaffold/read-spec.ts";
import type { CliIo, Globals } from "./globals.ts";
import { finishIntegration } from "./new-finish.ts";
import { askOperations } from "./new-operations.ts";
import { refuseUsedFolder, toolchainFor } from "./new-write.ts";
import { withoutControls } from "./terminal.ts";

/** What was said on the command line, as typed. */
export interface FromOptions {
  /** Path of the OpenAPI document. */
  from: string;
  baseUrl?: string;
  /** operationIds, tags or `METHOD /path`, with `*` and `?`. */
  operations?: string[];
  auth?: string;
  paging?: string;
}

/**
 * `soar new integration NAME --from FILE`: writes an integration made from an OpenAPI document into the folder NAME,
 * below `parent`.
 */
export async function newFrom(
  name: string,
  options: FromOptions,
  globals: Globals,
  io: CliIo,
  parent = process.cwd(),
): Promise<number> {
  const { from } = options;
  const baseUrl = checked(name, options);
  const folder = join(parent, name);
  await refuseUsedFolder(folder);
  const text = await readText(from);
  const { openApiChoices, openApiIntegration } = await import("../scaffold/openapi/scaffold-openapi.ts");
  const isAsked = options.operations === undefined && io.terminal.isInteractive;
  const operations = isAsked
    ? await askOperations(await openApiChoices(text, from, name), io.terminal)
    : options.operations;
  const given = { name, ...(baseUrl !== undefined && { baseUrl }), ...(operations && { operations }) };
  const { files, samples, report } = await openApiIntegration(text, from, given, await toolchainFor(folder));
  const lines = ["test-module", ...samples.lines];
  const told = { json: { ...report }, lines: linesOf(report).map(withoutControls) };
  await finishIntegration(
    folder,
    { files, samples: lines.map((line) => ({ folder: samples.data, line })), report: told },
    globals,
    io,
  );
  return 0;
}

// --- internal ---

/** The base URL that was given. @throws ArgumentError naming every fault */
function checked(name: string, { baseUrl, auth, paging }: FromOptions): string | undefined {
  const read = baseUrl === undefined ? undefined : readBaseUrl(baseUrl);
  const faults = [readName(name), ...(read ? [read] : [])].flatMap((each) => ("fault" in each ? [each.fault] : []));
  if (auth !== undefined)
    faults.push("--auth says nothing beside --from: the document says how requests prove who asks.");
  if (paging !== undefined) faults.push("--paging says nothing beside --from: the document says how lists are given.");
  if (faults.length === 0) return read && "value" in read ? read.value : undefined;
  throw new ArgumentError(faults.join("\n"), "`soar new integration --help` shows what is understood.");
}

/** More of what was left out is in the document, and in --json. */
const MOST_SHOWN = 20;

function linesOf({ commands, leftOut, remarks }: OpenApiReport): string[] {
  const shown = leftOut.slice(0, MOST_SHOWN).map(({ operation, why }) => `  ${operation}: ${why}`);
  const rest = leftOut.length - shown.length;
  return [
    "",
    `${count(commands.length, "command")} of ${count(commands.length + leftOut.length, "operation")}.`,
    ...(leftOut.length > 0 ? ["", "Left out:", ...shown] : []),
    ...(rest > 0 ? [`  and ${String(rest)} more (--json tells them all)`] : []),
    ...(remarks.length > 0 ? ["", "Of the document:", ...remarks.map((remark) => `  ${remark}`)] : []),
  ];
}

function count(number: number, what: string): string {
  return `${String(number)} ${what}${number === 1 ? "" : "s"}`;
}
