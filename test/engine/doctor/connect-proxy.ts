import { once } from "node:events";
import { createServer } from "node:http";
import { connect, type AddressInfo, type Socket } from "node:net";

export interface ConnectProxy {
  /** Of its `host:port`. */
  host: string;
  /** `host:port credentials` of every CONNECT. */
  asked: string[];
  close(): Promise<void>;
}

/** A real proxy that opens tunnels, or refuses them with a status. */
export async function startProxy(refuseWith?: number): Promise<ConnectProxy> {
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const proxy = createServer();
  proxy.on("connection", (socket) => sockets.add(socket));
  proxy.on("connect", (request, socket, head) => {
    const { url = "", headers } = request;
    asked.push(`${url} ${headers["proxy-authorization"] ?? ""}`.trim());
    if (refuseWith !== undefined) return socket.end(`HTTP/1.1 ${refuseWith} Refused\r\n\r\n`);
    const { hostname, port } = new URL(`http://${url}`);
    const onward = connect(Number(port), hostname, () => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      onward.write(head);
      socket.pipe(onward).pipe(socket);
    });
    onward.on("error", () => socket.destroy());
    socket.on("error", () => undefined);
    socket.on("close", () => onward.destroy());
    return undefined;
  });
  proxy.listen(0, "127.0.0.1");
  await once(proxy, "listening");
  return {
    host: `127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    asked,
    async close() {
      for (const socket of sockets) socket.destroy();
      proxy.close();
      await once(proxy, "close");
    },
  };
}
