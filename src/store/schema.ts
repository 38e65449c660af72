/**
 * The tables as Kysely sees them. Only what SQLite and PostgreSQL share is used: text, bigint and double precision. JSON
 * is kept as text; times are epoch milliseconds, except where a vendor's own text is handed through.
 */
export interface Schema {
  /** One row per migration that has run. */
  schema_version: { version: number; applied_at: number };
  investigation: { id: string; last_entry: number; created_at: number };
  incident: IncidentTable;
  /** `n` counts from 1 within an investigation. */
  entry: { investigation_id: string; n: number; file_id: string | null; json: string; created_at: number };
  context: { investigation_id: string; json: string; updated_at: number };
  /** `version` counts the commits, so that a fetch run can tell that another one has moved the cursor. */
  cursor: { instance: string; stream: string; version: number; json: string; updated_at: number };
  /**
   * `expires_at` is null while an incident stands for the item: its updates are wanted at any age. That of a vendor's
   * note is when it is looked at whether it may be forgotten.
   */
  seen: { instance: string; stream: string; id: string; state: string; expires_at: number | null };
  /** Items that wait for their turn, whole; their states are in `seen`. */
  pending: { instance: string; stream: string; id: string; at: number; value: string };
  event_stream: EventStreamTable;
  event_page: EventPageTable;
  event_ids: EventIdsTable;
  /** The events of the sink that is the store itself. */
  event: { instance: string; stream: string; id: string; at: number; json: string };
  outbox: OutboxTable;
  /** `version` counts how often it was saved. */
  source: { name: string; version: number; json: string; updated_at: number };
  /** `n` counts the health events of a source. */
  health_event: { source: string; n: number; at: number; json: string };
  effect: EffectTable;
  file: FileTable;
  /** `sealed` is the encrypted token; `owner` a hash of whom it belongs to. */
  token: { owner: string; sealed: string; updated_at: number };
  /** The latest requests of each budget: `n` counts them, `at` is when each was taken. */
  budget: { key: string; n: number; at: number };
  /** Command lines as they were run, without secrets: `n` counts them, `at` is when. */
  history: { n: number; line: string; at: number };
}

interface IncidentTable {
  number: number;
  instance: string;
  source_id: string;
  state: string;
  name: string;
  occurred: string;
  severity: number;
  type: string | null;
  details: string | null;
  raw_json: string;
  custom_fields: string | null;
  created_at: number;
  owner: string | null;
  /** These three are null unless it is closed. */
  close_reason: string | null;
  close_notes: string | null;
  closed_at: number | null;
  labels: string | null;
}

/** How far one stream of an instance is on its way to one sink. */
interface EventStreamTable {
  instance: string;
  stream: string;
  sink: string;
  /** Counts the commits of the collector, so that it can tell that another one has moved on. */
  version: number;
  /** What the last page gave, as JSON. */
  last_run: string;
  /** Where the sink stood, as JSON. */
  position: string;
  /** The numbers given to pages, and to rows of ids. */
  last_page: number;
  last_ids: number;
  /** The number of the last page that was looked at for merging, before it begins anew. */
  merged_to: number;
  updated_at: number;
}

/**
 * One page, or several that were merged: what it held and what had been read with it. Ranges are from the first to the
 * last moment, both included.
 */
interface EventPageTable {
  instance: string;
  stream: string;
  sink: string;
  n: number;
  read_at: number;
  sent: number;
  events_from: number | null;
  events_to: number | null;
  /** Where the range hangs in the interval tree, see `forkNode`. */
  events_node: number | null;
  covered_from: number | null;
  covered_to: number | null;
  covered_node: number | null;
  query: string | null;
  late_count: number;
  late_most_ms: number;
  /** Of merged pages, as JSON; see `LateSpread`. */
  late_spread: string | null;
}

/** Ids of events that lie in one hour, of one page or of several that were merged: rows are never changed. */
interface EventIdsTable {
  instance: string;
  stream: string;
  sink: string;
  /** Hours since 1970. */
  hour: number;
  n: number;
  count: number;
  /** The latest of its pages' commits. */
  committed_at: number;
  /** The first 16 bytes of the ids' SHA-256, in ascending order, in base64. */
  ids: string;
}

/** What was done to incidents here and the vendor is to hear of. */
interface OutboxTable {
  n: number;
  instance: string;
  incident: number;
  source_id: string;
  change: string;
  intended_at: number;
  tries: number;
  tried_at: number | null;
  /** 1 while the last try may have reached the vendor. */
  uncertain: number;
  done_at: number | null;
  error: string | null;
  /** The vendor's id of the note in which it came back. */
  echo: string | null;
  /** When it is looked at whether it may be forgotten; null while it waits. */
  forget_at: number | null;
}

interface EffectTable {
  id: string;
  run_id: string;
  task_id: string;
  instance: string;
  command: string;
  args: string;
  intended_at: number;
  outcome: string | null;
  finished_at: number | null;
}

interface FileTable {
  id: string;
  investigation_id: string;
  name: string;
  size: number;
  md5: string;
  sha1: string;
  sha256: string;
  sha512: string;
  type: string;
  extension: string;
  /** 1 for an informational file. */
  info: number;
  created_at: number;
}
