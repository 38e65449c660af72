import { createHash } from "node:crypto";

import { draw, drawDigits, drawFrom, drawHex, drawIndex } from "../file-events/draw.ts";
import { administrator, type World } from "../world.ts";

/** An entry of the audit log as the vendor gives it: it has no id, and its further keys vary by type. */
export interface AuditEvent {
  /** `audit_log::<name>/<version>` */
  type$: string;
  actorId: string;
  actorName: string;
  actorAgent: string | null;
  /** May hold several, separated by commas. */
  actorIpAddress: string | null;
  /** ISO, milliseconds. */
  timestamp: string;
  actorType: string;
  [further: string]: unknown;
}

/** What every entry has; the keys beyond these tell what it is about. */
export const actorKeys = [
  "type$",
  "actorId",
  "actorName",
  "actorAgent",
  "actorIpAddress",
  "timestamp",
  "actorType",
] as const;

export const actorTypes = ["USER", "SUPPORT_USER", "API_CLIENT", "SYSTEM", "UNKNOWN"] as const;

/**
 * What an entry is told from others by, for want of an id: a hash of what it says. Keys stand in order, and those that
 * hold null are left out, so that an answer without them has the same entry.
 */
export function identityOf(event: AuditEvent): string {
  const told = Object.entries(event).filter(([, value]) => value !== null);
  const ordered = Object.fromEntries(told.sort(([one], [other]) => (one < other ? -1 : 1)));
  return createHash("sha256").update(JSON.stringify(ordered)).digest("hex");
}

/** The entry that follows from `key`. @param at epoch milliseconds */
export function drawAuditEvent(world: World, key: number, at: number): AuditEvent {
  const kind = drawFrom(key, salts.kind, kinds);
  const { id, name, agent, ip } = actorOf(world, key, kind.actorType);
  return {
    type$: `audit_log::${kind.name}/1`,
    actorId: id,
    actorName: name,
    actorAgent: agent,
    actorIpAddress: ip,
    timestamp: new Date(at).toISOString(),
    actorType: kind.actorType,
    ...kind.further(world, key),
  };
}

/** The two entries of the vendor's documents, as they stand there when the tenant starts at 2026-01-05T11:00:00Z. */
export function exemplaryEvents(startedAt: number): (AuditEvent & { at: number })[] {
  return exemplary.map(({ beforeMs, ...event }) => {
    const at = startedAt - beforeMs;
    const { type$, actorId, actorName, actorAgent, actorIpAddress, actorType, ...further } = event;
    const timestamp = new Date(at).toISOString();
    return { at, type$, actorId, actorName, actorAgent, actorIpAddress, timestamp, actorType, ...further };
  });
}

// --- internal ---

const salts = { kind: 1, actor: 2, first: 3, second: 4 } as const;

interface Kind {
  name: string;
  actorType: (typeof actorTypes)[number];
  further: (world: World, key: number) => Record<string, unknown>;
}

/** Signing in and searching are what happens most, so they stand here more than once. */
const signIn: Kind = {
  name: "logged_in",
  actorType: "USER",
  further: (_, key) => ({ success: draw(key, salts.first) >= 0.1 }),
};
const search: Kind = {
  name: "search_issued",
  actorType: "USER",
  further: (_, key) => ({ searchId: drawHex(key, salts.first, 24), searchType: "FILE_EVENTS" }),
};

const kinds: readonly Kind[] = [
  signIn,
  signIn,
  search,
  search,
  {
    name: "case_updated",
    actorType: "USER",
    further: (_, key) => ({ caseNumber: String(1 + drawIndex(key, salts.first, 17)), status: "OPEN" }),
  },
  {
    name: "user_deactivated",
    actorType: "USER",
    further: (world, key) => {
      const { actorId, email } = drawFrom(key, salts.first, world.people);
      return { affectedUserId: actorId, affectedUsername: email };
    },
  },
  {
    name: "watchlist_users_added",
    actorType: "API_CLIENT",
    further: (world, key) => ({
      watchlistId: "b7a6f8f2-1111-4000-8000-00000000d001",
      userIds: [drawFrom(key, salts.first, world.people).actorId, drawFrom(key, salts.second, world.people).actorId],
    }),
  },
  {
    name: "alert_rule_enabled",
    actorType: "USER",
    further: () => ({ ruleId: "r-0042", ruleName: "Source code to personal cloud" }),
  },
  {
    name: "federation_metadata_updated",
    actorType: "SYSTEM",
    further: (_, key) => ({ federationId: String(50 + drawIndex(key, salts.first, 6)), displayName: "IdP" }),
  },
  { name: "support_access_granted", actorType: "SUPPORT_USER", further: () => ({ durationHours: 24, reason: null }) },
];

interface Actor {
  id: string;
  name: string;
  agent: string | null;
  ip: string | null;
}

const system: Actor = { id: "sys-1", name: "SYSTEM", agent: null, ip: null };

/** Half of what people do there is the administrator's. */
function actorOf(world: World, key: number, type: Kind["actorType"]): Actor {
  if (type === "SYSTEM") return system;
  if (type === "API_CLIENT") return { id: "key-0000", name: "soar", agent: "soarkit", ip: "198.51.100.7" };
  if (type === "SUPPORT_USER") {
    return { id: drawDigits(key, salts.second, 19), name: "support@code42.test", agent: "Mozilla/5.0", ip: null };
  }
  if (draw(key, salts.actor) < 0.5) {
    return { id: administrator.userId, name: administrator.email, agent: "Mozilla/5.0", ip: "198.51.100.4, 192.0.2.8" };
  }
  const person = drawFrom(key, salts.actor, world.people);
  return { id: person.actorId, name: person.email, agent: "Mozilla/5.0", ip: person.ip };
}

const exemplary = [
  {
    beforeMs: 2_866_544,
    type$: "audit_log::logged_in/1",
    actorId: administrator.userId,
    actorName: administrator.email,
    actorAgent: "Mozilla/5.0",
    actorIpAddress: "198.51.100.4, 192.0.2.8",
    actorType: "USER",
    success: true,
  },
  {
    beforeMs: 2_819_999,
    type$: "audit_log::federation_metadata_updated/1",
    actorId: system.id,
    actorName: system.name,
    actorAgent: null,
    actorIpAddress: null,
    actorType: "SYSTEM",
    federationId: "55",
    displayName: "IdP",
  },
];
