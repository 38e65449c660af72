import { Agent, createServer, request, type IncomingMessage, type ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";

/** What stands between the vendor and those who ask it: it sees each request, and may keep an answer back. */
export interface Proxy {
  /** Without trailing slash. */
  url: string;
  /** How many requests it has forwarded so far. */
  forwarded: () => number;
  /** Who hears of each request from now on; the count of requests begins at 1 again. */
  watch: (watcher: Watcher) => void;
  close: () => Promise<void>;
}

/** Each gives false when the request, or its answer, is not to be passed on: there is nobody any more who waits for it. */
export interface Watcher {
  /** A request has come, the `n`-th; the vendor does not know of it yet. */
  onRequest: (n: number) => Promise<boolean>;
  /** The vendor has answered it, whole; who asked has no byte of it yet. Asked only where `holds` says so. */
  onAnswer: (n: number) => Promise<boolean>;
  /** Whether the answer of the `n`-th request is read whole before it is passed on. */
  holds: (n: number) => boolean;
}

/** A loopback port in front of `target`, a URL without trailing slash. */
export async function startProxy(target: string): Promise<Proxy> {
  const agent = new Agent({ keepAlive: true });
  let watcher: Watcher = { onRequest: async () => true, onAnswer: async () => true, holds: () => false };
  let seen = 0;
  let forwarded = 0;

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    seen += 1;
    const n = seen;
    const watching = watcher;
    const body = await whole(incoming);
    if (!(await watching.onRequest(n))) return void incoming.socket.destroy();
    forwarded += 1;
    const answer = await forward(target, incoming, body, agent);
    const held = watching.holds(n) ? await whole(answer) : undefined;
    if (held !== undefined && !(await watching.onAnswer(n))) return void incoming.socket.destroy();
    outgoing.writeHead(answer.statusCode ?? 502, endToEnd(answer.rawHeaders));
    if (held === undefined) await pipeline(answer, outgoing);
    else outgoing.end(held);
  }

  const server = createServer((incoming, outgoing) => {
    serve(incoming, outgoing).catch(() => {
      // The vendor has reset the connection, or who asked is gone: as without the proxy, it ends in a reset.
      incoming.socket.resetAndDestroy();
    });
  });
  server.keepAliveTimeout = 65_000;
  const port = await new Promise<number>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      if (typeof address === "object" && address !== null) resolve(address.port);
    });
  });
  return {
    url: `http://127.0.0.1:${port}`,
    forwarded: () => forwarded,
    watch: (next) => {
      watcher = next;
      seen = 0;
    },
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      agent.destroy();
      await closed;
    },
  };
}

// --- internal ---

async function whole(message: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of message as AsyncIterable<Buffer>) pieces.push(piece);
  return Buffer.concat(pieces);
}

function forward(target: string, incoming: IncomingMessage, body: Buffer, agent: Agent): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const { method, url = "/", rawHeaders } = incoming;
    const options = { agent, headers: endToEnd(rawHeaders), ...(method !== undefined && { method }) };
    const outgoing = request(`${target}${url}`, options, resolve);
    outgoing.once("error", reject);
    outgoing.end(body);
  });
}

/** Names and values by turns, without those that hold between two neighbours only. */
function endToEnd(raw: readonly string[]): string[] {
  return raw.filter((_, index) => !HOP_BY_HOP.has(raw[index - (index % 2)]?.toLowerCase() ?? ""));
}

const HOP_BY_HOP = new Set(["connection", "keep-alive", "transfer-encoding"]);
