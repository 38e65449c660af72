import type { Socket } from "node:net";
import type { ConnectionOptions } from "node:tls";
import { HttpsProxyAgent } from "https-proxy-agent";
import { ProxyError } from "./network-fault.ts";

/** Connections through a proxy's CONNECT. TLS is spoken with the vendor, end to end. */
export class Tunnel extends HttpsProxyAgent<string> {
  constructor(proxy: URL, options: { keepAlive: boolean; tls: ConnectionOptions }) {
    super(proxy, { keepAlive: options.keepAlive, ...options.tls });
    // Node merges an agent's options into each connection's; the base class keeps none of those it was given.
    Object.assign(this.options, options.tls);
  }

  /** The base class hands on a proxy's refusal as if the vendor had answered it; here it is an error of its own. */
  override async connect(...args: Parameters<HttpsProxyAgent<string>["connect"]>): Promise<Socket> {
    const { host } = this.proxy;
    let status: number | undefined;
    args[0].once("proxyConnect", (answer: { statusCode: number }) => {
      status = answer.statusCode;
    });
    let socket: Socket;
    try {
      socket = await super.connect(...args);
    } catch (cause) {
      throw new ProxyError(host, undefined, cause);
    }
    if (status === 200) return socket;
    socket.destroy();
    throw new ProxyError(host, status);
  }
}
