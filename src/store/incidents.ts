import type { Kysely } from "kysely";
import type { IncidentStore } from "../incidents/incident.ts";
import { actOn, unknownIncident } from "./act.ts";
import { toIncident } from "./incident-row.ts";
import type { Schema } from "./schema.ts";

/** The incidents of the store, whichever instance they came from. */
export function createIncidents(db: Kysely<Schema>): IncidentStore {
  return {
    find: async (id) => {
      const number = parseIncidentId(id);
      if (number === undefined) return undefined;
      const row = await db.selectFrom("incident").selectAll().where("number", "=", number).executeTakeFirst();
      return row === undefined ? undefined : toIncident(row);
    },

    list: async ({ limit, order = "newest", instance, state }) => {
      let query = db.selectFrom("incident").selectAll();
      if (instance !== undefined) query = query.where("instance", "=", instance);
      if (state !== undefined) query = query.where("state", "=", state);
      const rows = await query
        .orderBy("number", order === "newest" ? "desc" : "asc")
        .limit(limit)
        .execute();
      return rows.map(toIncident);
    },

    act: async (id, act, options) => {
      const number = parseIncidentId(id);
      if (number === undefined) throw unknownIncident(id);
      return actOn(db, number, act, options);
    },
  };
}

// --- internal ---

/** Incident ids are ascending numbers, as text. */
function parseIncidentId(id: string): number | undefined {
  return /^[1-9]\d{0,14}$/.test(id) ? Number(id) : undefined;
}
