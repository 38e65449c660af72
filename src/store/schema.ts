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
  /** `expires_at` is null while an incident stands for the item: its updates are wanted at any age. */
  seen: { instance: string; stream: string; id: string; state: string; expires_at: number | null };
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
