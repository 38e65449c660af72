import { readFields, Refusal, type Query, type Route } from "soarkit/simulator";

import {
  creatorOf,
  type FindUser,
  type LegalHoldStore,
  type Matter,
  type Membership,
  type Policy,
} from "./legal-hold-store.ts";

/**
 * `/v1/legal-hold` of the gateway. Its refusals are not published: an unknown matter or user, and the removal of one
 * who is no custodian, are 404 here, one who is a custodian already is 400 as on the console.
 */
export function gatewayRoutes(store: LegalHoldStore, user: FindUser): Route[] {
  return [
    get("/matters", ({ query }) => {
      const name = query.text("name")?.toLowerCase() ?? "";
      const active = query.flag("active");
      const creator = query.text("creatorUserId");
      const chosen = store
        .matters()
        .filter(
          (matter) =>
            matter.name.toLowerCase().includes(name) &&
            (active === undefined || matter.active === active) &&
            (creator === undefined || creatorOf(matter.byPerson).user?.userId === creator),
        );
      return { matters: pageOf(chosen, query).map(matterBody) };
    }),
    get("/matters/:matterId", ({ params }) => matterBody(existing(params.matterId))),
    post("/matters", ({ body }) => {
      const fields = readFields(body, errorBody);
      const [name, policyId] = [fields.text("name"), fields.text("policyId")];
      if (!name) throw new Refusal(400, errorBody("name is required"));
      if (policyId === undefined || !policyOf(policyId)) throw new Refusal(400, errorBody("Policy not found"));
      const description = fields.nullableText("description") ?? "";
      const notes = fields.nullableText("notes") ?? null;
      return { body: matterBody(store.create({ name, policyId, description, notes })), applied: true };
    }),
    ...(["deactivate", "reactivate"] as const).map((verb) =>
      post(`/matters/:matterId/${verb}`, ({ params }) => {
        const applied = store.setActive(existing(params.matterId), verb === "reactivate");
        return { status: 204, applied };
      }),
    ),
    get("/matters/:matterId/custodians", ({ params, query }) => ({
      custodians: pageOf([...existing(params.matterId).custodians.values()], query).map((membership) => {
        const { custodian, name } = custodianOf(membership);
        return { ...membershipBody(membership), ...custodian, name };
      }),
    })),
    post("/matters/:matterId/custodians", ({ params, body }) => {
      const matter = existing(params.matterId);
      const userId = userIn(body);
      if (!matter.active) throw new Refusal(400, problem("MATTER_IS_INACTIVE"));
      if (matter.custodians.get(userId)?.active) throw new Refusal(400, problem("USER_ALREADY_IN_HOLD"));
      const membership = store.add(matter, userId);
      const { matterId, name } = matter;
      const { custodian } = custodianOf(membership);
      return { body: { ...membershipBody(membership), matter: { matterId, name }, custodian }, applied: true };
    }),
    post("/matters/:matterId/custodians/remove", ({ params, body }) => {
      const membership = existing(params.matterId).custodians.get(userIn(body));
      if (!membership?.active) throw new Refusal(404, errorBody("Custodian not found"));
      store.remove(membership);
      return { status: 204, applied: true };
    }),
    get("/custodians/:userId", ({ params: { userId = "" }, query }) => {
      if (!user(userId)) throw new Refusal(404, errorBody("User not found"));
      const held = store.matters().flatMap((matter) => {
        const membership = matter.custodians.get(userId);
        const { matterId, name } = matter;
        return membership ? [{ ...membershipBody(membership), matterId, name }] : [];
      });
      return { matters: pageOf(held, query) };
    }),
    get("/policies", ({ query }) => ({ policies: pageOf(store.policies(), query).map(policyBody) })),
    get("/policies/:policyId", ({ params: { policyId = "" } }) => {
      const policy = policyOf(policyId);
      if (!policy) throw new Refusal(404, errorBody("Policy not found"));
      return policyBody(policy);
    }),
    post("/policies", ({ body }) => {
      const name = readFields(body, errorBody).text("name");
      if (!name) throw new Refusal(400, errorBody("name is required"));
      return { body: policyBody(store.createPolicy(name)), applied: true };
    }),
  ];

  function existing(matterId: string | undefined): Matter {
    const matter = store.matter(matterId ?? "");
    if (!matter) throw new Refusal(404, errorBody("Matter not found"));
    return matter;
  }
  function policyOf(wanted: string): Policy | undefined {
    return store.policies().find(({ policyId }) => policyId === wanted);
  }
  function userIn(body: Parameters<typeof readFields>[0]): string {
    const userId = readFields(body, errorBody).text("userId");
    if (userId === undefined) throw new Refusal(400, errorBody("userId is required"));
    if (!user(userId)) throw new Refusal(404, errorBody("User not found"));
    return userId;
  }
  function custodianOf({ userId }: Membership) {
    const { username = "", email = "", firstName, lastName } = user(userId) ?? {};
    const names = [firstName, lastName].filter((name) => typeof name === "string");
    return { custodian: { userId, username, email }, name: names.length === 0 ? null : names.join(" ") };
  }
}

// --- internal ---

const base = "/v1/legal-hold";

function get(path: string, answer: (request: Parameters<Route["handle"]>[0]) => unknown): Route {
  return { method: "GET", path: `${base}${path}`, handle: (request) => ({ body: answer(request) }) };
}

function post(path: string, handle: Route["handle"]): Route {
  return { method: "POST", path: `${base}${path}`, handle };
}

function errorBody(error: string): { error: string } {
  return { error };
}

function problem(name: string): { problem: string; description: null } {
  return { problem: name, description: null };
}

/** These pages count from 1, and tell no total. */
function pageOf<T>(all: T[], query: Query): T[] {
  const page = query.integer("page", { min: 1 }) ?? 1;
  const size = query.integer("pageSize", { min: 1, max: 500 }) ?? 100;
  return all.slice((page - 1) * size, page * size);
}

function matterBody(matter: Matter) {
  const { matterId, name, description, notes, active, createdAt, policyId, byPerson } = matter;
  const { user, principal } = creatorOf(byPerson);
  const creationDate = new Date(createdAt).toISOString();
  return {
    matterId,
    name,
    description,
    notes,
    active,
    creationDate,
    policyId,
    creator: user,
    creatorPrincipal: principal,
  };
}

function membershipBody({ active, createdAt }: Membership) {
  return { membershipActive: active, membershipCreationDate: new Date(createdAt).toISOString() };
}

function policyBody({ policyId, name, createdAt }: Policy) {
  const creationDate = new Date(createdAt).toISOString();
  const { user, principal } = creatorOf(false);
  return {
    policyId,
    name,
    creationDate,
    modificationDate: creationDate,
    creatorUser: user,
    creatorPrincipal: principal,
  };
}
