import { once } from "node:events";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { inspect } from "node:util";
import { expect } from "chai";
import fc from "fast-check";
import { ApiError, CredentialsError, InterruptedError, SoarError, TimeoutError } from "../../src/errors.ts";
import { createHttp } from "../../src/http/create-http.ts";
import { bearer, dependencies, json, options, rejection, serve } from "./loopback.ts";
import type { TestServer } from "./loopback.ts";
import { closeServer, paths, READ, server, start, WRITE } from "./exchange-client.ts";

describe("createExchange", () => {
  afterEach(closeServer);

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
