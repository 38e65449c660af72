import { showList } from "../_listing.ts";
import type { ListedEmployees } from "./list-employees.ts";
import type { WantedList } from "./wanted-list.ts";

/** A table of employees, under the name of the watchlist that they are on: it is not the list that they once were on. */
export function showEmployees(
  title: string,
  { name }: WantedList,
  rows: object | readonly object[],
  rest?: string,
): string {
  // The case id says what the user id says.
  const headers = ["Username", "DepartureDate", "Note", "UserID"];
  return showList(title, [rows].flat(), { headers, metadata: `Watchlist: ${name}` }, rest);
}

/** What to say under a table that does not hold all there are; nothing where it does. */
export function describeMore({ employees, more }: ListedEmployees): string {
  return more ? `\nEmployees shown: ${employees.length}. There are more: raise results to see them.\n` : "";
}
