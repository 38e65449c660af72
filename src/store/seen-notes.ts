import type { ExpressionBuilder, Transaction } from "kysely";
import { FORGET_AT_ONCE, KEEP_MIRRORED_MS, lookedAtUntil } from "./forget-mirrored.ts";
import { readJson } from "./json-column.ts";
import type { Schema } from "./schema.ts";

/** A note that somebody has written to an item at the vendor. */
export interface SeenNote {
  instance: string;
  sourceId: string;
  noteId: string;
  /** When it was written by the vendor's clock, epoch milliseconds. */
  at: number;
}

/** Remembers that the vendor has the note; false where that was known. */
export async function seeNote(
  trx: Transaction<Schema>,
  { instance, sourceId, noteId, at }: SeenNote,
  now: number,
): Promise<boolean> {
  // A time in the future would hide what is written until then.
  const written = Number.isFinite(at) ? Math.min(at, now) : now;
  const id = JSON.stringify([sourceId, noteId]);
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto("seen")
    .values({ instance, stream: NOTES_STREAM, id, state: String(written), expires_at: now + KEEP_MIRRORED_MS })
    .onConflict((conflict) => conflict.columns(["instance", "stream", "id"]).doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows !== 0n && written > (await readMark(trx, instance, sourceId));
}

/**
 * Forgets some of the notes of incidents that are not looked at any more, more than were `added`. When the latest of an
 * incident was written is kept: should it be reopened, none that is as old counts as new.
 */
export async function forgetNotes(
  trx: Transaction<Schema>,
  { instance, now, added }: { instance: string; now: number; added: number },
): Promise<void> {
  const due = await trx
    .selectFrom("seen")
    .select(["id", "state"])
    .where("instance", "=", instance)
    .where("stream", "=", NOTES_STREAM)
    .where("expires_at", "<=", now)
    .orderBy("expires_at")
    .limit(FORGET_AT_ONCE + 2 * added)
    .execute();
  for (const { id, state } of due) {
    const sourceId = sourceOf(id);
    const incident = await trx
      .selectFrom("incident")
      .select(["state", "closed_at"])
      .where("instance", "=", instance)
      .where("source_id", "=", sourceId)
      .executeTakeFirst();
    const until = incident && lookedAtUntil(incident, now);
    if (until === undefined) {
      if (incident) await moveMark(trx, { instance, sourceId, at: Math.max(Number(state), incident.closed_at ?? 0) });
      await trx.deleteFrom("seen").where(same(instance, id)).execute();
    } else {
      await trx.updateTable("seen").set({ expires_at: until }).where(same(instance, id)).execute();
    }
  }
}

// --- internal ---

/** The stream of the notes by item and note, and by item of when the latest was written of those forgotten. */
const NOTES_STREAM = "mirror-notes";

function same(instance: string, id: string) {
  return (eb: ExpressionBuilder<Schema, "seen">) => eb.and({ instance, stream: NOTES_STREAM, id });
}

async function readMark(trx: Transaction<Schema>, instance: string, sourceId: string): Promise<number> {
  const row = await trx
    .selectFrom("seen")
    .select("state")
    .where(same(instance, JSON.stringify([sourceId])))
    .executeTakeFirst();
  return row === undefined ? -Infinity : Number(row.state);
}

async function moveMark(
  trx: Transaction<Schema>,
  { instance, sourceId, at }: { instance: string; sourceId: string; at: number },
): Promise<void> {
  const state = String(Math.max(await readMark(trx, instance, sourceId), at));
  await trx
    .insertInto("seen")
    .values({ instance, stream: NOTES_STREAM, id: JSON.stringify([sourceId]), state, expires_at: null })
    .onConflict((conflict) => conflict.columns(["instance", "stream", "id"]).doUpdateSet({ state }))
    .execute();
}

function sourceOf(id: string): string {
  const [sourceId]: unknown[] = [readJson(id, `note ${id}`)].flat();
  return String(sourceId);
}
