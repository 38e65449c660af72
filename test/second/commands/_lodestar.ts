import * as v from "valibot";
import { isNotFound, pageByOffset, type FileOutput, type HttpClient } from "soarkit";

const ticketSchema = v.object({
  id: v.number(),
  title: v.string(),
  state: v.picklist(["open", "closed"]),
  createdAt: v.string(),
});

const pageSchema = v.object({ tickets: v.array(ticketSchema), total: v.number() });

export type Ticket = v.InferOutput<typeof ticketSchema>;

export type LodestarClient = ReturnType<typeof createLodestar>;

/** Lodestar over HTTP: it pages by offset, and proves who asks by an API key. */
export function createLodestar(http: HttpClient) {
  return {
    ticket: (id: number, signal: AbortSignal) =>
      http.send({ method: "GET", path: `/tickets/${id}`, answer: ticketSchema, signal }),
    tickets: async function* (query: { state?: string; after?: number; since?: number }, signal: AbortSignal) {
      const pages = pageByOffset({
        size: 10,
        signal,
        fetchPage: async (offset) => {
          const page = await http.send({
            method: "GET",
            path: "/tickets",
            query: { ...query, offset, limit: 10 },
            answer: pageSchema,
            signal,
          });
          return { items: page.tickets, totalCount: page.total };
        },
      });
      for await (const page of pages) yield* page;
    },
    close: (id: number, signal: AbortSignal) =>
      http.send({ method: "POST", path: `/tickets/${id}/close`, repeatable: true, answer: ticketSchema, signal }),
    /** Deleting what is gone already is fine: a deletion that is run again must come to the same end. */
    delete: async (id: number, signal: AbortSignal) => {
      await http
        .send({ method: "DELETE", path: `/tickets/${id}`, repeatable: true, signal })
        .catch((error: unknown) => {
          if (!isNotFound(error)) throw error;
        });
    },
    attachment: async (id: number, signal: AbortSignal): Promise<FileOutput> => {
      const { headers, body } = await http.stream({ method: "GET", path: `/tickets/${id}/attachment`, signal });
      const named = /filename="([^"]*)"/.exec(headers["content-disposition"] ?? "");
      return { name: named?.[1] ?? `ticket-${id}.bin`, content: body };
    },
  };
}

/** A ticket as the context shows it. */
export function toContext(ticket: Ticket): { ID: number; Title: string; State: string } {
  return { ID: ticket.id, Title: ticket.title, State: ticket.state };
}
