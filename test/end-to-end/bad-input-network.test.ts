import { readFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { closedPort } from "../http/closed-port.ts";
import { json, serve, started, type Answering, type TestServer } from "../http/loopback.ts";
import { itRefuses, tell, type BadCase, type ToldError } from "./refusals.ts";
import { startSimulator, temporaryFolder, type RunningSimulator } from "./soar.ts";

function api(message: string, hint: string): { exit: number; error: ToldError } {
  return { exit: 3, error: { code: "API", who: "vendor", message, hint } };
}

function network(message: string, hint: string): { exit: number; error: ToldError } {
  return { exit: 3, error: { code: "NETWORK", who: "administrator", message, hint } };
}

const DAMAGED =
  "The answer is damaged or incomplete. Try again; if it stays so, check the instance's URL and its proxy.";
const LATER = "Try again later. If it stays so, check the network between, and whether a proxy is needed (`proxy`).";
const REFUSED_PORT =
  "Check host and port in the instance's URL (and the proxy's), and whether a firewall stands between.";

const TOKEN = { access_token: "t", token_type: "bearer", expires_in: 900 };
const AUTHORITY = fileURLToPath(new URL("../http/certificates/ca.pem", import.meta.url));

/** What is wrong on the way to the vendor, or with its first answer. `URL` is where the test's own server listens. */
const WAYS: (BadCase & { server?: () => Promise<TestServer> })[] = [
  {
    it: "refused credentials",
    args: ["test"],
    env: { CODE42_CLIENT_SECRET: "not-the-secret" },
    exit: 2,
    error: {
      code: "CREDENTIALS",
      who: "administrator",
      message: "The vendor at http://VENDOR gives no access token for these credentials.",
      hint:
        "Check client id and secret, whether they were revoked, and whether the instance's URL is that of the region they " +
        "were made in.",
    },
  },
  {
    it: "a host that does not exist",
    args: ["run", "code42-watchlists-list"],
    // No name server is asked: a label has 63 characters at most.
    env: { CODE42_API_URL: `https://api.${"x".repeat(64)}.code42.com`, CODE42_CLIENT_SECRET: "not-the-secret" },
    ...network(
      `POST /v1/oauth: no such host as api.${"x".repeat(64)}.code42.com.`,
      "Check the host name in the instance's URL, and whether a proxy is needed (`proxy`).",
    ),
  },
  {
    it: "a port where nobody listens",
    args: ["run", "code42-watchlists-list"],
    env: { CODE42_API_URL: "http://CLOSED" },
    ...network("POST /v1/oauth: CLOSED refused the connection (4 tries).", REFUSED_PORT),
  },
  {
    it: "a port where nobody listens, without scheme",
    args: ["fetch"],
    env: { CODE42_API_URL: "CLOSED" },
    ...network("POST /v1/oauth: CLOSED refused the connection (4 tries).", REFUSED_PORT),
  },
  {
    it: "plain HTTP where a URL without scheme means HTTPS",
    args: ["test"],
    env: { CODE42_API_URL: "VENDOR" },
    ...network(
      "POST /v1/oauth: no secure connection with VENDOR came about (EPROTO).",
      "Check that the URL's scheme and port are those of an HTTPS server, and whether the server asks for a client certificate.",
    ),
  },
  {
    it: "a proxy that is not there",
    args: ["test"],
    env: { SOAR_PROXY: "true", CODE42_API_URL: "https://VENDOR", HTTPS_PROXY: "http://CLOSED" },
    ...network(
      "POST /v1/oauth: the proxy CLOSED was not reached (4 tries).",
      "Check host and port of the proxy, or switch it off (`proxy`).",
    ),
  },
  {
    it: "a certificate that nobody vouches for",
    args: ["run", "code42-watchlists-list"],
    server: () => tlsServer("server.pem"),
    ...network(
      "POST /v1/oauth: the certificate of SERVER is signed by nobody this machine trusts (UNABLE_TO_VERIFY_LEAF_SIGNATURE).",
      "If a proxy or an internal authority signs here, trust its certificate: `ca: ${file:PATH}` of the instance in " +
        "soar.yml, or NODE_EXTRA_CA_CERTS=PATH. `insecure` trusts anyone: for tests only.",
    ),
  },
  {
    it: "a certificate that has run out",
    args: ["run", "code42-watchlists-list"],
    server: () => tlsServer("expired.pem"),
    env: { NODE_EXTRA_CA_CERTS: AUTHORITY },
    ...network(
      "POST /v1/oauth: the certificate of SERVER has expired.",
      "Check this machine's clock. If it is right, the server's certificate must be renewed; until then only `insecure` " +
        "gets past it.",
    ),
  },
  {
    it: "a certificate that was made out to another",
    args: ["run", "code42-watchlists-list"],
    server: () => tlsServer("other.pem"),
    env: { NODE_EXTRA_CA_CERTS: AUTHORITY },
    ...network(
      "POST /v1/oauth: the certificate of SERVER was made out to another name.",
      "Use the host name that the certificate names in the instance's URL. `insecure` trusts anyone: for tests only.",
    ),
  },
  {
    it: "an answer that ends before its length",
    args: ["run", "code42-watchlists-list"],
    server: () =>
      afterToken((response) =>
        response.writeHead(200, { "content-length": "100" }).write("{", () => response.socket?.destroy()),
      ),
    ...network("GET /v2/watchlists: SERVER closed the connection before its answer was complete (4 tries).", LATER),
  },
  {
    it: "an answer that is whole and no JSON",
    args: ["run", "code42-watchlists-list"],
    server: () => afterToken((response) => response.end('{"watchlists":[{"watchl')),
    ...api('GET /v2/watchlists was answered with what is no JSON: {"watchlists":[{"watchl', DAMAGED),
  },
  {
    it: "an answer of nothing",
    args: ["run", "code42-watchlists-list"],
    server: () => afterToken((response) => response.end()),
    ...api("GET /v2/watchlists was answered with what is no JSON: nothing at all", DAMAGED),
  },
  {
    it: "JSON of another shape",
    args: ["run", "code42-watchlists-list"],
    server: () => afterToken((response) => json(response, { watchlists: "none", totalCount: 0 })),
    ...api(
      'GET /v2/watchlists was answered with data of another shape than expected: watchlists: Invalid type: Expected Array but received "none".',
      "The vendor's API has changed or is another version. Update the integration, or report this to its author.",
    ),
  },
  {
    it: "redirects in a circle",
    args: ["run", "code42-watchlists-list"],
    server: () => afterToken((response, path) => response.writeHead(302, { location: path }).end()),
    ...api(
      "GET /v2/watchlists was redirected more than 5 times.",
      "Check the instance's URL: it may lead to a login page or to a proxy.",
    ),
  },
  {
    it: "a token request that is not answered: ends with --timeout",
    args: ["run", "code42-watchlists-list", "--timeout", "1"],
    server: () => serve(() => undefined),
    exit: 3,
    error: {
      code: "TIMEOUT",
      who: "analyst",
      message: "Not done within 1 s.",
      hint: "Give it more time with --timeout SECONDS.",
    },
  },
];

describe("a way to the vendor that fails", () => {
  const folder = temporaryFolder();
  const servers: TestServer[] = [];
  let simulator: RunningSimulator;
  let closed: string;

  before(async () => {
    simulator = await startSimulator(["--rate", "0"]);
    closed = `127.0.0.1:${await closedPort()}`;
  });
  after(async () => {
    for (const server of servers) await server.close();
    await simulator.stop();
    folder.remove();
  });

  itRefuses(WAYS, async ({ server, env = {} }) => {
    const running = await server?.();
    if (running) servers.push(running);
    const vendor = new URL(simulator.url).host;
    const url = running?.url ?? env.CODE42_API_URL ?? simulator.url;
    const own = Object.entries({ ...simulator.env, ...env, CODE42_API_URL: url });
    const filled = own.map(([name, text]) => [name, text.replace("CLOSED", closed).replace("VENDOR", vendor)]);
    return {
      cwd: folder.path,
      env: Object.fromEntries(filled) as Record<string, string>,
      names: { CLOSED: closed, VENDOR: vendor, ...(running && { SERVER: new URL(running.url).host }) },
    };
  });

  it("works over TLS whose authority the machine is told to trust", async () => {
    const server = await tlsServer("server.pem", ({ path }, response) =>
      json(response, path.startsWith("/v1/oauth") ? TOKEN : { watchlists: [], totalCount: 0 }),
    );
    servers.push(server);
    const { exit, stderr } = await tell(["run", "code42-watchlists-list"], {
      cwd: folder.path,
      env: { ...simulator.env, CODE42_API_URL: server.url, NODE_EXTRA_CA_CERTS: AUTHORITY },
    });
    expect([exit, stderr]).to.deep.equal([0, ""]);
  });
});

// --- internal ---

async function tlsServer(certificate: string, answer: Answering = () => undefined): Promise<TestServer> {
  return started(createTlsServer({ key: pem("server.key"), cert: pem(certificate) }), "https", answer);
}

/** Gives a token, and then what `answer` writes. */
async function afterToken(answer: (response: ServerResponse, path: string) => unknown): Promise<TestServer> {
  return serve(({ path }, response) => {
    if (path.startsWith("/v1/oauth")) json(response, TOKEN);
    else answer(response, path);
  });
}

function pem(name: string): Buffer {
  return readFileSync(new URL(`../http/certificates/${name}`, import.meta.url));
}
