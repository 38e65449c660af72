import { tableToMarkdown, type TableOptions } from "soarkit";

/** What every command says that has found nothing. */
export const NOTHING_FOUND = "No results found.";

/** What was found as a table, without columns in which nothing stands. `rest` comes under it. */
export function showList(title: string, rows: readonly object[], options: TableOptions, rest = ""): string {
  return rows.length === 0 ? NOTHING_FOUND : tableToMarkdown(title, rows, { ...options, removeNull: true }) + rest;
}
