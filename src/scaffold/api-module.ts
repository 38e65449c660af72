import { namesOf, type IntegrationSpec, type PagingKind } from "./scaffold.ts";

/** `commands/_api.ts`: the vendor over HTTP, with its schemas and its way of paging. */
export function apiModule(spec: IntegrationSpec): string {
  const { display } = namesOf(spec);
  const paging = PAGING[spec.paging];
  return `import * as v from "valibot";
import { ${paging.imported}type HttpClient } from "soarkit";

// Paths, fields and paging here are those of the simulator beside this file. Replace both by what your vendor documents:
// an answer that is not as its schema says is reported as the vendor's fault, with the path of the field.
const itemSchema = v.object({
  id: v.string(),
  title: v.string(),
  severity: v.picklist(["low", "medium", "high"]),
  reference: v.nullable(v.string()),
  createdAt: v.pipe(v.string(), v.isoTimestamp()),
});

const pageSchema = v.object({ ${paging.schema} });
${paging.size}
export type Item = v.InferOutput<typeof itemSchema>;

export interface ItemQuery {
  /** ISO-8601 UTC; items made then are among those found. */
  createdAfter?: string | undefined;
  reference?: string | undefined;
}

export type NewItem = Pick<Item, "title" | "severity"> & { reference: string };

export type Api = ReturnType<typeof createApi>;

/** ${display} over HTTP: paths, schemas and paging, nothing of SOAR. */
export function createApi(http: HttpClient) {
  return {
    item: (id: string, signal: AbortSignal) =>
      http.send({ method: "GET", path: \`/items/\${encodeURIComponent(id)}\`, answer: itemSchema, signal }),

    /** Pages of items, oldest first. */
${paging.items}

    /** The vendor makes no second item with the same reference, so the request may be repeated. */
    create: (item: NewItem, signal: AbortSignal) =>
      http.send({ method: "POST", path: "/items", body: item, repeatable: true, answer: itemSchema, signal }),
  };
}
`;
}

// --- internal ---

interface Paging {
  imported: string;
  /** The fields of the schema of a page. */
  schema: string;
  size: string;
  /** The member `items` of the client. */
  items: string;
}

const SIZE = `
/** As many as the vendor gives at once. */
const PAGE_SIZE = 20;
`;

const PAGING: Record<PagingKind, Paging> = {
  none: {
    imported: "",
    schema: "items: v.array(itemSchema)",
    size: "",
    items: `    items: async function* (query: ItemQuery, signal: AbortSignal) {
      const all = await http.send({ method: "GET", path: "/items", query: { ...query }, answer: pageSchema, signal });
      if (all.items.length > 0) yield all.items;
    },`,
  },
  page: {
    imported: "pageByNumber, ",
    schema: "items: v.array(itemSchema), total: v.number()",
    size: SIZE,
    items: counted("pageByNumber", "page", "page, pageSize: PAGE_SIZE", "\n        first: 1,"),
  },
  offset: {
    imported: "pageByOffset, ",
    schema: "items: v.array(itemSchema), total: v.number()",
    size: SIZE,
    items: counted("pageByOffset", "offset", "offset, limit: PAGE_SIZE", ""),
  },
  token: {
    imported: "pageByToken, ",
    schema: "items: v.array(itemSchema), nextPageToken: v.nullable(v.string())",
    size: SIZE,
    items: `    items: (query: ItemQuery, signal: AbortSignal) =>
      pageByToken({
        signal,
        fetchPage: async (pageToken) => {
          const page = await http.send({
            method: "GET",
            path: "/items",
            query: { ...query, pageToken, limit: PAGE_SIZE },
            answer: pageSchema,
            signal,
          });
          return { items: page.items, next: page.nextPageToken };
        },
      }),`,
  },
};

function counted(generator: string, position: string, query: string, first: string): string {
  return `    items: (query: ItemQuery, signal: AbortSignal) =>
      ${generator}({${first}
        size: PAGE_SIZE,
        signal,
        fetchPage: async (${position}) => {
          const { items, total } = await http.send({
            method: "GET",
            path: "/items",
            query: { ...query, ${query} },
            answer: pageSchema,
            signal,
          });
          return { items, totalCount: total };
        },
      }),`;
}
