import { once } from "node:events";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { inspect } from "node:util";
import { expect } from "chai";
import fc from "fast-check";
import {
  ApiError,
  CredentialsError,
  InterruptedError,
  NetworkError,
  RateLimitError,
  SoarError,
  TimeoutError,
} from "../../src/errors.ts";
import { createHttp } from "../../src/http/create-http.ts";
import type { HttpDependencies } from "../../src/http/create-http.ts";
import { anything, bearer, dependencies, json, options, rejection, serve } from "./loopback.ts";
import type { Answering, TestServer } from "./loopback.ts";

const READ = { method: "GET", path: "/v1/items", answer: anything } as const;
const WRITE = { method: "POST", path: "/v1/items", body: { a: 1 } } as const;

describe("createExchange", () => {
  let server: TestServer;
  const start = async (answer: Answering, overrides: Partial<HttpDependencies> = {}, auth = options("").auth) => {
    server = await serve(answer);
    const all = dependencies(overrides);
    return { ...all, client: createHttp(all.deps)(options(server.url, auth)) };
  };
  const paths = () => server.seen.map(({ path }) => path);
  afterEach(() => server.close());

  describe("tokens", () => {
    const vendor =
      (valid: (token: string) => boolean = () => true): Answering =>
      ({ path, headers }, response) => {
        const asked = paths().filter((seen) => seen === "/oauth").length;
        if (path === "/oauth") json(response, { access_token: `t${asked}`, expires_in: 900 });
        else if (valid(headers.authorization ?? "")) json(response, { token: headers.authorization });
        else json(response, { error: "invalid token" }, 401);
      };

    it("asks for one token for all requests that need one at the same time", async () => {
      const { client } = await start(vendor(), {}, bearer());
      const answers = await Promise.all(Array.from({ length: 20 }, () => client.send(READ)));
      expect(answers).to.deep.equal(Array(20).fill({ token: "Bearer t1" }));
      expect(paths().filter((path) => path === "/oauth")).to.have.length(1);
      expect(server.seen).to.have.length(21);
    });

    it("asks for none where the store has one", async () => {
      const { client, deps } = await start(vendor(), {}, bearer());
      await client.send(READ);
      await createHttp(deps)(options(server.url, bearer())).send(READ);
      expect(paths()).to.deep.equal(["/oauth", "/v1/items", "/v1/items"]);
    });

    it("renews a token a minute before it ends, in memory and from the store", async () => {
      const { client, deps, advance } = await start(vendor(), {}, bearer());
      await client.send(READ);
      advance(839_999);
      await client.send(READ);
      advance(1);
      await createHttp(deps)(options(server.url, bearer())).send(READ);
      expect(await client.send(READ)).to.deep.equal({ token: "Bearer t2" });
      expect(paths()).to.deep.equal(["/oauth", "/v1/items", "/v1/items", "/oauth", "/v1/items", "/v1/items"]);
    });

    it("replays a request whose token was refused with a new one, also a write", async () => {
      const { client, kept } = await start(
        vendor((token) => token === "Bearer t2"),
        {},
        bearer(),
      );
      await client.send(WRITE);
      expect(paths()).to.deep.equal(["/oauth", "/v1/items", "/oauth", "/v1/items"]);
      expect(server.seen.map(({ body }) => body)).to.deep.equal(["", '{"a":1}', "", '{"a":1}']);
      expect([...kept.values()].map(({ accessToken }) => accessToken)).to.deep.equal(["t2"]);
    });

    it("gives up when the new token is refused too, and keeps none", async () => {
      const { client, kept } = await start(
        vendor(() => false),
        {},
        bearer(),
      );
      const error = await rejection(client.send(READ));
      expect(error).to.be.instanceOf(CredentialsError);
      expect((error as CredentialsError).message).to.equal(
        'The vendor does not accept the credentials (401 on GET /v1/items): {"error":"invalid token"}.',
      );
      expect(paths()).to.deep.equal(["/oauth", "/v1/items", "/oauth", "/v1/items"]);
      expect(kept.size).to.equal(0);
    });

    it("takes the newer token that another process has put into the store meanwhile", async () => {
      const owner = () => `${server.url} key-1`;
      const { client, kept } = await start(
        ({ headers }, response) => {
          if (headers.authorization === "Bearer new") {
            json(response, 1);
            return;
          }
          kept.set(owner(), { accessToken: "new", expiresAt: Date.UTC(2027, 0, 1) });
          json(response, {}, 401);
        },
        {},
        bearer(),
      );
      kept.set(owner(), { accessToken: "old", expiresAt: Date.UTC(2027, 0, 1) });
      expect(await client.send(READ)).to.equal(1);
      expect(server.seen.map(({ headers }) => headers.authorization)).to.deep.equal(["Bearer old", "Bearer new"]);
      expect([...kept.values()].map(({ accessToken }) => accessToken)).to.deep.equal(["new"]);
    });

    it("says what to check when the vendor gives no token", async () => {
      for (const status of [400, 401]) {
        const { client } = await start(
          (_, response) => json(response, { error: "invalid_client" }, status),
          {},
          bearer(),
        );
        const error = await rejection(client.send(READ));
        expect(error).to.be.instanceOf(CredentialsError);
        expect((error as CredentialsError).message).to.equal(
          `The vendor at ${server.url} gives no access token for these credentials.`,
        );
        expect((error as CredentialsError).hint)
          .to.include("client id and secret")
          .and.include("region");
        expect(paths()).to.deep.equal(["/oauth"]);
        await server.close();
      }
      await start(vendor());
    });

    it("reports another fault of the token's request as what it is", async () => {
      const { client } = await start((_, response) => json(response, { error: "invalid_scope" }, 400), {}, bearer());
      const error = await rejection(client.send(READ));
      expect(error).to.be.instanceOf(ApiError);
      expect((error as ApiError).message).to.equal('POST /oauth was answered with 400: {"error":"invalid_scope"}.');
    });

    it("refuses a token that is empty or over", async () => {
      const { client } = await start(
        (_, response) => json(response, { access_token: "t", expires_in: -1 }),
        {},
        bearer(),
      );
      const error = await rejection(client.send(READ));
      expect(error).to.be.instanceOf(ApiError);
      expect((error as ApiError).message).to.equal("The vendor's access token is unusable (valid for -1000 ms).");
    });

    it("does not ask for a short-lived token on every request", async () => {
      const { client, advance } = await start(
        ({ path }, response) => json(response, path === "/oauth" ? { access_token: "t", expires_in: 30 } : 1),
        {},
        bearer(),
      );
      await client.send(READ);
      advance(14_999);
      await client.send(READ);
      advance(1);
      await client.send(READ);
      expect(paths()).to.deep.equal(["/oauth", "/v1/items", "/v1/items", "/oauth", "/v1/items"]);
    });

    it("does not end the request for a token when one of those who wait for it stops", async () => {
      const asked = Promise.withResolvers<() => void>();
      const { client } = await start(
        ({ path }, response) => {
          if (path === "/oauth") asked.resolve(() => json(response, { access_token: "t", expires_in: 900 }));
          else json(response, 1);
        },
        {},
        bearer(),
      );
      const stop = new AbortController();
      const stopped = rejection(client.send({ ...READ, signal: stop.signal }));
      const other = client.send(READ);
      const answer = await asked.promise;
      stop.abort();
      expect(await stopped).to.be.instanceOf(InterruptedError);
      answer();
      expect(await other).to.equal(1);
      expect(paths()).to.deep.equal(["/oauth", "/v1/items"]);
    });

    it("ends the request for a token when all who wait for it have stopped, and asks anew afterwards", async () => {
      const asked = Promise.withResolvers<{ isClosed: Promise<unknown> }>();
      const { client } = await start(
        ({ path }, response, count) => {
          if (count === 1) asked.resolve({ isClosed: once(response, "close") });
          else if (path === "/oauth") json(response, { access_token: "t", expires_in: 900 });
          else json(response, 1);
        },
        {},
        bearer(),
      );
      const stop = new AbortController();
      const stopped = [1, 2].map(() => rejection(client.send({ ...READ, signal: stop.signal })));
      const { isClosed } = await asked.promise;
      stop.abort();
      for (const error of await Promise.all(stopped)) expect(error).to.be.instanceOf(InterruptedError);
      await isClosed;
      expect(await client.send(READ)).to.equal(1);
      expect(paths()).to.deep.equal(["/oauth", "/oauth", "/v1/items"]);
    });
  });

  describe("retries", () => {
    it("keeps to Retry-After in seconds, for a write too", async () => {
      const { client, waits } = await start((_, response, count) =>
        count <= 2 ? json(response, {}, 429, { "retry-after": "7" }) : json(response, 1),
      );
      await client.send(WRITE);
      expect(waits).to.deep.equal([7_000, 7_000]);
      expect(server.seen).to.have.length(3);
    });

    it("keeps to Retry-After as a date", async () => {
      const { client, waits } = await start((_, response, count) =>
        count === 1
          ? json(response, {}, 503, {
              date: "Thu, 01 Jan 2026 00:00:00 GMT",
              "retry-after": "Thu, 01 Jan 2026 00:00:20 GMT",
            })
          : json(response, 1),
      );
      await client.send(WRITE);
      expect(waits).to.deep.equal([20_000]);
    });

    it("gives up at once when it is told to come back after the deadline", async () => {
      const { client, waits } = await start((_, response) => json(response, {}, 429, { "retry-after": "3600" }));
      const error = await rejection(client.send(READ));
      expect(error).to.be.instanceOf(RateLimitError);
      expect((error as RateLimitError).message).to.equal(
        "The vendor takes no more requests at the moment (429 on GET /v1/items, 1 try) and asks to wait 3600 s.",
      );
      expect(waits).to.deep.equal([]);
      expect(server.seen).to.have.length(1);
    });

    it("waits a minute at most at a time, and says that it waits", async () => {
      const { client, waits, lines } = await start((_, response, count) =>
        count === 1 ? json(response, {}, 429, { "retry-after": "90" }) : json(response, 1),
      );
      await client.send(READ);
      expect(waits).to.deep.equal([60_000]);
      expect(lines.filter(({ level }) => level === "warn").map(({ message }) => message)).to.deep.equal([
        "Waiting 60 s: GET /v1/items is tried again then.",
      ]);
    });

    it("backs off from refusals without Retry-After until the deadline", async () => {
      const { client, waits } = await start((_, response) => json(response, {}, 429));
      const error = await rejection(client.send(WRITE));
      expect(error).to.be.instanceOf(RateLimitError);
      expect(waits).to.deep.equal([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
      expect(server.seen).to.have.length(8);
    });

    it("passes the deadline under a clock that stands still", async () => {
      const waits: number[] = [];
      const { client } = await start((_, response) => json(response, {}, 429, { "retry-after": "40" }), {
        now: () => 0,
        wait: async (ms) => void waits.push(ms),
      });
      expect(await rejection(client.send(READ))).to.be.instanceOf(RateLimitError);
      expect(waits).to.deep.equal([40_000, 40_000]);
    });

    it("tries a read again after a server error, three times, and says so", async () => {
      const { client, waits } = await start((_, response) => json(response, { error: "oops" }, 502));
      const error = await rejection(client.send(READ));
      expect(error).to.be.instanceOf(ApiError);
      expect((error as ApiError).message).to.equal('GET /v1/items was answered with 502, 4 tries: {"error":"oops"}.');
      expect(waits).to.deep.equal([250, 500, 1_000]);
      expect(server.seen).to.have.length(4);
    });

    it("sends a write once where the vendor fails or the connection breaks", async () => {
      const { client, waits } = await start((_, response, count) =>
        count === 1 ? json(response, {}, 500) : void response.socket?.destroy(),
      );
      expect(await rejection(client.send(WRITE))).to.be.instanceOf(ApiError);
      expect(await rejection(client.send(WRITE))).to.be.instanceOf(NetworkError);
      expect(waits).to.deep.equal([]);
      expect(server.seen).to.have.length(2);
    });

    it("tries a read again whose connection breaks, before or within the answer", async () => {
      const { client } = await start((_, response, count) => {
        if (count === 1) response.socket?.destroy();
        else if (count === 2) {
          response.writeHead(200, { "content-length": "100" });
          response.write('{"half":', () => response.socket?.destroy());
        } else json(response, { whole: true });
      });
      expect(await client.send(READ)).to.deep.equal({ whole: true });
      expect(server.seen).to.have.length(3);
    });

    it("reports a connection that keeps breaking", async () => {
      const { client } = await start((_, response) => void response.socket?.destroy());
      const error = await rejection(client.send(READ));
      expect(error).to.be.instanceOf(NetworkError);
      expect((error as NetworkError).message).to.equal(
        `GET /v1/items: 127.0.0.1:${server.port} closed the connection before its answer was complete (4 tries).`,
      );
      expect(server.seen).to.have.length(4);
    });

    it("tries a write again that was never sent", async () => {
      await start(() => undefined);
      const free = createServer().listen(0, "127.0.0.1");
      await once(free, "listening");
      const { port } = free.address() as AddressInfo;
      free.close();
      await once(free, "close");
      const { deps, waits } = dependencies();
      const error = await rejection(createHttp(deps)(options(`http://127.0.0.1:${port}`)).send(WRITE));
      expect(error).to.be.instanceOf(NetworkError);
      expect((error as NetworkError).message).to.equal(
        `POST /v1/items: 127.0.0.1:${port} refused the connection (4 tries).`,
      );
      expect(waits).to.deep.equal([250, 500, 1_000]);
    });

    it("ends a try that is not answered in time, and tries a read again", async () => {
      const { client } = await start((_, response, count) => (count === 2 ? json(response, 1) : undefined), {
        tryMs: 500,
      });
      expect(await client.send(READ)).to.equal(1);
      expect(server.seen).to.have.length(2);
    });

    it("ends a try that is not answered at the deadline at the latest", async () => {
      const { client } = await start(() => undefined, { deadlineMs: 100 });
      expect(await rejection(client.send(WRITE))).to.be.instanceOf(NetworkError);
    });

    it("ends an answer that stops half-way, or comes too slowly for the deadline", async () => {
      const { client } = await start((_, response) => void response.write('{"half":'), {
        tryMs: 100,
        deadlineMs: 10_000,
      });
      const error = await rejection(client.send({ ...READ, repeatable: false }));
      expect(error).to.be.instanceOf(NetworkError);
      expect((error as NetworkError).message).to.equal(
        `GET /v1/items: 127.0.0.1:${server.port} did not answer in time.`,
      );
      await server.close();

      const timers: NodeJS.Timeout[] = [];
      const slow = await start((_, response) => timers.push(setInterval(() => response.write(" "), 20)), {
        tryMs: 5_000,
        deadlineMs: 200,
      });
      expect(await rejection(slow.client.send({ ...READ, repeatable: false }))).to.be.instanceOf(NetworkError);
      timers.forEach((timer) => clearInterval(timer));
    });
  });

  describe("the budget", () => {
    it("is taken from before every try, the token's included, under a key that tells nobody who it is", async () => {
      const taken: string[] = [];
      const { client } = await start(
        ({ path }, response, count) => {
          if (path === "/oauth") json(response, { access_token: "t", expires_in: 900 });
          else json(response, 1, count === 2 ? 500 : 200);
        },
        {
          limit: { requests: 120, perMs: 60_000 },
          budget: {
            take: async (key, limit) => {
              expect(limit).to.deep.equal({ requests: 120, perMs: 60_000 });
              taken.push(key);
              return 0;
            },
          },
        },
        bearer(),
      );
      await client.send(READ);
      expect(server.seen).to.have.length(3);
      expect(taken).to.have.length(3);
      expect(new Set(taken).size).to.equal(1);
      expect(taken[0]).to.match(/^[0-9a-f]{32}$/);
    });

    it("is waited for as long as it says", async () => {
      const answers = [1_500, 300, 0];
      const { client, waits } = await start((_, response) => json(response, 1), {
        limit: { requests: 1, perMs: 60_000 },
        budget: { take: async () => answers.shift() ?? 0 },
      });
      await client.send(READ);
      expect(waits).to.deep.equal([1_500, 300]);
    });

    it("says that it waits when a person would wonder", async () => {
      const answers = [4_999, 5_000];
      const { client, lines } = await start((_, response) => json(response, 1), {
        limit: { requests: 120, perMs: 60_000 },
        budget: { take: async () => answers.shift() ?? 0 },
      });
      await client.send(READ);
      expect(lines.filter(({ level }) => level === "warn").map(({ message }) => message)).to.deep.equal([
        "Waiting 5 s: the request budget of 120 in 60 s is used up.",
      ]);
    });

    it("fails a request that would have to wait beyond its deadline, and sends nothing", async () => {
      const { client, waits } = await start((_, response) => json(response, 1), {
        limit: { requests: 120, perMs: 60_000 },
        budget: { take: async () => 45_000 },
      });
      const error = await rejection(client.send(READ));
      expect(error).to.be.instanceOf(RateLimitError);
      expect((error as RateLimitError).message).to.equal(
        "The request budget of 120 in 60 s is used up, and the next request is free in 45 s only, after this call's deadline.",
      );
      expect(waits).to.deep.equal([45_000, 45_000]);
      expect(server.seen).to.deep.equal([]);
    });

    it("is one for all who use the same account at the same URL, and another for others", async () => {
      const taken: string[] = [];
      const { deps } = await start((_, response) => json(response, { access_token: "t", expires_in: 900 }), {
        limit: { requests: 1, perMs: 1 },
        budget: {
          take: async (key) => {
            taken.push(key);
            return 0;
          },
        },
      });
      const make = createHttp(deps);
      const value = bearer("other").clientSecret;
      const auths = [
        { kind: "none" },
        { kind: "basic", username: "ann", password: value },
        { kind: "basic", username: "bob", password: value },
        { kind: "header", name: "X-Key", value },
      ] as const;
      for (const auth of auths) await make(options(server.url, auth)).send(READ);
      await make(options(`${server.url}/`, auths[1])).send(READ);
      await make(options(`${server.url}/eu`, auths[1])).send(READ);
      expect(new Set(taken).size).to.equal(5);
      expect(taken[4]).to.equal(taken[1]);
    });
  });

  describe("when the caller stops", () => {
    it("ends a request on its way", async () => {
      const received = Promise.withResolvers<undefined>();
      const { client } = await start(() => received.resolve(undefined));
      const stop = new AbortController();
      const error = rejection(client.send({ ...READ, signal: stop.signal }));
      await received.promise;
      stop.abort();
      expect(await error).to.be.instanceOf(InterruptedError);
      expect(server.seen).to.have.length(1);
    });

    it("ends a wait, and gives the caller's own error where it has one", async () => {
      const waiting = Promise.withResolvers<undefined>();
      const { client } = await start((_, response) => json(response, {}, 429, { "retry-after": "9" }), {
        wait: async (_, signal) => {
          waiting.resolve(undefined);
          await once(signal!, "abort");
        },
      });
      const stop = new AbortController();
      const error = rejection(client.send({ ...READ, signal: stop.signal }));
      await waiting.promise;
      const reason = new TimeoutError("over", "none");
      stop.abort(reason);
      expect(await error).to.equal(reason);
      expect(server.seen).to.have.length(1);
    });

    it("ends an answer that is being read", async () => {
      const { client } = await start((_, response) => void response.write("{"));
      const stop = new AbortController();
      const error = rejection(client.send({ ...READ, signal: stop.signal }));
      await once(server.server, "request");
      setImmediate(() => stop.abort(null));
      expect(await error).to.be.instanceOf(InterruptedError);
    });

    it("sends nothing when it has stopped before", async () => {
      const { client } = await start((_, response) => json(response, 1));
      const error = await rejection(client.send({ ...READ, signal: AbortSignal.abort() }));
      expect(error).to.be.instanceOf(InterruptedError);
      expect(server.seen).to.deep.equal([]);
    });
  });

  describe("redirects", () => {
    let other: TestServer;
    afterEach(() => other.close());
    const secret = bearer("canary");

    it("are followed by a GET: with credentials on the same origin, without on another", async () => {
      other = await serve((_, response) => json(response, { from: "other" }));
      const { client } = await start(
        ({ path }, response) => {
          if (path === "/oauth") json(response, { access_token: "t", expires_in: 900 });
          else if (path === "/v1/items") response.writeHead(308, { location: "/v1/items/" }).end();
          else response.writeHead(302, { location: `${other.url}/file?x=1` }).end();
        },
        {},
        secret,
      );
      expect(await client.send({ ...READ, headers: { "x-own": "1" } })).to.deep.equal({ from: "other" });
      expect(paths()).to.deep.equal(["/oauth", "/v1/items", "/v1/items/"]);
      expect(server.seen[2]?.headers.authorization).to.equal("Bearer t");
      expect(other.seen.map(({ path }) => path)).to.deep.equal(["/file?x=1"]);
      expect(other.seen[0]?.headers).to.not.have.any.keys("authorization", "x-own", "cookie");
    });

    it("do not turn another origin's refusal into one of the credentials", async () => {
      other = await serve((_, response) => json(response, { error: "expired" }, 401));
      const { client } = await start((_, response) => response.writeHead(302, { location: `${other.url}/file` }).end());
      const error = await rejection(client.send(READ));
      expect(error).to.be.instanceOf(ApiError);
      expect((error as ApiError).message).to.equal(`GET ${other.url}/file was answered with 401: {"error":"expired"}.`);
    });

    it("are never followed by anything else", async () => {
      other = await serve((_, response) => json(response, 1));
      const { client } = await start((_, response) => response.writeHead(307, { location: other.url }).end());
      const error = await rejection(client.send({ ...WRITE, repeatable: true }));
      expect(error).to.be.instanceOf(ApiError).and.include({ status: 307 });
      expect((error as ApiError).hint).to.equal("Set the instance's URL to where the vendor's API really is.");
      expect(other.seen).to.deep.equal([]);
    });

    it("end after five", async () => {
      other = await serve((_, response) => json(response, 1));
      const { client } = await start((_, response) => response.writeHead(302, { location: "/v1/items" }).end());
      const error = await rejection(client.send(READ));
      expect(error).to.be.instanceOf(ApiError);
      expect((error as ApiError).message).to.equal("GET /v1/items was redirected more than 5 times.");
      expect(server.seen).to.have.length(6);
    });

    it("are refused where they lead to no web address, or carry credentials", async () => {
      other = await serve((_, response) => json(response, 1));
      const { client } = await start(({ path }, response) => {
        const location = path === "/v1/items" ? "file:///etc/passwd" : `http://u:p@127.0.0.1:${other.port}/`;
        response.writeHead(302, { location }).end();
      });
      for (const path of ["/v1/items", "/x"]) {
        const error = await rejection(client.send({ ...READ, path }));
        expect((error as ApiError).message).to.equal(
          `GET ${path} was redirected to an address that must not be followed.`,
        );
      }
      expect(other.seen).to.deep.equal([]);
    });
  });

  it("ends in an answer or in one of its errors, whatever bytes come back", async () => {
    await start(() => undefined);
    let bytes = Buffer.alloc(0);
    const raw = createServer((socket) => {
      socket.on("error", () => undefined);
      socket.once("data", () => socket.end(bytes));
    }).listen(0, "127.0.0.1");
    await once(raw, "listening");
    const { port } = raw.address() as AddressInfo;
    const client = createHttp(dependencies({ tryMs: 500 }).deps)(options(`http://127.0.0.1:${port}`));
    const head = fc.constantFrom(
      "",
      "HTTP/1.1 200 OK\r\n\r\n",
      "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\n\r\n",
      "HTTP/1.1 429 No\r\nretry-after: ",
    );
    try {
      await fc.assert(
        fc.asyncProperty(head, fc.uint8Array({ maxLength: 200 }), async (start, rest) => {
          bytes = Buffer.concat([Buffer.from(start), rest]);
          const outcome = await client.send({ ...READ, repeatable: false }).catch((error: unknown) => error);
          if (outcome instanceof Error) expect(outcome).to.be.instanceOf(SoarError);
        }),
        { numRuns: 200 },
      );
    } finally {
      raw.close();
    }
  });

  it("masks basic credentials and header values that a vendor gives back", async () => {
    await start(({ headers }, response) => json(response, { a: headers.authorization, b: headers["x-key"] }, 400));
    const make = createHttp(dependencies().deps);
    const value = bearer("canary-value").clientSecret;
    const basic = await rejection(
      make(options(server.url, { kind: "basic", username: "ann", password: value })).send(READ),
    );
    const header = await rejection(make(options(server.url, { kind: "header", name: "X-Key", value })).send(READ));
    expect((basic as ApiError).body).to.match(/^\{"a":"Basic .{0,8}\*\*\*.{0,4}"\}$/);
    expect((header as ApiError).body).to.equal('{"b":"***"}');
  });

  it("lets no secret into an error, nor into anything that hangs on it", async () => {
    const { client } = await start(
      ({ path, headers }, response, count) => {
        const echo = { echo: headers.authorization };
        if (path === "/oauth" && count < 3) json(response, { access_token: "canary-token", expires_in: 900 });
        else if (path === "/reset") response.socket?.destroy();
        else json(response, echo, path === "/oauth" ? 401 : 400);
      },
      {},
      bearer("canary-secret"),
    );
    const errors: unknown[] = [];
    for (const path of ["/x", "/reset"]) errors.push(await rejection(client.send({ ...READ, path })));
    const { deps } = dependencies();
    errors.push(await rejection(createHttp(deps)(options(server.url, bearer("canary-secret"))).send(READ)));
    for (const error of errors) {
      expect(error).to.be.instanceOf(SoarError);
      const printed = inspect(error, { depth: 20, showHidden: true, getters: true });
      expect(printed).to.not.include("canary");
      expect(printed).to.not.include(Buffer.from("key-1:canary-secret").toString("base64"));
    }
    expect((errors[0] as ApiError).body).to.equal('{"echo":"Bearer ***"}');
    expect(errors[2]).to.be.instanceOf(CredentialsError);
  });
});
