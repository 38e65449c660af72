import {
  createClock,
  createVendorSimulator,
  isJsonObject,
  listPieces,
  Refusal,
  type Item,
  type Json,
  type Simulator,
  type VendorSimulatorOptions,
} from "../../src/simulator/index.ts";

export const started = "2026-01-05T11:00:00.000Z";

/** A vendor that keeps things: GET and POST /things, GET /things/:id. `Authorization: key` lets in. */
export async function startThings(options: Partial<VendorSimulatorOptions> = {}): Promise<Simulator> {
  const clock = options.clock ?? createClock({ startAt: started, now: Date.now });
  const things: (Item & { label?: Json })[] = [{ id: "first", at: clock.startedAt }];
  function add(label?: Json): Item {
    const thing = { id: `thing-${String(things.length)}`, at: clock.now(), ...(label !== undefined && { label }) };
    things.push(thing);
    return thing;
  }
  return createVendorSimulator({
    seed: 1,
    clock,
    credentials: { clientId: "id", clientSecret: "secret" },
    authenticate: ({ headers }) => {
      if (headers.authorization?.startsWith("key") === true) return headers.authorization;
      throw new Refusal(401, { error: "who are you?" });
    },
    routes: [
      { method: "GET", path: "/things", handle: () => ({ body: things }) },
      { method: "GET", path: "/many", handle: () => ({ pieces: listPieces("numbers", Array(40_000).keys()) }) },
      {
        method: "GET",
        path: "/things/:thingId",
        handle: ({ params, query }) => ({ body: { params, on: query.flag("on") } }),
      },
      {
        method: "POST",
        path: "/things",
        handle: ({ body }) => {
          if (!isJsonObject(body)) throw new Refusal(400, { error: "no thing" });
          add(body.label);
          return { status: 201, body, applied: true };
        },
      },
      { method: "GET", path: "/hello", open: true, handle: () => ({ headers: { "X-Greeting": "hello" } }) },
      {
        method: "GET",
        path: "/defect",
        open: true,
        handle: () => {
          throw new Error("a bug in a route");
        },
      },
    ],
    streams: {
      things: { truth: () => things, add: (count) => Array.from({ length: count }, () => add()) },
      others: {
        truth: () => [],
        add: () => [],
        change: (count) => [{ id: "moody", at: 0, changed: { times: count, mark: "sulks" } }],
      },
    },
    ...options,
  });
}

const open: Simulator[] = [];

/** Starts such a vendor. To be followed by `closeAll`. */
export async function start(options: Partial<VendorSimulatorOptions> = {}): Promise<Simulator> {
  const simulator = await startThings(options);
  open.push(simulator);
  return simulator;
}

export async function closeAll(): Promise<void> {
  for (const simulator of open.splice(0)) await simulator.close();
}

export const key = { headers: { authorization: "key" } };

export function post(body: unknown): RequestInit {
  return {
    method: "POST",
    headers: { ...key.headers, "content-type": "application/json" },
    body: JSON.stringify(body),
  };
}

export async function json(response: Promise<Response>): Promise<Json> {
  return (await response).json() as Promise<Json>;
}

export async function journal(simulator: Simulator): Promise<string[]> {
  const entries = await json(fetch(`${simulator.control}/journal`));
  if (!Array.isArray(entries)) throw new Error("no journal");
  return entries.map((entry) => (isJsonObject(entry) ? Object.values(entry).map(String).join(" ") : ""));
}
