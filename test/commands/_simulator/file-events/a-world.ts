import { createClock, type Clock, type Route } from "soarkit/simulator";

import { createFileEvents, type FileEvents } from "../../../../commands/_simulator/file-events/index.ts";
import { themes } from "../../../../commands/_simulator/themes.ts";
import {
  createWorld,
  type Counts,
  type EventBatch,
  type SessionFacts,
  type World,
} from "../../../../commands/_simulator/world.ts";

/** A world at 2026-01-05T11:00:00Z whose clock stands still. */
export function aWorld(options: { seed?: number; users?: number } = {}): { world: World; clock: Clock } {
  const clock = createClock({ startAt: "2026-01-05T11:00:00Z", now: () => 0 });
  return { world: createWorld({ seed: options.seed ?? 1, clock, users: options.users ?? 20 }), clock };
}

export function someFileEvents(
  options: {
    count?: number;
    sessions?: SessionFacts[];
    disorderMs?: number;
    tokenLifetimeMs?: number;
    seed?: number;
  } = {},
): { fileEvents: FileEvents; world: World; clock: Clock } {
  const { count = 0, sessions = [], seed = 1, ...rest } = options;
  const { world, clock } = aWorld({ seed });
  return { fileEvents: createFileEvents({ world, count, observed: () => sessions, ...rest }), world, clock };
}

/** The exemplary session: at 10:00 on the morning before the start. */
export function aSession(world: World, more: { sessionId?: string; batches?: EventBatch[] } = {}): SessionFacts {
  const begin = Date.parse("2026-01-05T10:00:00Z");
  return {
    sessionId: "5c0e9c54-77b1-4f0a-9d30-1f5f0c6d2a11",
    person: world.people[0]!,
    theme: themes[0],
    batches: [
      {
        from: begin,
        to: begin + 31 * 60_000,
        observedAt: begin + 35 * 60_000 + 250,
        counts: counts({ critical: 1, high: 2, low: 4, noRisk: 9 }),
      },
    ],
    ...more,
  };
}

export function counts(some: Partial<Counts>): Counts {
  return { critical: 0, high: 0, moderate: 0, low: 0, noRisk: 0, ...some };
}

export interface Answer {
  status: number;
  body: Record<string, unknown>;
}

/** Calls a route as the kit would, and reads the answer as a client would. */
export function call(routes: readonly Route[], method: string, path: string, body?: unknown): Answer {
  const [pathname = "", search = ""] = path.split("?");
  for (const route of routes) {
    const names = [...route.path.matchAll(/:(\w+)/g)].map((match) => match[1]!);
    const found = new RegExp(`^${route.path.replaceAll(/:\w+/g, "([^/]+)")}$`).exec(pathname);
    if (route.method !== method || found === null) continue;
    const params = Object.fromEntries(names.map((name, index) => [name, found[index + 1]!]));
    const query = new URLSearchParams(search);
    const request = {
      method,
      path: pathname,
      params,
      query: { integer: (name: string) => (query.has(name) ? Number(query.get(name)) : undefined) },
      headers: {},
      body,
      text: "",
    };
    const answer = route.handle(request as never);
    const text = answer.pieces === undefined ? JSON.stringify(answer.body) : [...answer.pieces].join("");
    return { status: answer.status ?? 200, body: JSON.parse(text) as Record<string, unknown> };
  }
  throw new Error(`no route for ${method} ${path}`);
}
