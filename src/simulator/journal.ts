/** One request that the vendor received. */
export interface JournalEntry {
  /** When it arrived, by the simulator's clock; ISO. */
  at: string;
  method: string;
  /** With its query. */
  path: string;
  /** What was answered; 0 where nothing was: the connection was reset, or the answer is still on its way. */
  status: number;
  /** Whether it changed the vendor's state. */
  applied: boolean;
}

/** How many requests the journal remembers. Beyond that, the oldest are forgotten, a tenth at a time. */
export const journalLimit = 1_000_000;

/** The requests in the order of their arrival. */
export interface Journal {
  /** Notes an arrival. The caller fills in what became of it. */
  arrived(at: number, method: string, path: string): JournalEntry;
  entries(): readonly JournalEntry[];
}

/** @param limit @default `journalLimit` */
export function createJournal(limit = journalLimit): Journal {
  const entries: JournalEntry[] = [];
  return {
    entries: () => entries,
    arrived: (at, method, path) => {
      if (entries.length >= limit) entries.splice(0, Math.ceil(limit / 10));
      const entry = { at: new Date(at).toISOString(), method, path, status: 0, applied: false };
      entries.push(entry);
      return entry;
    },
  };
}
