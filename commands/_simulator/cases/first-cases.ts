import { administrator, type World } from "../world.ts";
import type { Case } from "./case-store.ts";

/**
 * The cases that the tenant begins with: the exemplary one, opened an hour before the simulator starts, and one more of
 * each status.
 */
export function firstCases(world: World, firstEvents: readonly string[]): Case[] {
  const start = world.clock.startedAt * 1000;
  return [
    {
      ...blank,
      number: 14,
      name: "Contractor laptop",
      status: "CLOSED",
      subject: "1190000000000000104",
      assignee: administrator.userId,
      description: "Returned with files missing",
      findings: "The files were found on the share.",
      createdAt: start - 20 * day,
      updatedAt: start - 12 * day,
      events: new Set(),
    },
    {
      ...blank,
      number: 15,
      name: "Forecasts by mail",
      status: "ARCHIVED",
      subject: "1190000000000000102",
      assignee: administrator.userId,
      createdAt: start - 19 * day,
      updatedAt: start - 2 * day,
      archivedAt: start - 2 * day,
      events: new Set(),
    },
    {
      ...blank,
      number: 16,
      name: "Board pictures",
      subject: "1190000000000000103",
      createdAt: start - 3 * day,
      updatedAt: start - 3 * day,
      events: new Set(),
    },
    {
      ...blank,
      number: 17,
      name: "Ledger upload",
      subject: "1190000000000000101",
      assignee: administrator.userId,
      description: "Dropbox upload of ledger source",
      findings: "## Findings\n- one file",
      createdAt: start - 60 * minute + 1,
      updatedAt: start - 55 * minute + 1,
      events: new Set(firstEvents),
    },
  ];
}

// --- internal ---

/** Microseconds. */
const minute = 60_000_000;
const day = 1440 * minute;

const blank = {
  status: "OPEN" as const,
  assignee: null,
  description: null,
  findings: null,
  archivedAt: null,
  createdBy: administrator.userId,
  lastModifiedBy: administrator.userId,
};
