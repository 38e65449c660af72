import type { Transaction } from "kysely";
import type { Schema } from "./schema.ts";

/**
 * How long what was mirrored is kept after it is over, in milliseconds: 31 days. Incidents are looked at at the vendor
 * until 30 days after they were closed; the day more is for whoever looks at that moment.
 */
export const KEEP_MIRRORED_MS = 31 * 86_400_000;

/** What is forgotten at a time, at least: more than is added. */
export const FORGET_AT_ONCE = 16;

/** Forgets some of the changes that are over, unless they may still come back as a note of an incident looked at. */
export async function forgetChanges(trx: Transaction<Schema>, now: number): Promise<void> {
  const due = await trx
    .selectFrom("outbox")
    .leftJoin("incident", "incident.number", "outbox.incident")
    .select(["outbox.n", "outbox.echo", "outbox.tries", "incident.state", "incident.closed_at"])
    .where("outbox.forget_at", "<=", now)
    .orderBy("outbox.forget_at")
    .limit(FORGET_AT_ONCE)
    .execute();
  for (const { n, echo, tries, state, closed_at } of due) {
    const mayComeBack = echo === null && tries > 0 && state !== null;
    const until = mayComeBack ? lookedAtUntil({ state, closed_at }, now) : undefined;
    if (until === undefined) await trx.deleteFrom("outbox").where("n", "=", n).execute();
    else await trx.updateTable("outbox").set({ forget_at: until }).where("n", "=", n).execute();
  }
}

/** Until when the incident is looked at, as far as is known now; undefined when that is over. */
export function lookedAtUntil(
  { state, closed_at }: { state: string; closed_at: number | null },
  now: number,
): number | undefined {
  const until = (state === "closed" ? (closed_at ?? 0) : now) + KEEP_MIRRORED_MS;
  return until > now ? until : undefined;
}
