import { lookup } from "node:dns/promises";
import { once } from "node:events";
import { connect as connectSocket, isIP, type Socket } from "node:net";
import { withinMs } from "./within-ms.ts";

/** A step on the way to a vendor: how long it took, or what went wrong with it. */
export type Step<T> = ({ ok: true; ms: number } & T) | { ok: false; code: string; message: string };

export interface Limits {
  /** The longest that the step may take. */
  timeoutMs: number;
  signal: AbortSignal;
}

/** The addresses of a host, as this machine's name service gives them. */
export async function lookUp(host: string, limits: Limits): Promise<Step<{ addresses: string[] }>> {
  return step(async () => {
    if (isIP(host) !== 0) return { addresses: [host] };
    const found = await withinMs(lookup(host, { all: true }), limits);
    return { addresses: found.slice(0, MOST_ADDRESSES).map(({ address }) => address) };
  });
}

/** Opens a TCP connection. The caller destroys the socket. */
export async function connect(
  host: string,
  port: number,
  limits: Limits,
): Promise<Step<{ address: string; socket: Socket }>> {
  return step(async () => {
    const socket = connectSocket({ host, port });
    // Once connected, whoever uses the socket listens for its errors; one that comes between must not end the process.
    socket.on("error", () => undefined);
    try {
      await withinMs(once(socket, "connect"), limits);
      return { address: socket.remoteAddress ?? host, socket };
    } catch (thrown) {
      socket.destroy();
      throw thrown;
    }
  });
}

/** Runs one step and times it; what it throws becomes its failure. */
export async function step<T extends object>(work: () => Promise<T>): Promise<Step<T>> {
  const startedAt = performance.now();
  try {
    const result = await work();
    return { ok: true, ms: Math.round(performance.now() - startedAt), ...result };
  } catch (thrown) {
    const cause = thrown instanceof AggregateError ? (thrown.errors[0] as unknown) : thrown;
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "UNKNOWN";
    return { ok: false, code, message: cause instanceof Error ? cause.message : String(cause) };
  }
}

// --- internal ---

/** A name may have hundreds of addresses; nobody reads more. */
const MOST_ADDRESSES = 8;
