import type { Kysely, Transaction } from "kysely";
import { StoreError } from "../errors.ts";
import type { JsonObject } from "../json.ts";
import type { Investigations } from "../dispatch/ports.ts";
import { appendEntries, readEntries } from "./entries.ts";
import type { WaitingLines } from "./history.ts";
import { readJsonObject } from "./json-column.ts";
import type { Schema } from "./schema.ts";

/** War Rooms and contexts. A context may be at most `maxContextBytes` of JSON. What waits in `lines` is stored along. */
export function createInvestigations(
  db: Kysely<Schema>,
  { maxContextBytes, lines }: { maxContextBytes: number; lines: WaitingLines },
): Investigations {
  return {
    context: (id) => readContext(db, id),

    entries: (id) => readEntries(db, id),

    append: async (id, entries, change, now) => {
      const appended = await db.transaction().execute(async (trx) => {
        const stored = await appendEntries(trx, id, entries, now);
        const before = await readContext(trx, id);
        const after = change(before, stored);
        if (after !== before) await writeContext(trx, id, serialise(after, id, maxContextBytes), now);
        await lines.write(trx);
        return stored;
      });
      lines.written();
      return appended;
    },
  };
}

// --- internal ---

async function readContext(db: Kysely<Schema>, id: string): Promise<JsonObject> {
  const row = await db.selectFrom("context").select("json").where("investigation_id", "=", id).executeTakeFirst();
  return row === undefined ? {} : readJsonObject(row.json, `context of investigation ${id}`);
}

async function writeContext(trx: Transaction<Schema>, id: string, json: string, now: number): Promise<void> {
  const row = { json, updated_at: now };
  await trx
    .insertInto("context")
    .values({ investigation_id: id, ...row })
    .onConflict((conflict) => conflict.column("investigation_id").doUpdateSet(row))
    .execute();
}

function serialise(context: JsonObject, id: string, maxBytes: number): string {
  const json = JSON.stringify(context);
  const bytes = Buffer.byteLength(json);
  if (bytes <= maxBytes) return json;
  const largest = largestKey(context);
  throw new StoreError(
    `The context of investigation ${id} would be ${bytes} bytes; at most ${maxBytes} are kept. ` +
      `The largest key is ${largest.key} with ${largest.bytes} bytes.`,
    `Empty it (\`soar context set ${largest.key} null\`, or \`soar context clear\` for all), or ask for fewer results.`,
  );
}

function largestKey(context: JsonObject): { key: string; bytes: number } {
  return Object.entries(context)
    .map(([key, value]) => ({ key, bytes: Buffer.byteLength(JSON.stringify(value)) }))
    .reduce((largest, each) => (each.bytes > largest.bytes ? each : largest), { key: "", bytes: -1 });
}
