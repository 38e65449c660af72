import * as v from "valibot";
import { isRecord, JsonText, pageByToken, type HttpClient, type Json } from "soarkit";
import { knownOfFileEvents } from "./known.ts";
import { number, text } from "./tolerant.ts";

const TolerantFileEventSchema = v.looseObject({
  "@timestamp": text,
  event: v.looseObject({ id: v.pipe(v.string(), v.nonEmpty()) }),
});

export type FileEvent = v.InferOutput<typeof TolerantFileEventSchema>;

/**
 * A file event, version 2: a document of nested objects, of which only the id is certain. One that is as it should be
 * is given as it was read: a copy of each would cost more than all other looks at them.
 */
export const FileEventSchema: v.GenericSchema<unknown, FileEvent> = v.lazy((given) =>
  isSound(given) ? SOUND : TolerantFileEventSchema,
);

/** What Incydr found wrong with a query. */
const ProblemSchema = v.looseObject({ type: text, description: text });

const ProblemsSchema = v.pipe(
  v.nullish(v.array(ProblemSchema), []),
  v.transform((problems) => problems.map(({ type, description }) => [type, description].filter(Boolean).join(": "))),
);

export const FileEventsPageSchema = pageOf(FileEventSchema);

export type FileEventsPage = v.InferOutput<typeof FileEventsPageSchema>;

/** A file event as its JSON, of which only what tells it from others has been looked at. */
export interface FileEventDocument {
  id: string | undefined;
  /** When it could be found first, as Incydr writes it. */
  insertedAt: string | undefined;
  document: JsonText;
}

/** A page of documents. */
interface FileEventDocuments extends Omit<FileEventsPage, "fileEvents"> {
  fileEvents: FileEventDocument[];
}

export interface Filter {
  term: string;
  operator: string;
  value: Json;
}

export type FilterGroup =
  { filterClause: "AND" | "OR"; filters: Filter[] } | { subgroupClause: "AND" | "OR"; subgroups: FilterGroup[] };

/** A query without its paging. Incydr takes at most 1,024 filters in it. */
export interface FileEventQuery {
  groupClause: "AND" | "OR";
  groups: FilterGroup[];
  srtKey?: string;
  srtDir?: "asc" | "desc";
}

/** How many of a query's events have one value of a term. */
export interface EventGroup {
  value: string;
  docCount: number;
}

export interface FileEvents {
  /** The values that the query's events have at a term, the most frequent first, with what Incydr remarks on the query. */
  groups(
    query: Pick<FileEventQuery, "groupClause" | "groups">,
    /** At most `size` values (1,000 at most) of `term`. */
    by: { term: string; size: number },
    signal: AbortSignal,
  ): Promise<{ groups: EventGroup[]; problems: string[] }>;
  /** Pages of at most `pageSize` events (10,000 at most), for as long as they are asked for. */
  pages(query: FileEventQuery, pageSize: number, signal: AbortSignal): AsyncIterable<FileEventsPage>;
  /**
   * One of those pages: the one that the token of the page before stands for; the first without one. Its events are
   * parsed as they arrive, so that it takes little more memory than their JSON; one without an id is among them.
   * @throws ApiError 400 with INVALID_PAGE_TOKEN in its body when the token has grown stale
   */
  documents(
    query: FileEventQuery,
    page: { size: number; token?: string | undefined },
    signal: AbortSignal,
  ): Promise<FileEventDocuments>;
  /** How many events a query has. */
  count(query: FileEventQuery, signal: AbortSignal): Promise<number>;
  /** At most `count` events (10,000 at most) that all filters hold for, the last detected first. */
  newest(filters: Filter[], count: number, signal: AbortSignal): Promise<FileEvent[]>;
}

/** `/v2/file-events` */
export function createFileEvents(http: HttpClient): FileEvents {
  const request = (query: FileEventQuery, { size, token = "" }: { size: number; token?: string | undefined }) => ({
    method: "POST" as const,
    path: "/v2/file-events",
    // An empty token asks for paging by token; without it Incydr gives no token back.
    body: { ...query, pgNum: 1, pgSize: size, pgToken: token },
    reads: true,
    known: VALUES,
  });
  return {
    documents: (query, page, signal) =>
      http.send({
        ...request(query, page),
        list: { key: "fileEvents", each: toDocument },
        answer: DocumentsSchema,
        signal,
      }),

    async *pages(query, pageSize, signal) {
      const pages = pageByToken<FileEventsPage>({
        signal,
        fetchPage: async (token) => {
          const answer = await http.send({
            ...request(query, { size: pageSize, token }),
            answer: FileEventsPageSchema,
            signal,
          });
          return { items: [answer], next: answer.nextPgToken };
        },
      });
      for await (const [answer] of pages) if (answer) yield answer;
    },

    count: async (query, signal) => {
      const { totalCount } = await http.send({
        method: "POST",
        path: "/v2/file-events",
        body: { ...query, pgNum: 1, pgSize: 1 },
        reads: true,
        answer: CountSchema,
        signal,
      });
      return totalCount;
    },

    newest: async (filters, count, signal) => {
      // Without a token: whether Incydr heeds the order with one, no source says.
      const page = await http.send({
        method: "POST",
        path: "/v2/file-events",
        body: {
          groupClause: "AND",
          groups: [{ filterClause: "AND", filters }],
          srtKey: "@timestamp",
          srtDir: "desc",
          pgNum: 1,
          pgSize: count,
        },
        reads: true,
        answer: FileEventsPageSchema,
        known: VALUES,
        signal,
      });
      return page.fileEvents;
    },

    groups: (query, { term, size }, signal) =>
      http.send({
        method: "POST",
        path: "/v2/file-events/grouping",
        body: { ...query, groupingTerm: term, size },
        reads: true,
        answer: GroupsSchema,
        signal,
      }),
  };
}

// --- internal ---

/** A page of events, each of which `event` describes. */
function pageOf<T>(event: v.GenericSchema<unknown, T>) {
  return v.pipe(
    v.looseObject({
      totalCount: number,
      fileEvents: v.nullable(v.array(event), []),
      nextPgToken: text,
      problems: ProblemsSchema,
    }),
    v.transform((page) => ({
      totalCount: page.totalCount ?? undefined,
      fileEvents: page.fileEvents,
      nextPgToken: page.nextPgToken ?? undefined,
      problems: page.problems,
    })),
  );
}

/** Undefined for what is no event at all. */
function toDocument(element: unknown, json: string): FileEventDocument | undefined {
  if (!isRecord(element)) return undefined;
  const { id, inserted } = isRecord(element.event) ? element.event : {};
  const [insertedAt] = [inserted, element["@timestamp"]].filter((time) => typeof time === "string");
  return {
    id: (typeof id === "string" && id !== "") || typeof id === "number" ? String(id) : undefined,
    insertedAt,
    document: new JsonText(element, json),
  };
}

const DocumentsSchema = pageOf(v.custom<FileEventDocument>((given) => given !== undefined, "is no object"));

function isSound(given: unknown): given is FileEvent {
  if (!isRecord(given) || !isRecord(given.event)) return false;
  const { "@timestamp": timestamp = null, event } = given;
  return (timestamp === null || typeof timestamp === "string") && typeof event.id === "string" && event.id !== "";
}

/** Behind `isSound`, which has looked already. */
const SOUND = v.custom<FileEvent>(isRecord);

const VALUES = knownOfFileEvents("fileEvents[]");

const CountSchema = v.looseObject({ totalCount: v.pipe(v.number(), v.minValue(0)) });

const GroupsSchema = v.pipe(
  v.looseObject({
    groups: v.nullish(v.array(v.looseObject({ value: v.string(), docCount: v.number() })), []),
    problems: ProblemsSchema,
  }),
  v.transform(({ groups, problems }) => ({ groups, problems })),
);
