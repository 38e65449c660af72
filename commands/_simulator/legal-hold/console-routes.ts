import { readFields, type Query, type Refusal, type Route, type VendorRequest } from "soarkit/simulator";

import { consoleRoute, refusal, systemError, userNotFound } from "../console/envelope.ts";
import type { World } from "../world.ts";
import { creatorOf, type FindUser, type LegalHoldStore, type Matter, type Membership } from "./legal-hold-store.ts";

/** `/api/v1/LegalHold…` of the console host: answers under `data`, and 403 for what does not exist, too. */
export function consoleRoutes(world: World, store: LegalHoldStore, user: FindUser): Route[] {
  return [
    get("/LegalHold", ({ query }) => {
      const name = query.text("name")?.toLowerCase() ?? "";
      const isWanted = activeState(query);
      const creator = query.text("creatorUserUid");
      const chosen = store
        .matters()
        .filter(
          (matter) =>
            matter.name.toLowerCase().includes(name) &&
            isWanted(matter.active) &&
            (creator === undefined || creatorOf(matter.byPerson).user?.userId === creator),
        );
      return { legalHolds: pageOf(chosen, query).map(matterBody) };
    }),
    get("/LegalHold/:legalHoldUid", ({ params }) => matterBody(existing(params.legalHoldUid))),
    get("/LegalHoldMembership", ({ query }) => {
      const [membershipUid, holdUid] = [query.text("legalHoldMembershipUid"), query.text("legalHoldUid")];
      const [userUid, person] = [query.text("userUid"), query.text("user")?.toLowerCase()];
      if ([membershipUid, holdUid, userUid, person].every((criterion) => criterion === undefined)) {
        throw refusal(400, "SYSTEM", "At least one criteria must be specified");
      }
      const isWanted = activeState(query);
      const chosen = memberships(holdUid === undefined ? store.matters() : [existing(holdUid)]).filter(
        ({ membership: { membershipId, userId, active } }) =>
          isWanted(active) &&
          (membershipUid === undefined || membershipId === membershipUid) &&
          (userUid === undefined || userId === userUid) &&
          (person === undefined || user(userId)?.username.toLowerCase().includes(person)),
      );
      return {
        legalHoldMemberships: pageOf(chosen, query).map(({ matter, membership }) => membershipBody(matter, membership)),
      };
    }),
    consoleRoute(world, "POST", `${base}/LegalHoldMembership`, ({ body }) => {
      const fields = readFields(body, systemError);
      const matter = existing(fields.text("legalHoldUid"));
      const userUid = fields.text("userUid") ?? "";
      if (!user(userUid)) throw userNotFound();
      if (!matter.active) throw refusal(400, "LEGAL_HOLD_IS_INACTIVE", "The legal hold is not active");
      if (matter.custodians.get(userUid)?.active) {
        throw refusal(400, "USER_ALREADY_IN_HOLD", "The user is in the legal hold already");
      }
      return { data: membershipBody(matter, store.add(matter, userUid)), applied: true };
    }),
    {
      method: "POST",
      path: `${base}/LegalHoldMembershipDeactivation`,
      handle: ({ body }) => {
        const wanted = readFields(body, systemError).text("legalHoldMembershipUid");
        const found = memberships(store.matters()).find(({ membership }) => membership.membershipId === wanted);
        if (!found?.membership.active) throw forbidden();
        store.remove(found.membership);
        return { status: 204, applied: true };
      },
    },
  ];

  function get(path: string, answer: (request: VendorRequest) => unknown): Route {
    return consoleRoute(world, "GET", `${base}${path}`, (request) => ({ data: answer(request) }));
  }
  function existing(legalHoldUid: string | undefined): Matter {
    const matter = store.matter(legalHoldUid ?? "");
    if (!matter) throw forbidden();
    return matter;
  }
  function membershipBody(matter: Matter, { membershipId, userId, active, createdAt }: Membership) {
    const { username = "", email = "" } = user(userId) ?? {};
    return {
      legalHoldMembershipUid: membershipId,
      active,
      creationDate: new Date(createdAt).toISOString(),
      legalHold: { legalHoldUid: matter.matterId, name: matter.name },
      user: { userUid: userId, username, email, userExtRef: null },
    };
  }
}

// --- internal ---

const base = "/api/v1";

/** The console does not tell what does not exist from what may not be seen. */
function forbidden(): Refusal {
  return refusal(403, "SYSTEM", "Permission denied");
}

function activeState(query: Query): (active: boolean) => boolean {
  const [wanted = "ALL"] = query.choices("activeState", ["ACTIVE", "INACTIVE", "ALL"]);
  return (active) => wanted === "ALL" || active === (wanted === "ACTIVE");
}

/** Every membership, with its matter. */
function memberships(matters: readonly Matter[]): { matter: Matter; membership: Membership }[] {
  return matters.flatMap((matter) => [...matter.custodians.values()].map((membership) => ({ matter, membership })));
}

/** These pages count from 1, and tell no total. */
function pageOf<T>(all: T[], query: Query): T[] {
  const page = query.integer("pgNum", { min: 1 }) ?? 1;
  const size = query.integer("pgSize", { min: 1, max: 1000 }) ?? 500;
  return all.slice((page - 1) * size, page * size);
}

function matterBody(matter: Matter) {
  const { user } = creatorOf(matter.byPerson);
  return {
    legalHoldUid: matter.matterId,
    name: matter.name,
    description: matter.description,
    notes: matter.notes,
    holdExtRef: null,
    active: matter.active,
    creationDate: new Date(matter.createdAt).toISOString(),
    lastModified: new Date(matter.changedAt).toISOString(),
    holdPolicyUid: matter.policyId,
    creator: user && { userUid: user.userId, username: user.username, email: user.username, userExtRef: null },
  };
}
