import * as v from "valibot";
import { pageByNumber, type CountedPage, type HttpClient } from "soarkit";
import { orAbsent } from "./absent.ts";
import { fileNameOf } from "./content-disposition.ts";
import { knownOfCase, knownOfCaseEvents } from "./known.ts";
import { listOf, number, text } from "./tolerant.ts";

/** An investigation that somebody has opened in Incydr. Lists leave description and findings out. */
const CaseSchema = v.looseObject({
  number: v.number(),
  name: v.string(),
  /** OPEN, or one of the final states CLOSED and ARCHIVED. */
  status: text,
  /** ISO-8601 UTC, microseconds; as all times of a case. */
  createdAt: text,
  updatedAt: text,
  archivalTime: text,
  /** An actor's id. */
  subject: text,
  subjectUsername: text,
  /** A user's id. */
  assignee: text,
  assigneeUsername: text,
  createdByUserUid: text,
  createdByUsername: text,
  lastModifiedByUserUid: text,
  lastModifiedByUsername: text,
  description: text,
  findings: text,
});

export type Case = v.InferOutput<typeof CaseSchema>;

const CaseFileEventSchema = v.looseObject({
  eventId: v.pipe(v.string(), v.nonEmpty()),
  eventTimestamp: text,
  exposure: listOf(v.string()),
  fileAvailability: text,
  fileName: text,
  filePath: text,
  /** Some are mere names. */
  riskIndicators: listOf(v.union([v.looseObject({ name: v.string(), weight: number }), v.string()])),
  riskScore: number,
  riskSeverity: text,
});

/** A file event as a case shows it, in short. */
export type CaseFileEvent = v.InferOutput<typeof CaseFileEventSchema>;

/** What of a case can be written. */
export interface CaseFields {
  name: string;
  assignee?: string | null | undefined;
  description?: string | null | undefined;
  findings?: string | null | undefined;
  subject?: string | null | undefined;
}

/** As Incydr spells its query. */
export interface CaseFilter {
  status?: readonly string[] | undefined;
  assignee?: string | undefined;
  isAssigned?: boolean | undefined;
  /** Any part of the name. */
  name?: string | undefined;
  subject?: string | undefined;
  lastModifiedBy?: string | undefined;
  /** `<iso>/<iso>`, as is `updatedAt`. */
  createdAt?: string | undefined;
  updatedAt?: string | undefined;
  srtKey?: readonly string[] | undefined;
  /** The direction of the key at the same place. */
  srtDir?: readonly string[] | undefined;
}

/** What a case can be taken away as: its summary (PDF), its file events (CSV), or both with the files (ZIP). */
export type CaseExport = "summary" | "csv" | "full";

export interface Cases {
  /** One page, counted from 1. */
  page(filter: CaseFilter, page: { number: number; size: number }, signal: AbortSignal): Promise<CountedPage<Case>>;
  /** Undefined when there is no such case. */
  get(number: number, signal: AbortSignal): Promise<Case | undefined>;
  /** @throws ApiError 400 with a problem, see `_cases.ts` */
  create(fields: CaseFields, signal: AbortSignal): Promise<Case>;
  /** Puts `fields` in the place of all there were: what is left out is erased. @throws as `create`; ApiError 404 */
  replace(number: number, fields: CaseFields & { status: string }, signal: AbortSignal): Promise<Case>;
  /** @throws ApiError 404 when there is no such case */
  remove(number: number, signal: AbortSignal): Promise<void>;
  /** @throws ApiError 404 when there is no such case */
  fileEvents(number: number, signal: AbortSignal): AsyncIterable<CaseFileEvent[]>;
  /** All of them or, where Incydr refuses one, none. @throws ApiError 400 with a problem; 404 */
  addFileEvents(number: number, eventIds: readonly string[], signal: AbortSignal): Promise<void>;
  /** The file as it arrives. @throws ApiError 404 when there is no such case */
  export(number: number, what: CaseExport, signal: AbortSignal): Promise<ExportedFile>;
}

export interface ExportedFile {
  name: string;
  content: AsyncIterable<Uint8Array>;
}

/** `/v1/cases` */
export function createCases(http: HttpClient): Cases {
  return {
    page: async (filter, { number: pgNum, size: pgSize }, signal) => {
      const query = { ...filter, pgNum, pgSize };
      const answer = CasesSchema;
      const page = await http.send({ method: "GET", path: BASE, query, answer, known: LIST_VALUES, signal });
      return { items: page.cases, totalCount: page.totalCount };
    },
    get: (number, signal) =>
      orAbsent(http.send({ method: "GET", path: pathOf(number), answer: CaseSchema, known: VALUES, signal })),
    create: (fields, signal) => http.send({ method: "POST", path: BASE, body: fields, answer: CaseSchema, signal }),
    replace: (number, fields, signal) =>
      http.send({
        method: "PUT",
        path: pathOf(number),
        body: fields,
        // The same fields again change nothing; the one that closes the case would then be refused.
        repeatable: fields.status === "OPEN",
        answer: CaseSchema,
        signal,
      }),
    remove: async (number, signal) => {
      await http.send({ method: "DELETE", path: pathOf(number), signal });
    },

    fileEvents: (number, signal) =>
      pageByNumber({
        first: 1,
        size: PAGE_SIZE,
        signal,
        fetchPage: async (page) => {
          const path = `${pathOf(number)}/fileevent`;
          const query = { pgNum: page, pgSize: PAGE_SIZE };
          const answer = FileEventsSchema;
          const { events, totalCount } = await http.send({
            method: "GET",
            path,
            query,
            answer,
            known: EVENT_VALUES,
            signal,
          });
          return { items: events, totalCount };
        },
      }),

    addFileEvents: async (number, eventIds, signal) => {
      const body = { events: eventIds };
      // Sent a second time it may be refused because the case has them, and then only the missing are added.
      await http.send({ method: "POST", path: `${pathOf(number)}/fileevent`, body, repeatable: true, signal });
    },

    export: async (number, what, signal) => {
      const { path, query, fallback } = EXPORTS[what];
      const { headers, body } = await http.stream({ method: "GET", path: pathOf(number) + path, query, signal });
      return { name: fileNameOf(headers["content-disposition"]) ?? fallback(number), content: body };
    },
  };
}

// --- internal ---

const BASE = "/v1/cases";
const PAGE_SIZE = 100;

const EXPORTS = {
  summary: { path: "/export", query: {}, fallback: (number: number) => `Case-${number}.pdf` },
  csv: { path: "/fileevent/export", query: {}, fallback: (number: number) => `Case-${number}-file-events.csv` },
  full: {
    path: "/export/full",
    query: { files: true, summary: true, fileEvents: true },
    fallback: (number: number) => `Case-${number}.zip`,
  },
};

const VALUES = knownOfCase("");
const LIST_VALUES = knownOfCase("cases[]");
const EVENT_VALUES = knownOfCaseEvents("events[]");

const CasesSchema = v.looseObject({ cases: v.array(CaseSchema), totalCount: number });
const FileEventsSchema = v.looseObject({ events: v.nullish(v.array(CaseFileEventSchema), []), totalCount: number });

function pathOf(number: number): string {
  return `${BASE}/${number}`;
}
