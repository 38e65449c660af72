import { once } from "node:events";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { ApiError, NetworkError, RateLimitError } from "../../src/errors.ts";
import { createHttp } from "../../src/http/create-http.ts";
import { bearer, dependencies, json, options, rejection } from "./loopback.ts";
import { closeServer, READ, server, start, WRITE } from "./exchange-client.ts";

describe("createExchange", () => {
  afterEach(closeServer);

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
});
