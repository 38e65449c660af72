import { join } from "node:path";
import { NotFoundError } from "../errors.ts";
import type { Incident } from "../incidents/incident.ts";
import { parseSpan } from "../manifest/dates.ts";
import type { Manifest, Parameter } from "../manifest/manifest.ts";
import { openStore, type Store } from "../store/open.ts";
import type { Content, Subject } from "./subject.ts";

/** `soar fetch`: everything that the simulator's stream `source` has must be one incident. */
export function fetchSubject(manifest: Manifest, source: string, changing: boolean): Subject {
  return {
    what: "fetch",
    streams: [{ of: "incidents", name: source, lookBackMs: defaultSpanMs(manifest.parameters, "look_back"), changing }],
    limits: [3, 7, 50],
    isWanted: ({ closed }) => !closed,
    args: (folder) => ["fetch", "--json", "--store", storeIn(folder)],
    // Under both of XSOAR's spellings. The first fetch goes back behind everything that a simulator begins with.
    env: (limit) => ({
      SOAR_FIRST_FETCH: FIRST_FETCH,
      SOAR_FETCH_TIME: FIRST_FETCH,
      SOAR_MAX_FETCH: String(limit),
      SOAR_FETCH_LIMIT: String(limit),
    }),
    found: async (folder) => {
      const store = await openStore(storeIn(folder), { now: Date.now });
      try {
        const incidents = await store.incidents.list({ limit: Number.MAX_SAFE_INTEGER, order: "oldest" });
        const counts = new Map<string, number>();
        const contents = new Map<string, Content>();
        for (const incident of incidents) {
          if (!(await isWhole(store, incident))) continue;
          counts.set(incident.sourceId, (counts.get(incident.sourceId) ?? 0) + 1);
          contents.set(incident.sourceId, await contentOf(store, incident));
        }
        return { byStream: new Map([["incidents", counts]]), contents, damaged: [] };
      } finally {
        await store.close();
      }
    },
  };
}

/** The store of a lane, in its folder. */
export function storeIn(folder: string): string {
  return `sqlite:${join(folder, "soar.db")}`;
}

/** What a parameter that holds a span of time says unless it is set; 0 where there is no such parameter. */
export function defaultSpanMs(parameters: readonly Parameter[], name: string | undefined): number {
  const value = parameters.find((parameter) => parameter.name === name)?.defaultValue;
  return typeof value === "string" ? (parseSpan(value) ?? 0) : 0;
}

// --- internal ---

/** Each update with something to say leaves a note. */
async function contentOf(store: Store, { id, rawJSON }: Incident): Promise<Content> {
  const entries = await store.investigations.entries(id);
  return { text: rawJSON, updates: entries.filter(({ Note: isNote }) => isNote === true).length };
}

/** An incident without its War Room is half of one: nobody can work on it. */
async function isWhole(store: Store, { id }: Incident): Promise<boolean> {
  try {
    await store.investigations.append(id, [], (context) => context, Date.now());
    return true;
  } catch (error) {
    if (error instanceof NotFoundError) return false;
    throw error;
  }
}

const FIRST_FETCH = "40 days";
