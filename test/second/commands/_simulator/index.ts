import {
  createClock,
  createVendorSimulator,
  readKnobs,
  Refusal,
  type Clock,
  type Knob,
  type Route,
  type Simulator,
  type SimulatorOptions,
} from "soarkit/simulator";

const API_KEY = "lodestar-test-key-0001";

export const knobs: Knob[] = [
  { name: "tickets", description: "how many tickets there are", value: "N", defaultValue: "25" },
];

/** What makes a running simulator an instance of this integration. */
export function environment({ url, clientSecret }: Simulator): Record<string, string> {
  return { LODESTAR_URL: url, LODESTAR_API_KEY: clientSecret };
}

export async function create(options: SimulatorOptions): Promise<Simulator> {
  const chosen = readKnobs(knobs, options.knobs ?? {});
  const count = chosen.integer("tickets", { min: 0, max: 10_000 });
  chosen.check();
  const clock = createClock({
    now: Date.now,
    ...(options.startAt === undefined ? {} : { startAt: options.startAt }),
    ...(options.speed === undefined ? {} : { speed: options.speed }),
  });
  return createVendorSimulator({
    port: options.port ?? 0,
    seed: options.seed ?? 1,
    clock,
    credentials: { clientId: "", clientSecret: API_KEY },
    authenticate: ({ headers }) => {
      if (headers["x-api-key"] !== API_KEY) throw new Refusal(401, { error: "unknown key" });
      return API_KEY;
    },
    routes: ticketRoutes(count, clock),
  });
}

interface Ticket {
  id: number;
  title: string;
  state: "open" | "closed";
  createdAt: string;
}

function ticketRoutes(count: number, clock: Clock): Route[] {
  const tickets = Array.from({ length: count }, (_, index) => toTicket(index + 1, clock.startedAt));
  const find = (id = "") => {
    const ticket = tickets[Number(id) - 1];
    if (ticket) return ticket;
    throw new Refusal(404, { error: "no such ticket" });
  };
  return [
    {
      method: "GET",
      path: "/tickets",
      handle: ({ query }) => {
        const offset = query.integer("offset", { min: 0 }) ?? 0;
        const limit = query.integer("limit", { min: 1, max: 10 }) ?? 10;
        const after = query.integer("after", { min: 0 }) ?? 0;
        const state = query.text("state");
        const found = tickets.filter((ticket) => ticket.id > after && (state === undefined || ticket.state === state));
        return { body: { tickets: found.slice(offset, offset + limit), total: found.length } };
      },
    },
    { method: "GET", path: "/tickets/:id", handle: ({ params }) => ({ body: find(params.id) }) },
    {
      method: "POST",
      path: "/tickets/:id/close",
      handle: ({ params }) => {
        const ticket = find(params.id);
        const applied = ticket.state !== "closed";
        ticket.state = "closed";
        return { body: ticket, applied };
      },
    },
  ];
}

function toTicket(id: number, startedAt: number): Ticket {
  return {
    id,
    title: `Disk ${String(id)} is full`,
    state: id % 5 === 0 ? "closed" : "open",
    createdAt: new Date(startedAt - (10_000 - id) * 1000).toISOString(),
  };
}
