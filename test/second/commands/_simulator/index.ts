import {
  createClock,
  createVendorSimulator,
  readKnobs,
  Refusal,
  type Knob,
  type Simulator,
  type SimulatorOptions,
} from "soarkit/simulator";
import { createTickets } from "./tickets.ts";

const API_KEY = "lodestar-test-key-0001";

export const knobs: Knob[] = [
  { name: "tickets", description: "how many tickets there are", value: "N", defaultValue: "25" },
  { name: "attachment", description: "what attachments are called", value: "NAME", defaultValue: "report.bin" },
  { name: "attachment-bytes", description: "how long attachments are", value: "N", defaultValue: "300000" },
];

/** What makes a running simulator an instance of this integration. */
export function environment({ url, clientSecret }: Simulator): Record<string, string> {
  return { LODESTAR_URL: url, LODESTAR_API_KEY: clientSecret };
}

export async function create(options: SimulatorOptions): Promise<Simulator> {
  const chosen = readKnobs(knobs, options.knobs ?? {});
  const count = chosen.integer("tickets", { min: 0, max: 10_000 });
  const bytes = chosen.integer("attachment-bytes", { min: 0, max: 10_000_000 });
  chosen.check();
  const clock = createClock({ now: Date.now, startAt: options.startAt, speed: options.speed });
  const attachment = { name: chosen.text("attachment") ?? "", bytes };
  const tickets = createTickets({ count, attachment, clock });
  return createVendorSimulator({
    port: options.port ?? 0,
    seed: options.seed ?? 1,
    clock,
    state: options.state,
    credentials: { clientId: "", clientSecret: API_KEY },
    authenticate: ({ headers }) => {
      if (headers["x-api-key"] !== API_KEY) throw new Refusal(401, { error: "unknown key" });
      return API_KEY;
    },
    routes: tickets.routes,
    streams: { tickets: tickets.stream },
  });
}
