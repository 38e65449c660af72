import type { IntegrationSpec, PagingKind } from "./scaffold.ts";

/** `commands/_simulator/items.ts`: the simulator's items, and the routes that list, show and make them. */
export function simulatedItems(spec: IntegrationSpec): string {
  const paging = PAGES[spec.paging];
  return `import { createRandom, readFields, Refusal, type Clock, ${paging.usesQuery ? "type Query, " : ""}type Route, type Stream } from "soarkit/simulator";

const SEVERITIES = ["low", "medium", "high"] as const;
const TITLES = ["Sign-in from a new country", "Many failed sign-ins", "Large download", "Malware found"];

interface Item {
  id: string;
  title: string;
  severity: (typeof SEVERITIES)[number];
  reference: string | null;
  createdAt: string;
}

/** The vendor's items: \`count\` of them, an hour apart, the last made just now. */
export function createItems({ count, seed, clock }: { count: number; seed: number; clock: Clock }): {
  routes: Route[];
  stream: Stream;
} {
  const items = new Map<string, Item>();
  const make = (at: number, given: Partial<Item> = {}): Item => {
    const random = createRandom(seed, "item", items.size + 1);
    const item: Item = {
      id: \`item-\${items.size + 1}\`,
      title: random.pick(TITLES),
      severity: random.pick(SEVERITIES),
      reference: null,
      createdAt: new Date(at).toISOString(),
      ...given,
    };
    items.set(item.id, item);
    return item;
  };
  for (let number = 1; number <= count; number++) make(clock.startedAt - (count - number) * 3_600_000);

  const routes: Route[] = [
    {
      method: "GET",
      path: "/items",
      handle: ({ query }) => {
        const after = query.text("createdAfter") ?? "";
        const reference = query.text("reference");
        const found = [...items.values()]
          .filter((item) => item.createdAt >= after && (reference === undefined || item.reference === reference))
          .sort((one, other) => Date.parse(one.createdAt) - Date.parse(other.createdAt));
        return { body: ${paging.call} };
      },
    },
    {
      method: "GET",
      path: "/items/:id",
      handle: ({ params }) => {
        const item = items.get(params.id ?? "");
        if (item === undefined) throw new Refusal(404, { error: "no such item" });
        return { body: item };
      },
    },
    {
      method: "POST",
      path: "/items",
      handle: ({ body }) => {
        const fields = readFields(body, (error) => ({ error }));
        const [title, severity] = [fields.text("title"), fields.choice("severity", SEVERITIES)];
        const reference = fields.text("reference");
        if (title === undefined || severity === undefined || reference === undefined) {
          throw new Refusal(400, { error: "title, severity and reference are required" });
        }
        const same = [...items.values()].find((item) => item.reference === reference);
        if (same) return { body: same };
        return { status: 201, body: make(clock.now(), { title, severity, reference }), applied: true };
      },
    },
  ];
  const toTruth = ({ id, createdAt }: Item) => ({ id, at: Date.parse(createdAt) });
  return {
    routes,
    stream: {
      truth: () => [...items.values()].map(toTruth),
      add: (added, lateMs) => Array.from({ length: added }, () => toTruth(make(clock.now() - lateMs))),
    },
  };
}
${paging.page}`;
}

// --- internal ---

interface Paging {
  usesQuery: boolean;
  /** The body of a list's answer, made of \`found\` and \`query\`. */
  call: string;
  /** The function that cuts a page. */
  page: string;
}

const PAGES: Record<PagingKind, Paging> = {
  none: { usesQuery: false, call: "{ items: found }", page: "" },
  page: {
    usesQuery: true,
    call: "pageOf(found, query)",
    page: `
// --- internal ---

/** Pages are counted from 1. */
function pageOf(found: Item[], query: Query): { items: Item[]; total: number } {
  const page = query.integer("page", { min: 1, max: 1_000_000 }) ?? 1;
  const size = query.integer("pageSize", { min: 1, max: 100 }) ?? 20;
  return { items: found.slice((page - 1) * size, page * size), total: found.length };
}
`,
  },
  offset: {
    usesQuery: true,
    call: "pageOf(found, query)",
    page: `
// --- internal ---

function pageOf(found: Item[], query: Query): { items: Item[]; total: number } {
  const offset = query.integer("offset", { min: 0 }) ?? 0;
  const limit = query.integer("limit", { min: 1, max: 100 }) ?? 20;
  return { items: found.slice(offset, offset + limit), total: found.length };
}
`,
  },
  token: {
    usesQuery: true,
    call: "pageOf(found, query)",
    page: `
// --- internal ---

/** The token is the id of the last item given. */
function pageOf(found: Item[], query: Query): { items: Item[]; nextPageToken: string | null } {
  const token = query.text("pageToken");
  const limit = query.integer("limit", { min: 1, max: 100 }) ?? 20;
  const given = token === undefined ? -1 : found.findIndex(({ id }) => id === token);
  if (token !== undefined && given === -1) throw new Refusal(400, { error: "unknown page token" });
  const items = found.slice(given + 1, given + 1 + limit);
  const isLast = given + 1 + limit >= found.length;
  return { items, nextPageToken: isLast ? null : (items.at(-1)?.id ?? null) };
}
`,
  },
};
