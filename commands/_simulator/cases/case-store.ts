import { fromMicros } from "../file-events/moment.ts";
import { administrator, apiClient, type World } from "../world.ts";
import { firstCases } from "./first-cases.ts";

export const caseStatuses = ["OPEN", "CLOSED", "ARCHIVED"] as const;
/** CLOSED and ARCHIVED are final. */
export type CaseStatus = (typeof caseStatuses)[number];

/** A case as the simulator keeps it. Times in epoch microseconds. */
export interface Case extends CaseFields {
  number: number;
  createdAt: number;
  updatedAt: number;
  archivedAt: number | null;
  /** The id of a user or, which is not published, of an API client. */
  createdBy: string;
  lastModifiedBy: string;
  /** The ids of the file events that were added to it, in that order. */
  events: Set<string>;
}

/** What of a case is written. */
export interface CaseFields {
  name: string;
  status: CaseStatus;
  /** A user's id. */
  assignee: string | null;
  /** An actor's id. */
  subject: string | null;
  description: string | null;
  findings: string | null;
}

/** A case as `GET /v1/cases` lists it; `GET /v1/cases/{number}` adds description and findings. */
export interface CaseBody {
  number: number;
  name: string;
  createdAt: string;
  updatedAt: string;
  subject: string | null;
  subjectUsername: string | null;
  status: CaseStatus;
  assignee: string | null;
  assigneeUsername: string | null;
  createdByUserUid: string;
  createdByUsername: string | null;
  lastModifiedByUserUid: string;
  lastModifiedByUsername: string | null;
  archivalTime: string | null;
}

export interface CaseDetailBody extends CaseBody {
  description: string | null;
  findings: string | null;
}

export interface CaseStore {
  /** By number. */
  all(): Case[];
  find(number: string | undefined): Case | undefined;
  create(fields: CaseFields): Case;
  remove(found: Case): void;
  /** Puts all fields in the place of those before. False when they are the same. */
  replace(found: Case, fields: CaseFields): boolean;
  body: (found: Case) => CaseBody;
  detail: (found: Case) => CaseDetailBody;
  /** Whether somebody can be a case's assignee. */
  isUser(id: string): boolean;
}

/** @param firstEvents ids of the file events of the first case */
export function createCaseStore(world: World, firstEvents: readonly string[]): CaseStore {
  const cases = new Map(firstCases(world, firstEvents).map((found) => [found.number, found]));
  let latest = Math.max(...cases.keys());

  function usernameOf(id: string | null): string | null {
    if (id === administrator.userId) return administrator.email;
    if (id === apiClient.id) return apiClient.name;
    return id === null ? null : (world.personById(id)?.email ?? null);
  }
  function body(found: Case): CaseBody {
    return {
      number: found.number,
      name: found.name,
      createdAt: fromMicros(found.createdAt),
      updatedAt: fromMicros(found.updatedAt),
      subject: found.subject,
      subjectUsername: usernameOf(found.subject),
      status: found.status,
      assignee: found.assignee,
      assigneeUsername: usernameOf(found.assignee),
      createdByUserUid: found.createdBy,
      createdByUsername: usernameOf(found.createdBy),
      lastModifiedByUserUid: found.lastModifiedBy,
      lastModifiedByUsername: usernameOf(found.lastModifiedBy),
      archivalTime: found.archivedAt === null ? null : fromMicros(found.archivedAt),
    };
  }

  return {
    all: () => [...cases.values()],
    find: (number = "") => (/^\d{1,15}$/.test(number) ? cases.get(Number(number)) : undefined),
    create: (fields) => {
      latest += 1;
      const createdAt = world.clock.now() * 1000;
      const made: Case = {
        number: latest,
        ...fields,
        ...untouched,
        createdAt,
        updatedAt: createdAt,
        events: new Set(),
      };
      cases.set(made.number, made);
      return made;
    },
    remove: ({ number }) => {
      cases.delete(number);
    },
    replace: (found, fields) => {
      const before = JSON.stringify(fieldsOf(found));
      if (JSON.stringify(fieldsOf(fields)) === before) return false;
      const now = world.clock.now() * 1000;
      Object.assign(found, fieldsOf(fields), { updatedAt: now, lastModifiedBy: apiClient.id });
      if (found.status === "ARCHIVED") {
        // What it holds of files is deleted for good.
        found.archivedAt = now;
        found.events.clear();
      }
      return true;
    },
    body,
    detail: (found) => ({ ...body(found), description: found.description, findings: found.findings }),
    isUser: (id) => id !== apiClient.id && usernameOf(id) !== null,
  };
}

// --- internal ---

const untouched = { archivedAt: null, createdBy: apiClient.id, lastModifiedBy: apiClient.id };

function fieldsOf({ name, status, assignee, subject, description, findings }: CaseFields): CaseFields {
  return { name, status, assignee, subject, description, findings };
}
