import { tableToMarkdown } from "soarkit";
import type { AuditEvent } from "../_api/audit-log.ts";
import { contentId } from "./content-id.ts";

/** An entry of the audit log under `Code42.AuditLog`. */
export interface AuditLogContext {
  /** Ours: Incydr gives none. */
  ID: string;
  /** The bare name, such as `logged_in`. */
  Type?: string;
  Timestamp?: string;
  ActorID?: string;
  ActorName?: string;
  ActorType?: string;
  ActorAgent?: string;
  ActorIPAddresses?: string[];
  Success?: boolean;
  /** What else an entry of its type says. */
  Details?: Record<string, unknown>;
  /** How many entries of one answer are this one, the same in everything. */
  Count: number;
}

/** Entries that are the same in everything become one, with their number. */
export function toAuditLogContext(events: readonly AuditEvent[]): AuditLogContext[] {
  const byId = new Map<string, AuditLogContext>();
  for (const event of events) {
    const ID = contentId(event);
    const before = byId.get(ID);
    if (before) before.Count += 1;
    else byId.set(ID, { ID, ...toRow(event), Count: 1 });
  }
  return [...byId.values()];
}

/** Entries as markdown, oldest first as they are given; columns in which none of them says anything are left out. */
export function toAuditLogTable(title: string, entries: readonly AuditLogContext[]): string {
  const rows = entries.map(({ Count, ActorIPAddresses, ...entry }) => ({
    ...entry,
    IPAddresses: ActorIPAddresses?.join(", "),
    Count: Count > 1 ? Count : undefined,
  }));
  return tableToMarkdown(title, rows, {
    headers: Object.keys(COLUMNS),
    headerTransform: (key) => COLUMNS[key] ?? key,
    removeNull: true,
  });
}

// --- internal ---

/** What is shown, in order; ids are for telling entries apart only. */
const COLUMNS: Record<string, string> = {
  Timestamp: "Timestamp",
  Type: "Type",
  ActorName: "Actor",
  ActorType: "Actor Type",
  IPAddresses: "IP Addresses",
  Success: "Success",
  Details: "Details",
  Count: "Count",
};

function toRow(event: AuditEvent): Omit<AuditLogContext, "ID" | "Count"> {
  const { type$, timestamp, actorId, actorName, actorAgent, actorIpAddress, actorType, success, ...further } = event;
  const details = Object.entries(further).filter(([, value]) => value !== null);
  const addresses = [actorIpAddress].flat().flatMap((text) => (isText(text) ? text.split(",") : []));
  return {
    ...(isText(type$) && { Type: type$.replace(/^audit_log::/, "").replace(/\/\d+$/, "") }),
    ...(isText(timestamp) && { Timestamp: timestamp }),
    ...(isText(actorId) && { ActorID: actorId }),
    ...(isText(actorName) && { ActorName: actorName }),
    ...(isText(actorType) && { ActorType: actorType }),
    ...(isText(actorAgent) && { ActorAgent: actorAgent }),
    ...(addresses.length > 0 && { ActorIPAddresses: addresses.map((address) => address.trim()) }),
    ...(typeof success === "boolean" && { Success: success }),
    ...(details.length > 0 && { Details: Object.fromEntries(details) }),
  };
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}
