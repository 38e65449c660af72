import type { Socket } from "node:net";
import { interruption } from "../../../http/interruption.ts";

export interface DeliverOptions {
  /** How long the receiver may stand still. */
  idleMs: number;
  /** How long it may take to close its side once all is sent. */
  closeMs: number;
  signal: AbortSignal;
}

/**
 * Sends pieces over a connection of their own, then closes our side and waits until the receiver closes its own: that it
 * does once it has read to the end, and a receiver that dies with something unread resets the connection instead. TCP
 * has no better acknowledgement.
 * @param connect begins a connection; `connected` is the event that says it stands
 * @returns false where the receiver has not closed its side in time: it may not have read everything
 * @throws what the connection failed with · InterruptedError
 */
export async function deliver(
  pieces: Iterable<Buffer>,
  connect: () => { socket: Socket; connected: "connect" | "secureConnect" },
  { idleMs, closeMs, signal }: DeliverOptions,
): Promise<boolean> {
  const { socket, connected } = connect();
  const broken = Promise.withResolvers<never>();
  // It may break when nobody waits for it any more.
  broken.promise.catch(() => undefined);
  const closed = Promise.withResolvers<undefined>();
  let isSent = false;
  let isLate = false;
  const onAbort = () => socket.destroy(interruption(signal));
  signal.addEventListener("abort", onAbort);
  socket.setTimeout(idleMs);
  socket.on("timeout", () => {
    isLate = isSent;
    if (isSent) socket.destroy();
    else socket.destroy(systemError("ETIMEDOUT", "the receiver does not read"));
  });
  socket.on("error", (error) => broken.reject(error));
  // Before everything is sent, the receiver has no reason to leave.
  socket.on("end", () => isSent || broken.reject(systemError("ECONNRESET", "the receiver closed the connection")));
  socket.on("close", () => {
    if (isSent) closed.resolve(undefined);
    else broken.reject(systemError("ECONNRESET", "the connection was closed"));
  });
  // What the receiver says is of no interest, but its end would not be seen behind it.
  socket.resume();
  try {
    if (signal.aborted) throw interruption(signal);
    await Promise.race([broken.promise, new Promise((resolve) => socket.once(connected, resolve))]);
    for (const piece of pieces) {
      const { promise, resolve, reject } = Promise.withResolvers<undefined>();
      socket.write(piece, (error) => (error ? reject(error) : resolve(undefined)));
      await Promise.race([broken.promise, promise]);
    }
    isSent = true;
    socket.setTimeout(closeMs);
    socket.end();
    await Promise.race([broken.promise, closed.promise]);
    return !isLate;
  } finally {
    signal.removeEventListener("abort", onAbort);
    socket.destroy();
  }
}

// --- internal ---

function systemError(code: string, message: string): Error {
  return Object.assign(new Error(message), { code });
}
