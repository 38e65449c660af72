import { once } from "node:events";
import type { Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { unbracketed } from "../proxy.ts";
import { connect, step, type Limits, type Step } from "./reachable.ts";
import { withinMs } from "./within-ms.ts";

/** Opens a connection to a proxy, with TLS where the proxy's URL says so. The caller destroys the socket. */
export async function connectProxy(proxy: URL, limits: Limits): Promise<Step<{ address: string; socket: Socket }>> {
  const secure = proxy.protocol === "https:";
  const host = unbracketed(proxy.hostname);
  const reached = await connect(host, Number(proxy.port || (secure ? 443 : 80)), limits);
  if (!reached.ok || !secure) return reached;
  const { address } = reached;
  return step(async () => {
    const socket = connectTls({ socket: reached.socket, host });
    socket.on("error", () => undefined);
    try {
      await withinMs(once(socket, "secureConnect"), limits);
      return { address, socket };
    } catch (thrown) {
      socket.destroy();
      throw thrown;
    }
  });
}

/** Asks the proxy behind `socket` for a way to `host`:`port` (CONNECT). Gives the status it answered with. */
export async function openTunnel(
  socket: Socket,
  { proxy, host, port }: { proxy: URL; host: string; port: number },
  limits: Limits,
): Promise<Step<{ status: number }>> {
  return step(async () => {
    const target = `${host.includes(":") ? `[${host}]` : host}:${port}`;
    const { username, password } = proxy;
    const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    const proof = username === "" ? "" : `Proxy-Authorization: Basic ${Buffer.from(pair).toString("base64")}\r\n`;
    socket.write(`CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\n${proof}\r\n`);
    return { status: await withinMs(statusOf(socket), limits) };
  });
}

// --- internal ---

/** A proxy's head is a few hundred bytes; what sends more without an end is none. */
const MOST_BYTES = 16_384;

async function statusOf(socket: Socket): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  let head = "";
  const onData = (chunk: Buffer) => {
    head += chunk.toString("latin1");
    const isWhole = head.includes("\r\n\r\n");
    if (!isWhole && head.length <= MOST_BYTES) return;
    const status = /^HTTP\/1\.[01] (\d{3})\b/.exec(head)?.[1];
    if (isWhole && status !== undefined) resolve(Number(status));
    else reject(Object.assign(new Error("what it answered is not HTTP"), { code: "NOT_HTTP" }));
  };
  const onClose = () => reject(Object.assign(new Error("it closed the connection"), { code: "ECONNRESET" }));
  socket.on("data", onData);
  socket.once("close", onClose);
  try {
    return await promise;
  } finally {
    socket.off("data", onData);
    socket.off("close", onClose);
  }
}
