import type { Kysely } from "kysely";
import type { MirrorStore } from "../incidents/mirror.ts";
import { applyRemote } from "./apply-remote.ts";
import { readCursor } from "./cursor.ts";
import { parseState } from "./incident-row.ts";
import { createOutbox } from "./outbox.ts";
import type { Schema } from "./schema.ts";

/** The stream of `get-modified-remote-data`: its cursor. */
const MIRROR_STREAM = "mirror";

/** What the mirror of incidents needs kept. */
export function createMirror(db: Kysely<Schema>): MirrorStore {
  return {
    ...createOutbox(db),

    cursor: (instance) => readCursor(db, instance, MIRROR_STREAM),

    mirrored: async (instance, { closedSince } = {}) => {
      const rows = await db
        .selectFrom("incident")
        .select(["number", "source_id", "occurred", "state"])
        .where("instance", "=", instance)
        .where((eb) =>
          eb.or([
            eb("state", "in", ["pending", "active"]),
            ...(closedSince === undefined ? [] : [eb("closed_at", ">=", closedSince)]),
          ]),
        )
        .orderBy("number")
        .execute();
      return rows.map(({ number, source_id, occurred, state }) => ({
        sourceId: source_id,
        occurred,
        state: parseState(state, `incident ${number}`),
      }));
    },

    apply: (instance, data, options) => applyRemote(db, { instance, stream: MIRROR_STREAM, ...options }, data),
  };
}
