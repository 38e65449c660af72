import type { Kysely, Selectable, Transaction } from "kysely";
import { durableStep } from "../durable-step.ts";
import type { AppliedData, RemoteData, RemoteItem } from "../incidents/mirror.ts";
import { applyAct } from "./act.ts";
import { moveCursor, readCursor } from "./cursor.ts";
import { toChangedColumns } from "./incident-row.ts";
import { parseChange, readOutbox } from "./outbox.ts";
import type { Schema } from "./schema.ts";
import { forgetNotes, seeNote } from "./seen-notes.ts";

/** Applies the vendor's answer in one transaction with the cursor; see `MirrorStore.apply`. */
export async function applyRemote(
  db: Kysely<Schema>,
  commit: { instance: string; stream: string; version: number; now: number },
  { changes, lastRun }: RemoteData,
): Promise<AppliedData | undefined> {
  const { instance, stream, version } = commit;
  const applied = await db.transaction().execute(async (trx) => {
    if ((await readCursor(trx, instance, stream)).version !== version) return undefined;
    const sets: Sets = {
      updated: new Set(),
      noted: new Set(),
      closed: new Set(),
      reopened: new Set(),
      unmatched: new Set(),
    };
    for (const item of changes) await applyItem({ ...commit, trx, sets }, item);
    const notes = changes.reduce((count, item) => count + (item.notes?.length ?? 0), 0);
    await forgetNotes(trx, { instance, now: commit.now, added: notes });
    await moveCursor(trx, commit, lastRun);
    durableStep("mirrored changes to be committed");
    return sets;
  });
  if (applied === undefined) return undefined;
  durableStep("mirrored changes committed");
  const { updated, noted, closed, reopened, unmatched } = applied;
  return {
    updated: [...updated],
    noted: [...noted],
    closed: [...closed],
    reopened: [...reopened],
    unmatched: [...unmatched],
  };
}

// --- internal ---

type IncidentRow = Selectable<Schema["incident"]>;
type OutboxRow = Selectable<Schema["outbox"]>;
type Sets = Record<keyof AppliedData, Set<string>>;

interface Remote {
  trx: Transaction<Schema>;
  instance: string;
  now: number;
  sets: Sets;
}

async function applyItem(remote: Remote, item: RemoteItem): Promise<void> {
  const { trx, instance, now, sets } = remote;
  const row = await trx
    .selectFrom("incident")
    .selectAll()
    .where("instance", "=", instance)
    .where("source_id", "=", item.sourceId)
    .executeTakeFirst();
  if (row === undefined) {
    sets.unmatched.add(item.sourceId);
    return;
  }
  const id = String(row.number);
  if (await updateRow(trx, row, item.updates)) sets.updated.add(id);
  const outbox = await readOutbox(trx, row.number);
  for (const note of item.notes ?? []) if (await applyNote(remote, row, outbox, note)) sets.noted.add(id);
  if (item.closed !== undefined) {
    const { reason, notes } = item.closed;
    // Its notes are ours if the closing is, and then the incident is closed already.
    const act = { kind: "close" as const, reason, ...(notes === undefined ? {} : { notes }) };
    if (await applyAct(trx, row, act, { now, at: instance })) sets.closed.add(id);
  } else if (item.reopened === true && !outbox.some(isClosingToCome)) {
    if (await applyAct(trx, row, { kind: "reopen" }, { now, at: instance })) sets.reopened.add(id);
  }
}

async function updateRow(trx: Transaction<Schema>, row: IncidentRow, updates: RemoteItem["updates"]): Promise<boolean> {
  const before = new Map<string, unknown>(Object.entries(row));
  const changed = Object.fromEntries(
    Object.entries(toChangedColumns(row, updates ?? {})).filter(([column, value]) => before.get(column) !== value),
  );
  if (Object.keys(changed).length === 0) return false;
  await trx.updateTable("incident").set(changed).where("number", "=", row.number).execute();
  return true;
}

/** False for a note that was seen before, or that was sent from here. */
async function applyNote(
  { trx, instance, now }: Remote,
  row: IncidentRow,
  outbox: OutboxRow[],
  { id, text, at }: { id: string; text: string; at: number },
): Promise<boolean> {
  if (!(await seeNote(trx, { instance, sourceId: row.source_id, noteId: id, at }, now))) return false;
  const own = outbox.find((each) => each.echo === null && each.tries > 0 && textsOf(each).includes(normal(text)));
  if (own === undefined) return (await applyAct(trx, row, { kind: "note", text }, { now, at: instance })) !== undefined;
  // Each of ours comes back once: someone there may write the same again.
  own.echo = id;
  await trx.updateTable("outbox").set({ echo: id }).where("n", "=", own.n).execute();
  return false;
}

/** What the vendor may show as a note of a change that was handed over. */
function textsOf(row: OutboxRow): string[] {
  const change = parseChange(row);
  if (change.kind === "note") return [normal(change.text)];
  return change.kind === "close" && change.notes !== undefined ? [normal(change.notes)] : [];
}

/** Vendors trim and fold white space, and may compose characters. */
function normal(text: string): string {
  return text.normalize("NFC").replace(/\s+/g, " ").trim();
}

function isClosingToCome(row: OutboxRow): boolean {
  return row.done_at === null && parseChange(row).kind === "close";
}
