import { spawn } from "node:child_process";
import { once } from "node:events";
import { Agent } from "node:http";
import { fileURLToPath } from "node:url";
import axios from "axios";
import * as v from "valibot";
import { createHttp } from "../src/http/create-http.ts";
import { createVendorClock } from "../src/http/vendor-clock.ts";
import { silentLog } from "../src/log.ts";
import { Secret } from "../src/secrets.ts";
import { median, type Figure } from "./figure.ts";
import { createBenchDispatcher } from "./in-memory.ts";

/**
 * Commands that send one request each, through dispatcher and client (arguments, token, budget, retry, checked answer,
 * entry, context), against a bare axios loop that sends the same header and parses the same answer, with as many at
 * once. The two take turns against one server. What a store would keep is kept in memory.
 */
export async function http(): Promise<Figure> {
  const server = spawn(process.execPath, [fileURLToPath(new URL("http-server.ts", import.meta.url))], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  try {
    const [line] = (await once(server.stdout.setEncoding("utf8"), "data")) as [string];
    const url = `http://127.0.0.1:${line.trim()}`;
    const work = { ours: ourLoop(url), theirs: bareLoop(url) };
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let round = 0; round < WARM_UP + ROUNDS; round++) {
      const [first, second] = round % 2 === 0 ? (["ours", "theirs"] as const) : (["theirs", "ours"] as const);
      const speeds = { [first]: await perSecond(work[first]), [second]: await perSecond(work[second]) };
      if (round < WARM_UP) continue;
      ours.push(speeds.ours ?? NaN);
      theirs.push(speeds.theirs ?? NaN);
    }
    return {
      name: "commands over loopback HTTP",
      floor: "a bare axios loop of equal concurrency",
      ours: median(ours),
      theirs: median(theirs),
      unit: "/s",
      ratio: median(ours.map((speed, round) => speed / (theirs[round] ?? NaN))),
      bar: { atLeast: 0.9 },
    };
  } finally {
    server.stdin.end();
    await once(server, "exit");
  }
}

// --- internal ---

const CONCURRENCY = 10;
/** Rounds are short and many, so that what slows the machine for a second slows both loops. */
const REQUESTS = 500;
const ROUNDS = 41;
/** V8 compiles, and recompiles what it guessed wrong, for some thousand calls of either loop. */
const WARM_UP = 12;

const answer = v.object({
  items: v.array(v.object({ id: v.string(), state: v.string(), score: v.number(), name: v.string() })),
  totalCount: v.number(),
});

function ourLoop(url: string): () => Promise<unknown> {
  const client = createHttp({
    tokens: { read: async () => undefined, write: async () => undefined, remove: async () => undefined },
    budget: { take: async () => 0 },
    limit: { requests: 120, perMs: 60_000 },
    log: silentLog,
    now: Date.now,
    random: Math.random,
    wait: async () => undefined,
    clock: createVendorClock(Date.now),
  })({
    baseUrl: url,
    userAgent: "soarkit bench",
    auth: {
      kind: "bearer",
      clientId: "key-1",
      clientSecret: new Secret("secret"),
      requestToken: async () => ({ accessToken: "token", expiresInMs: 900_000 }),
    },
  });
  const run = createBenchDispatcher(async () => {
    const query = { page_number: 0, page_size: 50 };
    const page = await client.send({ method: "GET", path: "/v1/sessions", query, answer });
    const found = page.items.length;
    return { readable: `${found} sessions`, context: { "Bench.Page": { Total: found } }, raw: page };
  });
  return async () => {
    const { error } = await run();
    if (error) throw error;
  };
}

function bareLoop(url: string): () => Promise<unknown> {
  const instance = axios.create({ baseURL: url, httpAgent: new Agent({ keepAlive: true }), proxy: false });
  return async () => {
    const response = await instance.get<unknown>("/v1/sessions", {
      params: { page_number: 0, page_size: 50 },
      headers: { authorization: "Bearer token", "user-agent": "soarkit bench" },
    });
    return response.data;
  };
}

async function perSecond(send: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  let left = REQUESTS;
  const lane = async () => {
    while (left-- > 0) await send();
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, lane));
  return (REQUESTS / (performance.now() - from)) * 1000;
}
