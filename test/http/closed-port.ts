import { once } from "node:events";
import { createServer } from "node:net";

/**
 * A port of 127.0.0.1 at which nobody listens. It lies below those that systems give to whoever asks for any, so that
 * no server or connection of another test comes to have it.
 */
export async function closedPort(): Promise<number> {
  for (;;) {
    const port = LOWEST + Math.floor(Math.random() * (FIRST_EPHEMERAL - LOWEST));
    const server = createServer().listen(port, "127.0.0.1");
    const isFree = await once(server, "listening").then(
      () => true,
      () => false,
    );
    if (!isFree) continue;
    server.close();
    await once(server, "close");
    return port;
  }
}

// --- internal ---

const LOWEST = 16_384;

/** Of Linux; others begin higher. */
const FIRST_EPHEMERAL = 32_768;
