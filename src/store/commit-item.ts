import { isDeepStrictEqual } from "node:util";
import type { Selectable, Transaction } from "kysely";
import type { CommitOptions, CommittedPage, FetchItem, ItemState, Pending } from "../incidents/fetch.ts";
import type { FetchedIncident } from "../incidents/incident.ts";
import { EntryType } from "../output/entry.ts";
import { appendEntries } from "./entries.ts";
import { toChangedColumns, toColumns } from "./incident-row.ts";
import { readJson } from "./json-column.ts";
import type { Schema } from "./schema.ts";

/** The transaction of one page. */
export interface PageCommit extends CommitOptions {
  trx: Transaction<Schema>;
  instance: string;
  stream: string;
}

/** Commits one item of a page and adds to `committed` what came of it. */
export async function commitItem(commit: PageCommit, item: FetchItem, committed: CommittedPage): Promise<void> {
  const incident = await findIncident(commit, item.id);
  const state = await findState(commit, item.id);
  if ("pending" in item) {
    // Another run was faster: its incident stands.
    if (incident !== undefined) return state === undefined ? writeState(commit, item, null) : undefined;
    await writePending(commit, item.id, item.pending);
    return writeState(commit, item, null);
  }
  if ("incident" in item) {
    await removePending(commit, item.id);
    if (incident === undefined) committed.created.push(await createIncident(commit, item.id, item.incident));
    // Another run was faster. Its state tells what the incident shows, so that what has changed since is still found.
    else if (state !== undefined) return;
    return writeState(commit, item, null);
  }
  // Another run has applied the same change.
  if (state !== undefined && isDeepStrictEqual(state, item.state)) return;
  if (incident === undefined) {
    if (Object.keys(item.updates).length > 0) committed.unmatched.push(item.id);
    return writeState(commit, item, (await isPending(commit, item.id)) ? null : commit.expiresAt);
  }
  await updateIncident(commit, incident, item.updates);
  committed.updated.push(String(incident.number));
  return writeState(commit, item, null);
}

// --- internal ---

/** What nobody has done to a new incident yet. */
const UNTOUCHED = { owner: null, close_reason: null, close_notes: null, closed_at: null } as const;

type Row = Selectable<Schema["incident"]>;

function findIncident({ trx, instance }: PageCommit, sourceId: string): Promise<Row | undefined> {
  return trx
    .selectFrom("incident")
    .selectAll()
    .where("instance", "=", instance)
    .where("source_id", "=", sourceId)
    .executeTakeFirst();
}

async function findState({ trx, instance, stream }: PageCommit, id: string): Promise<ItemState | undefined> {
  const row = await trx
    .selectFrom("seen")
    .select("state")
    .where("instance", "=", instance)
    .where("stream", "=", stream)
    .where("id", "=", id)
    .executeTakeFirst();
  return row === undefined ? undefined : readJson(row.state, `state of ${instance}, ${stream}, ${id}`);
}

async function createIncident(
  { trx, instance, now, incidentType }: PageCommit,
  sourceId: string,
  incident: FetchedIncident,
): Promise<string> {
  const newest = await trx
    .selectFrom("incident")
    .select("number")
    .orderBy("number", "desc")
    .limit(1)
    .executeTakeFirst();
  const number = (newest?.number ?? 0) + 1;
  const columns = { ...toColumns(incident, incidentType), ...UNTOUCHED };
  await trx
    .insertInto("incident")
    .values({ number, instance, source_id: sourceId, state: "pending", ...columns, created_at: now })
    .execute();
  const id = String(number);
  await trx.insertInto("investigation").values({ id, last_entry: 0, created_at: now }).execute();
  return id;
}

async function updateIncident(
  { trx, instance, now }: PageCommit,
  row: Row,
  { note, ...updates }: Partial<FetchedIncident> & { note?: string },
): Promise<void> {
  const changed = toChangedColumns(row, updates);
  if (Object.keys(changed).length > 0) {
    await trx.updateTable("incident").set(changed).where("number", "=", row.number).execute();
  }
  if (note === undefined) return;
  const entry = {
    Type: EntryType.note,
    ContentsFormat: "markdown" as const,
    Contents: note,
    Note: true,
    ModuleName: instance,
  };
  await appendEntries(trx, String(row.number), [entry], now);
}

async function writePending({ trx, instance, stream }: PageCommit, id: string, { at, value }: Pending): Promise<void> {
  const row = { at, value: JSON.stringify(value) };
  await trx
    .insertInto("pending")
    .values({ instance, stream, id, ...row })
    .onConflict((conflict) => conflict.columns(["instance", "stream", "id"]).doUpdateSet(row))
    .execute();
}

async function isPending({ trx, instance, stream }: PageCommit, id: string): Promise<boolean> {
  const row = await trx
    .selectFrom("pending")
    .select("at")
    .where("instance", "=", instance)
    .where("stream", "=", stream)
    .where("id", "=", id)
    .executeTakeFirst();
  return row !== undefined;
}

async function removePending({ trx, instance, stream }: PageCommit, id: string): Promise<void> {
  await trx
    .deleteFrom("pending")
    .where("instance", "=", instance)
    .where("stream", "=", stream)
    .where("id", "=", id)
    .execute();
}

async function writeState(
  { trx, instance, stream }: PageCommit,
  { id, state }: FetchItem,
  expiresAt: number | null,
): Promise<void> {
  const row = { state: JSON.stringify(state), expires_at: expiresAt };
  await trx
    .insertInto("seen")
    .values({ instance, stream, id, ...row })
    .onConflict((conflict) => conflict.columns(["instance", "stream", "id"]).doUpdateSet(row))
    .execute();
}
