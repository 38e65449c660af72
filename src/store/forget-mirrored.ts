import type { Transaction } from "kysely";
import { readJson } from "./json-column.ts";
import type { Schema } from "./schema.ts";

/**
 * How long what was mirrored is kept after it is over, in milliseconds: 31 days. Incidents are looked at at the vendor
 * until 30 days after they were closed; the day more is for whoever looks at that moment.
 */
export const KEEP_MIRRORED_MS = 31 * 86_400_000;

/** Forgets some of the changes that are over, unless they may still come back as a note of an incident looked at. */
export async function forgetChanges(trx: Transaction<Schema>, now: number): Promise<void> {
  const due = await trx
    .selectFrom("outbox")
    .leftJoin("incident", "incident.number", "outbox.incident")
    .select(["outbox.n", "outbox.echo", "outbox.tries", "incident.number", "incident.state", "incident.closed_at"])
    .where("outbox.forget_at", "<=", now)
    .orderBy("outbox.forget_at")
    .limit(FORGET_AT_ONCE)
    .execute();
  for (const row of due) {
    const mayComeBack = row.echo === null && row.tries > 0;
    const until = mayComeBack ? lookedAtUntil(row, now) : undefined;
    if (until === undefined) await trx.deleteFrom("outbox").where("n", "=", row.n).execute();
    else await trx.updateTable("outbox").set({ forget_at: until }).where("n", "=", row.n).execute();
  }
}

/** Forgets some of the vendor's notes that were seen, of incidents that are not looked at any more. */
export async function forgetNotes(
  trx: Transaction<Schema>,
  { instance, now, added }: { instance: string; now: number; added: number },
): Promise<void> {
  const due = await trx
    .selectFrom("seen")
    .select("id")
    .where("instance", "=", instance)
    .where("stream", "=", NOTES_STREAM)
    .where("expires_at", "<=", now)
    .orderBy("expires_at")
    .limit(FORGET_AT_ONCE + 2 * added)
    .execute();
  for (const { id } of due) {
    const incident = await trx
      .selectFrom("incident")
      .select(["number", "state", "closed_at"])
      .where("instance", "=", instance)
      .where("source_id", "=", sourceOf(id))
      .executeTakeFirst();
    const until = incident && lookedAtUntil(incident, now);
    const isIt = { instance, stream: NOTES_STREAM, id };
    if (until === undefined)
      await trx
        .deleteFrom("seen")
        .where((eb) => eb.and(isIt))
        .execute();
    else
      await trx
        .updateTable("seen")
        .set({ expires_at: until })
        .where((eb) => eb.and(isIt))
        .execute();
  }
}

/** Under what a note of the vendor's counts as seen. */
export function noteKey(instance: string, sourceId: string, noteId: string) {
  return { instance, stream: NOTES_STREAM, id: JSON.stringify([sourceId, noteId]) };
}

// --- internal ---

/** The stream of the ids of the vendor's notes that were seen. */
const NOTES_STREAM = "mirror-notes";

/** More than is added at a time. */
const FORGET_AT_ONCE = 16;

/** Until when the incident is looked at, as far as is known now; undefined when that is over, or there is none. */
function lookedAtUntil(
  { number, state, closed_at }: { number: number | null; state: string | null; closed_at: number | null },
  now: number,
): number | undefined {
  if (number === null) return undefined;
  const until = (state === "closed" ? (closed_at ?? 0) : now) + KEEP_MIRRORED_MS;
  return until > now ? until : undefined;
}

function sourceOf(id: string): string {
  const [sourceId]: unknown[] = [readJson(id, `note ${id}`)].flat();
  return String(sourceId);
}
