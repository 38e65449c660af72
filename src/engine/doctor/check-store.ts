import type { SoarError } from "../../errors.ts";
import type { StoreFacts } from "../../store/inspect.ts";
import { notesOf, shownBytes, waitsFor, type Check } from "./check.ts";

/** What was found out about the store; an error stands where it could not be. */
export interface StoreOutcome {
  /** Its file, or its URL where that names none. */
  place: string;
  opened: { isNew: boolean } | { error: SoarError };
  /** Absent when it was not opened. */
  inspected?: StoreFacts | { error: SoarError };
  /** Bytes that are free on its disk; undefined where that cannot be told. */
  freeBytes?: number;
  /** Who holds its lock, as far as that can be told. */
  holder?: string;
}

/** Whether everything that soarkit keeps can be kept. */
export function checkStore({ place, opened, inspected, freeBytes, holder }: StoreOutcome): Check[] {
  const notes = notesOf("store");
  const failed = (name: string, { message, hint, exitCode }: SoarError) => {
    const held = holder !== undefined && message.includes("locked") ? ` It is held by ${holder}.` : "";
    return notes.failed(name, `${message}${held}`, hint, exitCode);
  };
  const disk = checkDisk(freeBytes);
  if ("error" in opened) {
    const rest = ["schema", "write", "integrity", "size"].map((name) => notes.skipped(name, waitsFor("open")));
    return [failed("open", opened.error), ...rest, disk];
  }
  const open = notes.ok("open", `${place}${opened.isNew ? ", made just now" : ""}`);
  if (inspected === undefined || "error" in inspected) {
    const rest = ["schema", "integrity", "size"].map((name) => notes.skipped(name, waitsFor("write")));
    return [open, ...(inspected ? [failed("write", inspected.error)] : []), ...rest, disk];
  }
  return [
    open,
    notes.ok("schema", `version ${inspected.version}, all migrations have run`),
    notes.ok("write", "it can be written"),
    checkIntegrity(inspected),
    checkSize(inspected),
    disk,
  ];
}

// --- internal ---

const LITTLE_BYTES = 500_000_000;
const TOO_LITTLE_BYTES = 50_000_000;

/** SQLite copies the log back every 1,000 pages (4 MB); one far above that is held open by a reader that hangs. */
const LARGE_LOG_BYTES = 64_000_000;

const STORE_EXIT_CODE = 1;

function checkIntegrity({ faults, isChecked, bytes }: StoreFacts): Check {
  const notes = notesOf("store");
  if (!isChecked) return notes.skipped("integrity", `not looked for in ${shownBytes(bytes)}: it would take too long`);
  if (faults.length === 0) return notes.ok("integrity", "SQLite finds no damage");
  return notes.failed(
    "integrity",
    `It is damaged: ${faults.join("; ")}`,
    "Restore it from a backup, or save its rows with `sqlite3 FILE .recover` into a new file.",
    STORE_EXIT_CODE,
  );
}

function checkSize({ bytes, walBytes, journal }: StoreFacts): Check {
  const notes = notesOf("store");
  const size = `${shownBytes(bytes)}, write-ahead log ${shownBytes(walBytes)}`;
  if (journal !== "wal") {
    return notes.warning(
      "size",
      `${size}; its journal is ${journal} instead of WAL, so that readers and writers wait for each other`,
      "Keep the store on a local disk: a network file system has no shared memory.",
    );
  }
  if (walBytes > LARGE_LOG_BYTES) {
    return notes.warning("size", size, "A process that reads without an end keeps the log from being cleared: end it.");
  }
  return notes.ok("size", size);
}

function checkDisk(freeBytes: number | undefined): Check {
  const notes = notesOf("store");
  if (freeBytes === undefined) return notes.skipped("disk", "how much of it is free cannot be told");
  const found = `${shownBytes(freeBytes)} free`;
  const remedy = "Free some space, or name a store on another disk with --store.";
  if (freeBytes < TOO_LITTLE_BYTES) return notes.failed("disk", found, remedy, STORE_EXIT_CODE);
  return freeBytes < LITTLE_BYTES ? notes.warning("disk", found, remedy) : notes.ok("disk", found);
}
