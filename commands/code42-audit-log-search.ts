import type { Handler } from "soarkit";
import { searchAuditLog } from "./_audit-log.ts";
import { NOTHING_FOUND } from "./_listing.ts";
import type { Code42 } from "./_manifest.gen.ts";
import { toAuditLogContext, toAuditLogTable } from "./_map/audit-event.ts";
import { faultsOfBounds, refuseFaults } from "./_map/search-bounds.ts";

export const run: Handler<Code42, "code42-audit-log-search"> = async ({ args, client, progress, signal }) => {
  const { limit, start_time, end_time } = args;
  refuseFaults(
    faultsOfBounds({
      wanted: { name: "limit", value: limit },
      start: { name: "start_time", value: start_time },
      end: { name: "end_time", value: end_time },
    }),
  );
  const filter = {
    actorIds: args.actor_ids,
    actorNames: args.actor_names,
    actorIpAddresses: args.ip_addresses,
    eventTypes: args.event_types,
    resourceIds: args.resource_ids,
    userTypes: args.user_types,
    startTime: start_time,
    endTime: end_time,
  };
  const events = await searchAuditLog(client, filter, limit, { progress, signal });
  const entries = toAuditLogContext(events);
  const more = events.length === limit ? " There may be more: raise limit, or search for less." : "";
  const shown = `Entries found: ${events.length}.${more}`;
  return {
    readable: events.length === 0 ? NOTHING_FOUND : `${toAuditLogTable("Code42 Audit Log", entries)}\n${shown}`,
    context: { "Code42.AuditLog": entries },
    raw: events,
  };
};
