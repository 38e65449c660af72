import { csvLine } from "../csv.ts";
import type { StoredEvent } from "./stored-event.ts";
import { findTerm, valuesAt } from "./terms.ts";

/** The most events of one export. */
const MOST = 200_000;

/** Events as CSV, a line at a time: a column for each of these terms. The vendor's own columns are not published. */
export function* eventCsv(events: Iterable<StoredEvent>): Generator<string> {
  yield csvLine(COLUMNS);
  const terms = COLUMNS.flatMap((name) => findTerm(name) ?? []);
  for (const event of Iterator.from(events).take(MOST)) {
    yield csvLine(terms.map(({ section, path }) => valuesAt(event.read(section), path).join("; ")));
  }
}

// --- internal ---

const COLUMNS = [
  "@timestamp",
  "event.id",
  "event.inserted",
  "event.action",
  "event.observer",
  "user.email",
  "file.name",
  "file.directory",
  "file.category",
  "file.sizeInBytes",
  "file.hash.md5",
  "file.hash.sha256",
  "source.category",
  "source.name",
  "destination.category",
  "destination.name",
  "risk.score",
  "risk.severity",
  "risk.indicators.name",
];
