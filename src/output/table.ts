import { ManifestError } from "../errors.ts";
import { isJsonObject, toJson, type Json, type JsonObject } from "../json.ts";
import { cellText, escapeCell, isEmptyCell } from "./cell.ts";
import { detailText } from "./detail.ts";

export interface TableOptions {
  /** The columns, in order. @default every key of every row, sorted */
  headers?: string | readonly string[];
  /** Turns a row's key into what the header line shows; see `./header.ts`. */
  headerTransform?: (key: string) => string;
  /** Leave out columns in which every row has null, "", [] or {}. @default false */
  removeNull?: boolean;
  /** A line between the title and the table. */
  metadata?: string;
  /** Keys, at any depth, whose values are shown as links. */
  urlKeys?: readonly string[];
  /** Columns that hold epoch milliseconds, shown as `YYYY-MM-DD HH:MM:SS` in UTC. */
  dateFields?: readonly string[];
  /** Show nested values as lines of bold dotted keys, lists as bullets, without what is empty. @default false */
  jsonTransform?: boolean;
}

/**
 * A markdown table as XSOAR's `tableToMarkdown` makes it: one row per object, or one column of plain values. Four
 * things differ on purpose. Without `headers` the columns are the union of all rows' keys, where XSOAR takes those of
 * the first row and loses the rest. Dates are in UTC, where XSOAR uses the server's local time. What `headerTransform`
 * gives is escaped like any header, so that a key from outside cannot break the table. Objects within lists are JSON.
 * @throws ManifestError when the rows are plain values and no header names their column
 */
export function tableToMarkdown(name: string, rows: unknown, options: TableOptions = {}): string {
  const title = heading(name) + (options.metadata ? `${options.metadata}\n` : "");
  const table = layOut(name, toJson(rows), options);
  if (!table) return title + NO_ENTRIES;
  const shown = table.rows.map((row) => withDates(row, options.dateFields ?? []));
  const linked = options.urlKeys?.length ? shown.map((row) => withLinks(row, new Set(options.urlKeys))) : shown;
  const headers = options.removeNull ? table.headers.filter((key) => !isEmptyColumn(linked, key)) : table.headers;
  if (headers.length === 0) return title + NO_ENTRIES;
  const render = options.jsonTransform ? detailText : cellText;
  const lines = linked.map((row) => `| ${headers.map((key) => escapeCell(render(own(row, key)))).join(" | ")} |\n`);
  const transform = options.headerTransform ?? ((key: string) => key);
  const head = `|${headers.map((key) => escapeHeader(transform(key))).join("|")}|\n`;
  return `${title}${head}|${headers.map(() => "---").join("|")}|\n${lines.join("")}`;
}

// --- internal ---

const NO_ENTRIES = "**No entries.**\n";

interface Layout {
  headers: string[];
  rows: JsonObject[];
}

/** Rows and columns of what was given; undefined when there is nothing to show. */
function layOut(name: string, given: Json, options: TableOptions): Layout | undefined {
  const named = typeof options.headers === "string" ? [options.headers] : options.headers;
  if (given === null || isEmptyCell(given)) return undefined;
  const column = named === undefined && isJsonObject(given) ? onlyKey(given) : undefined;
  if (column !== undefined && isJsonObject(given)) {
    const values = asList(given[column] ?? null);
    return values.length === 0 ? undefined : { headers: [column], rows: values.map((value) => ({ [column]: value })) };
  }
  const items = asList(given);
  const first = named?.[0];
  if (!named && !isJsonObject(items[0])) {
    throw new ManifestError(
      `The rows of the table "${name}" are no objects, and no header names their column.`,
      'Pass the option headers, such as { headers: ["Name"] }.',
    );
  }
  const headers = named ? [...named] : unionOfKeys(items);
  const holder = first ?? headers[0];
  if (holder === undefined) return undefined;
  return { headers, rows: items.map((item) => (isJsonObject(item) ? item : { [holder]: item })) };
}

function onlyKey(object: JsonObject): string | undefined {
  const keys = Object.keys(object);
  return keys.length === 1 ? keys[0] : undefined;
}

function asList(value: Json): Json[] {
  return Array.isArray(value) ? value : [value];
}

function unionOfKeys(items: Json[]): string[] {
  return [...new Set(items.filter(isJsonObject).flatMap((item) => Object.keys(item)))].sort();
}

function own(row: JsonObject, key: string): Json {
  return Object.hasOwn(row, key) ? (row[key] ?? null) : null;
}

function isEmptyColumn(rows: JsonObject[], key: string): boolean {
  return rows.every((row) => isEmptyCell(own(row, key)));
}

function withDates(row: JsonObject, fields: readonly string[]): JsonObject {
  const dated = fields.flatMap((field) => {
    const text = utcText(own(row, field));
    return text === undefined ? [] : [[field, text] as const];
  });
  return dated.length === 0 ? row : { ...row, ...Object.fromEntries(dated) };
}

function utcText(value: Json): string | undefined {
  if (typeof value !== "number" || !Number.isInteger(value)) return undefined;
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString().slice(0, -5).replace("T", " ");
}

function withLinks(row: JsonObject, keys: ReadonlySet<string>): JsonObject {
  return Object.fromEntries(
    Object.entries(row).map(([key, value]) => [key, keys.has(key) ? asLink(value) : linksWithin(value, keys)]),
  );
}

function linksWithin(value: Json, keys: ReadonlySet<string>): Json {
  if (Array.isArray(value)) return value.map((item) => linksWithin(item, keys));
  return isJsonObject(value) ? withLinks(value, keys) : value;
}

function asLink(value: Json): Json {
  if (isEmptyCell(value)) return null;
  if (Array.isArray(value)) return value.map(asLink);
  const text = cellText(value);
  return `[${text}](${text})`;
}

function heading(name: string): string {
  return name ? `### ${name.replace(/[\r\n]+/g, " ")}\n` : "";
}

/** The header line has no spaces around its pipes: a closing backslash would escape the pipe behind it. */
function escapeHeader(text: string): string {
  const escaped = escapeCell(text);
  return escaped.endsWith("\\") ? `${escaped} ` : escaped;
}
