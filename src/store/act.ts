import type { Kysely, Selectable, Transaction, Updateable } from "kysely";
import { durableStep } from "../durable-step.ts";
import { NotFoundError } from "../errors.ts";
import { actEntry } from "../incidents/act-entry.ts";
import type { ActedOn, ActOptions, IncidentAct } from "../incidents/incident.ts";
import { appendEntries } from "./entries.ts";
import { toIncident } from "./incident-row.ts";
import { enqueue } from "./outbox.ts";
import type { Schema } from "./schema.ts";

type IncidentRow = Selectable<Schema["incident"]>;

/** Does something to the incident of that number: its row, its War Room and the outbox, in one transaction. */
export async function actOn(
  db: Kysely<Schema>,
  number: number,
  act: IncidentAct,
  { now, change }: ActOptions,
): Promise<ActedOn> {
  const acted = await db.transaction().execute(async (trx) => {
    const row = await trx.selectFrom("incident").selectAll().where("number", "=", number).executeTakeFirst();
    if (row === undefined) throw unknownIncident(String(number));
    const after = await applyAct(trx, row, act, { now });
    if (after === undefined) return { incident: toIncident(row), changed: false };
    const outgoing = change === undefined ? {} : { outgoing: await enqueue(trx, row, change, now) };
    durableStep("act on incident to be committed");
    return { incident: toIncident(after), changed: true, ...outgoing };
  });
  if (acted.changed) durableStep("act on incident committed");
  return acted;
}

/** The error of an incident that is not there. */
export function unknownIncident(id: string): NotFoundError {
  return new NotFoundError(`There is no incident ${id}.`, "`soar incidents` lists the incidents of this store.");
}

/** The incident's row and War Room after the act, which was done at the vendor if `at` names the instance; undefined where it changes nothing. */
export async function applyAct(
  trx: Transaction<Schema>,
  row: IncidentRow,
  act: IncidentAct,
  { now, at }: { now: number; at?: string },
): Promise<IncidentRow | undefined> {
  const changed = changesOf(row, act, now);
  if (changed === undefined) return undefined;
  if (Object.keys(changed).length > 0) {
    await trx.updateTable("incident").set(changed).where("number", "=", row.number).execute();
  }
  await appendEntries(trx, String(row.number), [actEntry(act, at)], now);
  return { ...row, ...changed };
}

// --- internal ---

/** The columns that the act changes; undefined where there is nothing for it to do. */
function changesOf(
  row: IncidentRow,
  act: IncidentAct,
  now: number,
): (Partial<IncidentRow> & Updateable<Schema["incident"]>) | undefined {
  const isClosed = row.state === "closed";
  switch (act.kind) {
    case "close":
      if (isClosed) return undefined;
      return { state: "closed", close_reason: act.reason, close_notes: act.notes ?? null, closed_at: now };
    case "reopen":
      if (!isClosed) return undefined;
      return { state: "active", close_reason: null, close_notes: null, closed_at: null };
    case "assign":
      return row.owner === act.owner ? undefined : { owner: act.owner };
    case "note":
      return {};
  }
}
