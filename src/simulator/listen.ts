import { createServer, type RequestListener } from "node:http";

import { ArgumentError } from "../errors.ts";

/** A server on 127.0.0.1. */
export interface Listening {
  /** Without trailing slash. */
  url: string;
  /** Ends the server and every connection. May be called again. */
  close: () => Promise<void>;
}

/**
 * @param port 0 for a free one
 * @throws ArgumentError when the port cannot be had
 */
export async function listen(port: number, listener: RequestListener): Promise<Listening> {
  const server = createServer(listener);
  // A client that keeps its connections must not find them closed after a pause.
  server.keepAliveTimeout = 65_000;
  const url = await new Promise<string>((resolve, reject) => {
    server.once("error", (cause) => {
      const message = `The simulator cannot listen on port ${String(port)}: ${cause.message}`;
      reject(new ArgumentError(message, "Choose another port, or none for a free one.", { cause }));
    });
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      if (typeof address === "object" && address !== null) resolve(`http://127.0.0.1:${String(address.port)}`);
    });
  });
  return {
    url,
    close: async () => {
      if (!server.listening) return;
      const closed = new Promise<void>((resolve) => server.once("close", resolve));
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
