import { Refusal, type Clock, type Item, type Route, type Stream } from "soarkit/simulator";

interface Ticket {
  id: number;
  title: string;
  state: "open" | "closed";
  createdAt: string;
}

/** What every attachment is like; byte n of ticket t is (n + t) modulo 256. */
interface Attachment {
  name: string;
  bytes: number;
}

/** The vendor's tickets: numbered from 1, every fifth closed, a second apart, the last of them made just now. */
export function createTickets({ count, attachment, clock }: { count: number; attachment: Attachment; clock: Clock }): {
  routes: Route[];
  stream: Stream;
} {
  const tickets = new Map<number, Ticket>();
  let highest = 0;
  const make = (at: number): Item => {
    highest += 1;
    const ticket: Ticket = {
      id: highest,
      title: `Disk ${highest} is full`,
      state: highest % 5 === 0 ? "closed" : "open",
      createdAt: new Date(at).toISOString(),
    };
    tickets.set(ticket.id, ticket);
    return { id: String(ticket.id), at };
  };
  for (let number = 1; number <= count; number++) make(clock.startedAt - (count - number) * 1000);

  const find = (id = "") => {
    const ticket = tickets.get(Number(id));
    if (ticket) return ticket;
    throw new Refusal(404, { error: "no such ticket" });
  };
  const routes: Route[] = [
    {
      method: "GET",
      path: "/tickets",
      handle: ({ query }) => {
        const offset = query.integer("offset", { min: 0 }) ?? 0;
        const limit = query.integer("limit", { min: 1, max: 10 }) ?? 10;
        const after = query.integer("after", { min: 0 }) ?? 0;
        const state = query.text("state");
        const since = query.integer("since", { min: 0 });
        const found = [...tickets.values()].filter(
          (ticket) =>
            ticket.id > after &&
            (state === undefined || ticket.state === state) &&
            (since === undefined || Date.parse(ticket.createdAt) >= since),
        );
        // By number, as they came; whoever asks for a time gets them in its order.
        if (since !== undefined) found.sort((one, other) => Date.parse(one.createdAt) - Date.parse(other.createdAt));
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
    {
      method: "DELETE",
      path: "/tickets/:id",
      handle: ({ params }) => ({ status: 204, applied: tickets.delete(find(params.id).id) }),
    },
    {
      method: "GET",
      path: "/tickets/:id/attachment",
      handle: ({ params }) => {
        const { id } = find(params.id);
        return {
          body: Uint8Array.from({ length: attachment.bytes }, (_, index) => (index + id) % 256),
          headers: { "Content-Disposition": `attachment; filename="${attachment.name}"` },
        };
      },
    },
  ];
  const truth = () => [...tickets.values()].map(({ id, createdAt }) => ({ id: String(id), at: Date.parse(createdAt) }));
  const add = (added: number, lateMs: number) => Array.from({ length: added }, () => make(clock.now() - lateMs));
  return { routes, stream: { truth, add } };
}
