import type { Kysely } from "kysely";
import { durableStep } from "../durable-step.ts";
import type { TokenStore } from "../http/ports.ts";
import type { Schema } from "./schema.ts";
import { ownerKey, openToken, sealToken } from "./seal.ts";

/** Access tokens, kept between processes so that a second command asks for none; encrypted, see `sealToken`. */
export function createTokens(db: Kysely<Schema>, now: () => number): TokenStore {
  return {
    read: async (owner) => {
      const row = await db.selectFrom("token").select("sealed").where("owner", "=", ownerKey(owner)).executeTakeFirst();
      return row === undefined ? undefined : openToken(row.sealed, owner);
    },

    write: async (owner, token) => {
      const row = { sealed: sealToken(token, owner), updated_at: now() };
      durableStep("token to be stored");
      await db
        .insertInto("token")
        .values({ owner: ownerKey(owner), ...row })
        .onConflict((conflict) => conflict.column("owner").doUpdateSet(row))
        .execute();
      durableStep("token stored");
    },

    remove: async (owner) => {
      await db.deleteFrom("token").where("owner", "=", ownerKey(owner)).execute();
    },
  };
}
