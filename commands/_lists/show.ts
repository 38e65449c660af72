import { tableToMarkdown } from "soarkit";
import type { WantedList } from "./wanted-list.ts";

/** A table of employees, under the name of the watchlist that they are on: it is not the list that they once were on. */
export function showEmployees(title: string, { name }: WantedList, rows: object | readonly object[]): string {
  const [first] = [rows].flat();
  return tableToMarkdown(title, rows, {
    // The case id says what the user id says.
    ...(first && { headers: Object.keys(first).filter((key) => key !== "CaseID") }),
    metadata: `Watchlist: ${name}`,
  });
}
