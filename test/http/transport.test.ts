import { once } from "node:events";
import { buffer, text } from "node:stream/consumers";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { expect } from "chai";
import { ApiError, CredentialsError, InterruptedError, NetworkError } from "../../src/errors.ts";
import { createHttp } from "../../src/http/create-http.ts";
import type { HttpDependencies } from "../../src/http/create-http.ts";
import { anything, bearer, dependencies, json, options, rejection, serve } from "./loopback.ts";
import type { Answering, TestServer } from "./loopback.ts";

const READ = { method: "GET", path: "/v1/items", answer: anything } as const;
const FILE = { method: "GET", path: "/v1/file", headers: { accept: "*/*" } } as const;

describe("createTransport", () => {
  let server: TestServer;
  const start = async (answer: Answering, overrides: Partial<HttpDependencies> = {}) => {
    server = await serve(answer);
    return createHttp(dependencies(overrides).deps)(options(server.url));
  };
  afterEach(() => server.close());

  it("uses one connection for reads that follow each other, whether their body is wanted or not", async () => {
    const client = await start((_, response) => json(response, { a: 1 }));
    for (let i = 0; i < 3; i++) await client.send(READ);
    for (let i = 0; i < 3; i++) await client.send({ method: "GET", path: "/x" });
    expect(server.connections()).to.equal(1);
  });

  it("gives a request that must not be repeated a connection of its own", async () => {
    const client = await start((_, response) => json(response, { a: 1 }));
    await client.send(READ);
    await client.send({ method: "POST", path: "/x" });
    await client.send({ method: "POST", path: "/x" });
    await client.send({ method: "POST", path: "/x", repeatable: true });
    expect(server.connections()).to.equal(3);
  });

  it("reads compressed answers", async () => {
    const packed = [gzipSync('{"a":1}'), brotliCompressSync('{"a":1}')];
    const client = await start((_, response, count) =>
      response.writeHead(200, { "content-encoding": count === 1 ? "gzip" : "br" }).end(packed[count - 1]),
    );
    expect(await client.send(READ)).to.deep.equal({ a: 1 });
    expect(await client.send(READ)).to.deep.equal({ a: 1 });
  });

  it("reads JSON that begins with a byte order mark", async () => {
    const client = await start((_, response) => response.end("\uFEFF[1]"));
    expect(await client.send(READ)).to.deep.equal([1]);
  });

  it("refuses an answer too large to hold, also one that was small before it was unpacked", async () => {
    const bomb = gzipSync(Buffer.alloc(65 * 1024 * 1024, " "));
    const client = await start((_, response) => response.writeHead(200, { "content-encoding": "gzip" }).end(bomb));
    const error = await rejection(client.send(READ));
    expect(error).to.be.instanceOf(ApiError);
    expect((error as ApiError).message).to.equal("GET /v1/items was answered with more than 64 MiB.");
    expect(server.seen).to.have.length(1);
  });

  it("keeps only the beginning of a refusal, whatever its length", async () => {
    const client = await start((_, response) => {
      response.writeHead(400);
      const more = () => {
        while (!response.destroyed && response.write("x".repeat(10_000)));
        if (!response.destroyed) response.once("drain", more);
      };
      more();
    });
    const error = await rejection(client.send(READ));
    expect(error).to.include({ status: 400 });
    expect((error as ApiError).body).to.have.length(2_000);
    expect((error as ApiError).message).to.have.length(339);
  });

  it("takes a write for done once its status says so, whatever becomes of a body that nobody wants", async () => {
    const client = await start((_, response) => {
      response.writeHead(200, { "content-length": "100" });
      response.write("half", () => response.socket?.destroy());
    });
    await client.send({ method: "POST", path: "/x" });
    expect(server.seen).to.have.length(1);
  });

  it("lets nothing in a message that a terminal would obey", async () => {
    const client = await start((_, response) => response.writeHead(400).end("a\u001b[31mb\u202ec\r\n d"));
    const error = await rejection(client.send(READ));
    expect((error as ApiError).message).to.equal("GET /v1/items was answered with 400: a [31mb c d.");
  });

  describe("as a stream", () => {
    it("gives headers and body as they arrive", async () => {
      const content = Buffer.alloc(1_000_000, "ab");
      const client = await start((_, response) =>
        response.writeHead(200, { "content-type": "application/zip", "x-two": ["a", "b"] }).end(content),
      );
      const { status, headers, body } = await client.stream(FILE);
      expect(status).to.equal(200);
      expect(headers).to.include({ "content-type": "application/zip", "x-two": "a, b" });
      expect((await buffer(body)).equals(content)).to.equal(true);
      expect(server.seen[0]?.headers.accept).to.equal("*/*");
    });

    it("has no limit of size, and holds back a vendor that sends faster than it is read", async () => {
      const CHUNK = Buffer.alloc(1024 * 1024);
      let sent = 0;
      const client = await start((_, response) => {
        const more = () => {
          while (sent < 80 && response.write(CHUNK)) sent += 1;
          if (sent >= 80) response.end();
          else {
            sent += 1;
            response.once("drain", more);
          }
        };
        more();
      });
      const { body } = await client.stream(FILE);
      await once(body, "readable");
      expect(sent).to.be.below(80);
      let size = 0;
      for await (const chunk of body as AsyncIterable<Buffer>) size += chunk.length;
      expect(size).to.equal(80 * 1024 * 1024);
    });

    it("retries and renews its token until the answer begins", async () => {
      server = await serve(({ path, headers }, response, count) => {
        if (path === "/oauth") json(response, { access_token: `t${count}`, expires_in: 900 });
        else if (headers.authorization === "Bearer t1") json(response, {}, 401);
        else if (count === 4) json(response, {}, 500);
        else response.end("content");
      });
      const client = createHttp(dependencies().deps)(options(server.url, bearer()));
      const { body } = await client.stream(FILE);
      expect(await text(body)).to.equal("content");
      expect(server.seen.map(({ path }) => path)).to.deep.equal([
        "/oauth",
        "/v1/file",
        "/oauth",
        "/v1/file",
        "/v1/file",
      ]);
    });

    it("is refused like any request", async () => {
      const client = await start((_, response) => json(response, {}, 403));
      expect(await rejection(client.stream(FILE))).to.be.instanceOf(CredentialsError);
    });

    it("fails when it breaks off or pauses too long, and is not tried again", async () => {
      const client = await start(
        (_, response, count) => {
          response.writeHead(200, { "content-length": "100" });
          response.write("half", () => (count === 1 ? response.socket?.destroy() : undefined));
        },
        { tryMs: 500 },
      );
      const broken = await rejection(text((await client.stream(FILE)).body));
      expect(broken).to.be.instanceOf(NetworkError);
      expect((broken as NetworkError).message).to.equal(
        `GET /v1/file: 127.0.0.1:${server.port} closed the connection before its answer was complete.`,
      );
      const paused = await rejection(text((await client.stream(FILE)).body));
      expect((paused as NetworkError).message).to.equal(
        `GET /v1/file: 127.0.0.1:${server.port} did not answer in time.`,
      );
      expect(server.seen).to.have.length(2);
    });

    it("ends when its caller stops", async () => {
      const client = await start((_, response) => void response.write("half"));
      const stop = new AbortController();
      const { body } = await client.stream({ ...FILE, signal: stop.signal });
      const error = rejection(text(body));
      stop.abort();
      expect(await error).to.be.instanceOf(InterruptedError);
    });

    it("closes its connection when its reader goes away", async () => {
      const closed = Promise.withResolvers<undefined>();
      const client = await start((_, response) => {
        response.on("close", () => closed.resolve(undefined));
        response.write("half");
      });
      const { body } = await client.stream(FILE);
      body.on("data", () => body.destroy());
      await closed.promise;
      expect(body.destroyed).to.equal(true);
    });
  });
});
