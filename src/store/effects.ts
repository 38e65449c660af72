import type { Kysely, Selectable } from "kysely";
import { UnexpectedError } from "../errors.ts";
import type { Effect, EffectJournal, EffectOutcome } from "../dispatch/ports.ts";
import { damaged, readJsonObject } from "./json-column.ts";
import type { Schema } from "./schema.ts";

/** The record of vendor writes: the intent before it is sent, the outcome after. */
export function createEffects(db: Kysely<Schema>): EffectJournal {
  return {
    intend: (effect) =>
      db.transaction().execute(async (trx) => {
        const found = await trx.selectFrom("effect").selectAll().where("id", "=", effect.id).executeTakeFirst();
        if (found !== undefined) return { effect: fromRow(found), isNew: false };
        await trx.insertInto("effect").values(toRow(effect)).execute();
        return { effect, isNew: true };
      }),

    finish: async (id, outcome, now) => {
      const { numUpdatedRows } = await db
        .updateTable("effect")
        .set({ outcome, finished_at: now })
        .where("id", "=", id)
        .executeTakeFirst();
      if (numUpdatedRows === 0n) {
        throw new UnexpectedError(`The outcome of effect ${id} has no intent.`, "This is a defect: report it.");
      }
    },
  };
}

// --- internal ---

function toRow(effect: Effect): Selectable<Schema["effect"]> {
  return {
    id: effect.id,
    run_id: effect.runId,
    task_id: effect.taskId,
    instance: effect.instance,
    command: effect.command,
    args: JSON.stringify(effect.args),
    intended_at: effect.intendedAt,
    outcome: effect.outcome ?? null,
    finished_at: effect.finishedAt ?? null,
  };
}

function fromRow(row: Selectable<Schema["effect"]>): Effect {
  return {
    id: row.id,
    runId: row.run_id,
    taskId: row.task_id,
    instance: row.instance,
    command: row.command,
    args: readJsonObject(row.args, `arguments of effect ${row.id}`),
    intendedAt: row.intended_at,
    ...(row.outcome === null ? {} : { outcome: parseOutcome(row.outcome, row.id) }),
    ...(row.finished_at === null ? {} : { finishedAt: row.finished_at }),
  };
}

function parseOutcome(text: string, id: string): EffectOutcome {
  if (text === "applied" || text === "failed" || text === "unknown") return text;
  throw damaged(`outcome of effect ${id}`);
}
