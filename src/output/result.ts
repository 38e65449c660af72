/** What a handler may put into the context: JSON data. Plain objects of any interface are welcome. */
export type ContextValue = object | string | number | boolean | null;

/** What a handler returns. The runtime turns it into a War Room entry, merges its context and stores its files. */
export interface CommandResult<Prefix extends string = string> {
  /** Markdown for the War Room. Absent: a table of the context. */
  readable?: string;
  /** Context prefix → one object or a list of them, merged by the manifest's `contextKeys`. An empty list writes nothing. */
  context?: [Prefix] extends [never]
    ? Record<string, never>
    : Partial<Record<Prefix, ContextValue | readonly ContextValue[]>>;
  /** The vendor's own answer, kept as the entry's Contents. Absent: the context. */
  raw?: unknown;
  /** Each becomes a warning entry. Reading what does not exist is one, too. */
  warnings?: string[];
  files?: FileOutput[];
  /** Not finished: run the command again with `args` every `everyMs` until it returns no `poll`, at most `timeoutMs`. */
  poll?: { everyMs: number; timeoutMs: number; args: Record<string, string>; remaining?: number };
  /** XSOAR's entry type number. @default 1 (note) */
  entryType?: number;
  tags?: string[];
  note?: boolean;
  /** Overwrite what stands under the prefix instead of merging (XSOAR's `replace_existing`). */
  replace?: boolean;
  /** Standard indicator context (`IP`, `File`, `DBotScore` …), merged by XSOAR's standard keys. */
  indicators?: Record<string, ContextValue | readonly ContextValue[]>[];
}

/** A file as a handler hands it over: never whole in memory. */
export interface FileOutput {
  name: string;
  content: AsyncIterable<Uint8Array>;
  /** Give the entry type 9 (informational file) instead of 3. */
  info?: boolean;
}
