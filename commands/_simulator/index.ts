import { createClock, createVendorSimulator, type Simulator, type SimulatorOptions } from "soarkit/simulator";

import { readSettings } from "./knobs.ts";
import { refusalBody, refusalHeaders } from "./refusal-body.ts";
import { createResources } from "./resources.ts";
import { createWorld } from "./world.ts";

export { knobs } from "./knobs.ts";

/** What becomes incidents, and what the collector reads, where they are called otherwise here. */
export const streamOf = { incidents: "sessions", alerts: "sessions" };

/** A session that has changed is one more event of it: `<session>@<when>`. */
export function truthOf(stream: string, id: string): string {
  return stream === "alerts" ? id.replace(/@\d*$/, "") : id;
}

/** What makes a running simulator an instance of the integration. */
export function environment(simulator: Simulator): Record<string, string> {
  return {
    CODE42_API_URL: simulator.url,
    CODE42_CLIENT_ID: simulator.clientId,
    CODE42_CLIENT_SECRET: simulator.clientSecret,
  };
}

/**
 * Starts an Incydr tenant on a loopback port.
 * @throws ArgumentError for knobs that do not exist or have a wrong value, and for a port that cannot be had
 */
export async function create(options: SimulatorOptions): Promise<Simulator> {
  const { seed = 1, port = 0, state } = options;
  const settings = readSettings(options.knobs ?? {});
  const { requests, rateScope, retryAfter, refusals, faults } = settings;
  const clock = createClock({ startAt: options.startAt, speed: options.speed, now: Date.now });
  const world = createWorld({ seed, clock, users: settings.users });
  const rate = { requests, perMs: 60_000, retryAfter };
  const refusal = { body: refusalBody(refusals, 429, "rate limited"), headers: refusalHeaders(refusals) };
  const { authenticate, ...resources } = createResources(world, settings);
  return createVendorSimulator({
    port,
    seed,
    clock,
    state,
    rate: { ...rate, refusal },
    faults,
    ...resources,
    authenticate: (caller) => {
      const token = authenticate(caller);
      return rateScope === "client" ? resources.credentials.clientId : token;
    },
  });
}
