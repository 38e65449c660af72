import { expect } from "chai";
import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { json, serve, type TestServer } from "../http/loopback.ts";
import type { ToldError } from "./refusals.ts";
import { start, temporaryFolder } from "./soar.ts";

const TOKEN = { access_token: "t", token_type: "bearer", expires_in: 900 };
const STOPPED: ToldError = {
  code: "INTERRUPTED",
  who: "analyst",
  message: "Interrupted",
  hint: "What was committed before stays; run it again to go on.",
};

/** Where Ctrl-C strikes. */
const MOMENTS: {
  it: string;
  args: string[];
  env?: Record<string, string>;
  /** What the vendor does; `reached` says that now is the moment. */
  vendor: (path: string, response: ServerResponse, reached: () => void) => void;
  /** The moment, where the vendor cannot tell: what standard error says then. */
  said?: string;
}[] = [
  {
    it: "ends a command that waits for its answer",
    args: ["run", "code42-alert-get", "id=1"],
    vendor: (path, response, reached) => (isOauth(path) ? json(response, TOKEN) : reached()),
  },
  {
    it: "ends a command that waits for its token",
    args: ["run", "code42-alert-get", "id=1"],
    vendor: (_path, _response, reached) => reached(),
  },
  {
    it: "ends a command in the middle of an answer",
    args: ["run", "code42-alert-get", "id=1"],
    vendor: (path, response, reached) =>
      isOauth(path) ? json(response, TOKEN) : void response.write('{"sessionId":', () => reached()),
  },
  {
    it: "ends a command that was told to come back later",
    args: ["run", "code42-alert-get", "id=1"],
    vendor: (path, response) =>
      isOauth(path) ? json(response, TOKEN) : json(response, {}, 429, { "retry-after": "60" }),
    said: "warning: Waiting 60 s: GET /v1/sessions/1 is tried again then.\n",
  },
  {
    it: "ends a command that waits for its budget",
    args: ["run", "code42-alert-get", "id=1"],
    env: { SOAR_BUDGET: "1/60000" },
    vendor: (_path, response) => json(response, TOKEN),
    said: "warning: Waiting 60 s: the request budget of 1 in 60 s is used up.\n",
  },
  {
    it: "ends a fetch",
    args: ["fetch"],
    vendor: (path, response, reached) => (isOauth(path) ? json(response, TOKEN) : reached()),
  },
  {
    it: "ends a test",
    args: ["test"],
    vendor: (path, response, reached) => (isOauth(path) ? json(response, TOKEN) : reached()),
  },
];

describe("Ctrl-C", () => {
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    for (const moment of signal === "SIGINT" ? MOMENTS : MOMENTS.slice(0, 1)) {
      it(`${moment.it} at once (${signal}), with one document, and leaves nothing behind`, async () => {
        const folder = temporaryFolder();
        const reached = Promise.withResolvers<undefined>();
        const server = await serve(({ path }, response) =>
          moment.vendor(path, response, () => reached.resolve(undefined)),
        );
        try {
          const child = start([...moment.args, "--json"], {
            cwd: folder.path,
            env: {
              CODE42_API_URL: server.url,
              CODE42_CLIENT_ID: "key-1",
              CODE42_CLIENT_SECRET: "not-a-secret",
              ...moment.env,
            },
          });
          let stdout = "";
          let stderr = "";
          child.stdout!.setEncoding("utf8").on("data", (text: string) => (stdout += text));
          child.stderr!.setEncoding("utf8").on("data", (text: string) => {
            stderr += text;
            if (moment.said !== undefined && stderr.includes(moment.said)) reached.resolve(undefined);
          });
          const ended = once(child, "close");
          await Promise.race([reached.promise, ended]);
          child.kill(signal);
          await ended;
          expect(child.exitCode, stderr).to.equal(130);
          expect(stderr).to.equal(moment.said ?? "");
          expect(errorIn(stdout)).to.deep.equal(STOPPED);
          expect(await openConnections(server)).to.equal(0);
        } finally {
          await server.close();
          folder.remove();
        }
      });
    }
  }
});

// --- internal ---

function isOauth(path: string): boolean {
  return path.startsWith("/v1/oauth");
}

function errorIn(stdout: string): ToldError | undefined {
  const document = JSON.parse(stdout) as { error?: ToldError; instances?: { error: ToldError }[] };
  return document.error ?? document.instances?.[0]?.error;
}

/** How many connections are left once the server has seen what the other side has closed. */
async function openConnections({ server }: TestServer): Promise<number> {
  const count = () =>
    new Promise<number>((resolve, reject) =>
      server.getConnections((error, open) => (error ? reject(error) : resolve(open))),
    );
  for (let turns = 0; turns < 50 && (await count()) > 0; turns++) await new Promise(setImmediate);
  return count();
}
