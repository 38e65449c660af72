import * as v from "valibot";
import { pageByNumber, type HttpClient } from "soarkit";
import { orAbsent } from "./absent.ts";
import { flag, text } from "./tolerant.ts";

/** A legal dispute whose custodians' data is kept. */
export interface Matter {
  matterId: string;
  name: string;
  /** A matter that is closed holds nobody. */
  active: boolean;
}

/** Someone whose data a matter keeps. */
export interface Custodian {
  userId: string;
  username?: string | undefined;
  /** When they were added. */
  since?: string | undefined;
  /** Of the membership; the console host alone gives it one, and needs it to end it. */
  membershipId?: string | undefined;
}

/** Legal hold on one of the two hosts that may have it. */
export interface LegalHold {
  /**
   * All matters or, with a name, those whose name is that or contains it, in any letter case.
   * @throws ApiError with status 404 when the host has no legal hold
   */
  matters(name: string | undefined, signal: AbortSignal): AsyncIterable<Matter[]>;
  /** Undefined when there is no such matter. To be asked where `matters` may be: the console answers 403 to both. */
  matter(matterId: string, signal: AbortSignal): Promise<Matter | undefined>;
  /** Without those who were removed. */
  custodians(matterId: string, signal: AbortSignal): AsyncIterable<Custodian[]>;
  /** Undefined when the user is not, or no longer, in the matter. */
  custodian(matterId: string, userId: string, signal: AbortSignal): Promise<Custodian | undefined>;
  /** The matters that the user is in. */
  heldBy(userId: string, signal: AbortSignal): Promise<Pick<Matter, "matterId" | "name">[]>;
  /** Incydr refuses with 400 (`USER_ALREADY_IN_HOLD`) whom the matter holds already. */
  add(matterId: string, userId: string, signal: AbortSignal): Promise<void>;
  remove(matterId: string, custodian: Custodian, signal: AbortSignal): Promise<void>;
}

/** `/v1/legal-hold` of the gateway, which older tenants do not have. */
export function createLegalHold(http: HttpClient): LegalHold {
  const pages = <T>(
    path: string,
    filter: { name?: string | undefined },
    answer: v.GenericSchema<unknown, T[]>,
    signal: AbortSignal,
  ) =>
    pageByNumber({
      first: 1,
      size: PAGE_SIZE,
      signal,
      fetchPage: async (page) => {
        const query = { ...filter, page, pageSize: PAGE_SIZE };
        return { items: await http.send({ method: "GET", path: `${BASE}${path}`, query, answer, signal }) };
      },
    });
  const post = async (matterId: string, path: string, body: object, repeatable: boolean, signal: AbortSignal) => {
    await http.send({ method: "POST", path: `${BASE}${pathOf(matterId)}${path}`, body, repeatable, signal });
  };

  const heldIn = (userId: string, signal: AbortSignal) =>
    pages(`/custodians/${encodeURIComponent(userId)}`, {}, HeldInSchema, signal);

  return {
    matters: (name, signal) => pages("/matters", { name }, MattersSchema, signal),
    matter: (matterId, signal) =>
      orAbsent(http.send({ method: "GET", path: `${BASE}${pathOf(matterId)}`, answer: MatterSchema, signal })),

    custodians: async function* (matterId, signal) {
      for await (const page of pages(`${pathOf(matterId)}/custodians`, {}, CustodiansSchema, signal)) {
        yield page.filter(isActive).map(toCustodian);
      }
    },

    custodian: async (matterId, userId, signal) => {
      for await (const page of heldIn(userId, signal)) {
        const membership = page.find((each) => each.matterId === matterId && isActive(each));
        if (membership) return { userId, since: membership.membershipCreationDate ?? undefined };
      }
      return undefined;
    },

    heldBy: async (userId, signal) => {
      const found: Pick<Matter, "matterId" | "name">[] = [];
      for await (const page of heldIn(userId, signal)) {
        found.push(...page.filter(isActive).map(({ matterId, name }) => ({ matterId, name })));
      }
      return found;
    },

    // A second time is refused, and then seen to be done.
    add: (matterId, userId, signal) => post(matterId, "/custodians", { userId }, true, signal),
    remove: (matterId, { userId }, signal) => post(matterId, "/custodians/remove", { userId }, false, signal),
  };
}

// --- internal ---

const BASE = "/v1/legal-hold";
const PAGE_SIZE = 100;

const MatterSchema = v.pipe(
  v.looseObject({ matterId: v.pipe(v.string(), v.nonEmpty()), name: v.string(), active: flag }),
  v.transform(({ matterId, name, active }): Matter => ({ matterId, name, active: active ?? true })),
);
const MattersSchema = v.pipe(
  v.looseObject({ matters: v.array(MatterSchema) }),
  v.transform(({ matters }) => matters),
);

/** Who was removed stays in Incydr's lists, inactive. */
const membership = { membershipActive: flag, membershipCreationDate: text };
const CustodianSchema = v.looseObject({
  ...membership,
  userId: v.pipe(v.string(), v.nonEmpty()),
  username: text,
  email: text,
});
const CustodiansSchema = v.pipe(
  v.looseObject({ custodians: v.array(CustodianSchema) }),
  v.transform(({ custodians }) => custodians),
);
const HeldInSchema = v.pipe(
  v.looseObject({
    matters: v.array(v.looseObject({ ...membership, matterId: v.string(), name: v.fallback(v.string(), "") })),
  }),
  v.transform(({ matters }) => matters),
);

function isActive({ membershipActive }: { membershipActive?: boolean | null | undefined }): boolean {
  return membershipActive !== false;
}

function toCustodian(given: v.InferOutput<typeof CustodianSchema>): Custodian {
  const { userId, username, email, membershipCreationDate } = given;
  return { userId, username: username ?? email ?? undefined, since: membershipCreationDate ?? undefined };
}

function pathOf(matterId: string): string {
  return `/matters/${encodeURIComponent(matterId)}`;
}
