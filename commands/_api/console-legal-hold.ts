import * as v from "valibot";
import { CredentialsError, pageByNumber, type HttpClient } from "soarkit";
import type { Custodian, LegalHold, Matter } from "./legal-hold.ts";
import { flag, text } from "./tolerant.ts";
import { unwrapped } from "./unwrapped.ts";

/** Legal hold as the console host has it: `/api/v1/LegalHold` and `/api/v1/LegalHoldMembership`. */
export function createConsoleLegalHold(http: HttpClient): LegalHold {
  const pages = <T>(
    path: string,
    filter: Readonly<Record<string, string | undefined>>,
    answer: v.GenericSchema<unknown, T[]>,
    signal: AbortSignal,
  ) =>
    pageByNumber({
      first: 1,
      size: PAGE_SIZE,
      signal,
      fetchPage: async (page) => {
        const query = { ...filter, pgNum: page, pgSize: PAGE_SIZE };
        return { items: await http.send({ method: "GET", path, query, answer, signal }) };
      },
    });
  const memberships = (filter: { legalHoldUid: string; userUid?: string }, signal: AbortSignal) =>
    pages(MEMBERSHIPS, { ...filter, activeState: "ACTIVE" }, MembershipsSchema, signal);

  return {
    matters: (name, signal) => pages(HOLDS, { name, activeState: "ALL" }, HoldsSchema, signal),

    matter: async (matterId, signal) => {
      const path = `${HOLDS}/${encodeURIComponent(matterId)}`;
      try {
        return await http.send({ method: "GET", path, answer: unwrapped(HoldSchema), signal });
      } catch (error) {
        // The console does not tell what does not exist from what may not be seen.
        if (error instanceof CredentialsError) return undefined;
        throw error;
      }
    },

    custodians: (matterId, signal) => memberships({ legalHoldUid: matterId }, signal),

    custodian: async (matterId, userId, signal) => {
      for await (const page of memberships({ legalHoldUid: matterId, userUid: userId }, signal)) {
        const found = page.find((custodian) => custodian.userId === userId);
        if (found) return found;
      }
      return undefined;
    },

    heldBy: async (userId, signal) => {
      const found: Pick<Matter, "matterId" | "name">[] = [];
      const filter = { userUid: userId, activeState: "ACTIVE" };
      for await (const page of pages(MEMBERSHIPS, filter, HeldInSchema, signal)) found.push(...page);
      return found;
    },

    add: async (matterId, userId, signal) => {
      const body = { legalHoldUid: matterId, userUid: userId };
      await http.send({ method: "POST", path: MEMBERSHIPS, body, repeatable: true, signal });
    },

    remove: async (_, { membershipId }, signal) => {
      const body = { legalHoldMembershipUid: membershipId };
      await http.send({ method: "POST", path: `${MEMBERSHIPS}Deactivation`, body, signal });
    },
  };
}

// --- internal ---

const HOLDS = "/api/v1/LegalHold";
const MEMBERSHIPS = "/api/v1/LegalHoldMembership";
const PAGE_SIZE = 500;

const HoldSchema = v.pipe(
  v.looseObject({ legalHoldUid: v.pipe(v.string(), v.nonEmpty()), name: v.string(), active: flag }),
  v.transform(({ legalHoldUid, name, active }): Matter => ({ matterId: legalHoldUid, name, active: active ?? true })),
);
const HoldsSchema = v.pipe(
  unwrapped(v.looseObject({ legalHolds: v.array(HoldSchema) })),
  v.transform(({ legalHolds }) => legalHolds),
);
const MembershipSchema = v.pipe(
  v.looseObject({
    legalHoldMembershipUid: v.pipe(v.string(), v.nonEmpty()),
    creationDate: text,
    user: v.looseObject({ userUid: v.pipe(v.string(), v.nonEmpty()), username: text }),
  }),
  v.transform(({ legalHoldMembershipUid, creationDate, user }): Custodian => ({
    userId: user.userUid,
    username: user.username ?? undefined,
    since: creationDate ?? undefined,
    membershipId: legalHoldMembershipUid,
  })),
);
const MembershipsSchema = v.pipe(
  unwrapped(v.looseObject({ legalHoldMemberships: v.array(MembershipSchema) })),
  v.transform(({ legalHoldMemberships }) => legalHoldMemberships),
);
const HeldMatterSchema = v.pipe(
  v.looseObject({ legalHoldUid: v.pipe(v.string(), v.nonEmpty()), name: v.fallback(v.string(), "") }),
  v.transform(({ legalHoldUid, name }) => ({ matterId: legalHoldUid, name })),
);
const HeldInSchema = v.pipe(
  unwrapped(v.looseObject({ legalHoldMemberships: v.array(v.looseObject({ legalHold: HeldMatterSchema })) })),
  v.transform(({ legalHoldMemberships }) => legalHoldMemberships.map(({ legalHold }) => legalHold)),
);
