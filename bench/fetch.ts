import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startSimulator } from "soarkit/testing";
import { openIntegration } from "../src/dispatch/integration.ts";
import { fetchInstance } from "../src/engine/fetch-instance.ts";
import { INCIDENT_STREAM } from "../src/incidents/run.ts";
import { openInstance } from "../src/engine/open-instance.ts";
import { resolveParams } from "../src/instance/params.ts";
import { silentLog } from "../src/log.ts";
import { openStore } from "../src/store/open.ts";
import type { Figure } from "./figure.ts";

/**
 * Requests for each incident, over the whole way: the engine, a store on disk, the client, and a simulator behind a
 * socket. The floor is what the vendor's own integration for Cortex XSOAR sends for the same sessions: the pages, one
 * request for each actor, one for each rule, and one for the file events where they are wanted.
 */
export async function fetchNamed(): Promise<Figure> {
  return figure("fetch: requests per incident, names present", {}, { atMost: 0.05 });
}

/** The same where sessions only give the ids of actors and rules. */
export async function fetchNameless(): Promise<Figure> {
  return figure("fetch: requests per incident, names absent", { names: "absent" }, { atMost: 0.1 });
}

/** The same with the file events of every session. */
export async function fetchFiles(): Promise<Figure> {
  return figure("fetch: requests per incident, with files", { files: "true" }, { atMost: 0.15 });
}

/**
 * How requests grow: those of a first run that meets 10,000 sessions, for each, against those of one that meets 100. What
 * the limit leaves out waits in the store and costs no request more.
 */
export async function fetchGrowth(): Promise<Figure> {
  const [few, many] = [await measure(100, {}), await measure(10_000, {})];
  return {
    name: "fetch: requests per session met, of 10,000",
    floor: "of 100",
    ours: many.ours,
    theirs: few.ours,
    unit: "requests",
    ratio: many.ours / few.ours,
    bar: { atMost: 1 },
  };
}

// --- internal ---

const SESSIONS = 1000;

/** The most that one run makes. */
const LIMIT = 1000;

const integrationFolder = fileURLToPath(new URL("..", import.meta.url));

async function figure(name: string, given: Given, { atMost }: { atMost: number }): Promise<Figure> {
  const { ours, theirs } = await measure(SESSIONS, given);
  const floor = "the vendor's own integration, which asks for each session";
  return { name, floor, ours, theirs, unit: "requests", ratio: ours / theirs, bar: { oursAtMost: atMost } };
}

interface Given {
  names?: "absent";
  files?: "true";
}

/** Requests of a first run, for each session: it becomes an incident, or waits where there are more than the limit. */
async function measure(sessions: number, { names, files }: Given): Promise<{ ours: number; theirs: number }> {
  const folder = await mkdtemp(join(tmpdir(), "soarkit-bench-"));
  const knobs = { sessions: String(sessions), rate: "0", ...(names && { names }) };
  const simulator = await startSimulator(integrationFolder, { seed: 1, startAt: "2026-01-06T00:00:00.000Z", knobs });
  const now = () => Date.parse("2026-01-06T00:00:00.000Z");
  const store = await openStore(`sqlite:${join(folder, "soar.db")}`, { now });
  try {
    const integration = await openIntegration(integrationFolder);
    const params = resolveParams(
      integration.manifest,
      {
        api_url: simulator.url,
        credentials: { identifier: simulator.clientId, password: simulator.clientSecret },
        fetch_time: "31 days",
        fetch_limit: String(LIMIT),
        ...(files && { include_files: files }),
      },
      {},
    );
    const runtime = { store, log: silentLog, now, random: Math.random, onDryRun: () => undefined };
    const instance = openInstance(
      { name: "bench", params: {}, referenced: [], budget: { requests: 1_000_000, perMs: 60_000 } },
      integration,
      params,
      runtime,
    );
    const { signal } = new AbortController();
    const { created } = await fetchInstance(instance, { store, log: silentLog, signal, now });
    const requests = (await simulator.requests()).length;
    const waiting = await store.fetch.pending("bench", INCIDENT_STREAM, sessions);
    if (created.length + waiting.length !== sessions) throw new Error("Not every session was met.");
    const upstream = Math.ceil(sessions / 50) + sessions * (files ? 3 : 2);
    return { ours: requests / sessions, theirs: upstream / sessions };
  } finally {
    await store.close();
    await simulator.close();
    await rm(folder, { recursive: true, force: true });
  }
}
