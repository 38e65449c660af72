import { expect } from "chai";
import { Socket } from "node:net";
import { buffer, text } from "node:stream/consumers";
import sinon from "sinon";
import { ApiError, NetworkError, toSoarError } from "../../../src/errors.ts";
import type { HttpClient } from "../../../src/http/client.ts";
import { pageByToken } from "../../../src/http/paging.ts";
import { NotRecordedError } from "../../../src/http/recording/not-recorded.ts";
import { createPlayer } from "../../../src/http/recording/replay.ts";
import { anything, bearer, json, rejection } from "../loopback.ts";
import { recorded, recordingOf, replayed } from "./taped.ts";

const READ = { method: "GET", path: "/v1/items", answer: anything } as const;

describe("a replay", () => {
  afterEach(() => sinon.restore());

  it("gives the answers that were recorded, and opens no socket", async () => {
    const work = async (client: HttpClient) => {
      await client.send({ method: "DELETE", path: "/v1/items/1" });
      return [
        await client.send({ ...READ, query: { page: 1, tag: ["b", "a"] } }),
        await client.send({ method: "POST", path: "/v1/search", body: { a: [1, { b: null }] }, answer: anything }),
      ];
    };
    const { recording, result } = await recorded(
      (seen, response) => json(response, { asked: seen.path, é: "ü" }),
      work,
    );
    expect(recording.exchanges.map(({ request }) => request)).to.deep.equal([
      { method: "DELETE", path: "/v1/items/1" },
      { method: "GET", path: "/v1/items", query: { page: ["1"], tag: ["b", "a"] } },
      { method: "POST", path: "/v1/search", body: { a: [1, { b: null }] } },
    ]);
    const connect = sinon.spy(Socket.prototype, "connect");
    expect(await replayed(recording, work)).to.deep.equal(result);
    expect(connect.callCount).to.equal(0);
  });

  it("does not mind the order of query names, of their values and of members", async () => {
    const recording = recordingOf({
      request: {
        method: "POST",
        path: "/v1/items",
        query: { a: ["1", "2"], b: ["3"] },
        body: { x: 1, y: { z: 2, w: 3 } },
      },
      body: { found: true },
    });
    const answer = await replayed(recording, (client) =>
      client.send({
        method: "POST",
        path: "/v1/items",
        query: { b: 3, a: [2, 1] },
        body: { y: { w: 3, z: 2 }, x: 1 },
        answer: anything,
      }),
    );
    expect(answer).to.deep.equal({ found: true });
  });

  it("finds what was recorded below another base path, and only where all else is the same", async () => {
    const recording = recordingOf({
      request: { method: "GET", path: "/items", query: { page: ["1"] } },
      body: { a: 1 },
    });
    const ask = (path: string, page: number) =>
      replayed(recording, (client) => client.send({ method: "GET", path, query: { page }, answer: anything }));
    expect(await ask("/api/v2/items", 1)).to.deep.equal({ a: 1 });
    expect(await rejection(ask("/api/v2/items", 2))).to.be.instanceOf(NotRecordedError);
    expect(await rejection(ask("/api/v2/otheritems", 1))).to.be.instanceOf(NotRecordedError);
  });

  it("gives several answers to one request in their order, and the last again", async () => {
    const request = { method: "GET", path: "/v1/items" };
    const recording = recordingOf(
      { request, body: { n: 1 } },
      { request: { method: "GET", path: "/v1/other" }, body: { n: 0 } },
      { request, body: { n: 2 } },
    );
    const answers = await replayed(recording, async (client) => [
      await client.send(READ),
      await client.send(READ),
      await client.send(READ),
    ]);
    expect(answers).to.deep.equal([{ n: 1 }, { n: 2 }, { n: 2 }]);
  });

  it("starts anew with each command", async () => {
    const request = { method: "GET", path: "/v1/items" };
    const recording = recordingOf({ request, body: { n: 1 } }, { request, body: { n: 2 } });
    const player = createPlayer([recording]);
    const wire = player.wire(async () => expect.fail("the network was used"));
    const ask = async () => {
      const { body } = await wire({
        ...request,
        url: "http://x/v1/items",
        label: "",
        repeatable: true,
        foreign: false,
        headers: {},
        timeoutMs: 1,
        signal: undefined,
      });
      return text(body);
    };
    expect(await player.line("acme-do", {}, async () => [await ask(), await ask()])).to.deep.equal([
      '{"n":1}',
      '{"n":2}',
    ]);
    expect(await player.line("acme-do", {}, ask)).to.equal('{"n":1}');
    expect(await ask()).to.equal('{"n":1}');
  });

  it("looks first in the recordings of the command and its arguments, then in the others", async () => {
    const request = { method: "GET", path: "/v1/items" };
    const of = (command: string, args: object, n: number, day: number) => ({
      ...recordingOf({ request, body: { n } }),
      command,
      args: args as Record<string, string>,
      recordedAt: `2026-01-0${day}T00:00:00.000Z`,
    });
    const player = createPlayer([
      of("acme-get", { id: "1" }, 1, 1),
      of("acme-do", { id: "1" }, 2, 2),
      of("acme-do", { id: "2", deep: { a: 1 } }, 3, 3),
    ]);
    const first = (command: string, args: Record<string, string | number | object>) =>
      player.line(command, args as Record<string, string>, async () => [
        player.current()?.exchanges[0]?.answer,
        new Date(player.now()).getUTCDate(),
      ]);
    const answer = (n: number) => ({ status: 200, headers: { "content-type": "application/json" }, body: { n } });
    expect(await first("acme-do", { id: "1" })).to.deep.equal([answer(2), 2]);
    expect(await first("acme-do", { id: 2, deep: { a: 1 } })).to.deep.equal([answer(3), 3]);
    expect(await first("acme-do", {})).to.deep.equal([answer(2), 2]);
    expect(await first("acme-other", {})).to.deep.equal([answer(1), 1]);
  });

  it("says what was asked for, what comes nearest and in what they differ, and tries no second time", async () => {
    const recording = recordingOf(
      { request: { method: "GET", path: "/v1/things" } },
      {
        request: {
          method: "POST",
          path: "/v1/search",
          query: { limit: ["10"], kept: ["x"] },
          body: { filter: { groups: [{ value: "a" }] }, page: 1, password: "***" },
        },
      },
    );
    const error = await rejection(
      replayed(recording, (client) =>
        client.send({
          method: "POST",
          path: "/v1/search",
          reads: true,
          query: { limit: 20, kept: "x", more: "y" },
          body: { filter: { groups: [{ value: "b" }, 2] }, page: 1, password: ["canary-9000"] },
        }),
      ),
    );
    expect(error).to.be.instanceOf(NotRecordedError).and.not.instanceOf(NetworkError);
    const { message, hint, exitCode } = toSoarError(error);
    expect(message.split("\n")).to.deep.equal([
      "No recording matches POST /v1/search. The nearest is POST /v1/search of the recording of acme-do; it differs in:",
      '  query limit: "10" recorded, "20" asked for',
      '  query more: nothing recorded, "y" asked for',
      '  body filter.groups[0].value: "a" recorded, "b" asked for',
      "  body filter.groups[1]: nothing recorded, 2 asked for",
      '  body password: "***" recorded, ["***"] asked for',
    ]);
    expect(hint).to.include("--record");
    expect(exitCode).to.equal(2);
  });

  it("names the file, and shortens what is long", async () => {
    const recording = recordingOf({ request: { method: "POST", path: "/v1/a/b", body: "x".repeat(200) } });
    const player = createPlayer([{ path: "test_data/a.json", recording }]);
    const wire = player.wire(async () => expect.fail("the network was used"));
    const asked = {
      method: "PUT",
      url: "http://x/v1/a/c",
      headers: {},
      data: "y",
      label: "",
      repeatable: true,
      foreign: false,
      timeoutMs: 1,
      signal: undefined,
    };
    const { message, hint } = toSoarError(await rejection(wire(asked)));
    expect(message).to.equal(
      "No recording matches PUT /v1/a/c. The nearest is POST /v1/a/b of test_data/a.json; it differs in:\n" +
        '  method: "POST" recorded, "PUT" asked for\n  path: "/v1/a/b" recorded, "/v1/a/c" asked for\n' +
        `  body: "${"x".repeat(79)}… recorded, "y" asked for`,
    );
    expect(hint).to.include("test_data/a.json");
  });

  it("says so when there is nothing to replay", async () => {
    const asked = (client: HttpClient) => client.send(READ);
    expect(toSoarError(await rejection(replayed([], asked))).message).to.equal(
      "No recording matches GET /v1/items: there are no recordings.",
    );
    expect(toSoarError(await rejection(replayed(recordingOf(), asked))).message).to.equal(
      "No recording matches GET /v1/items: no exchange was recorded.",
    );
  });

  it("goes through the same retries, and ends their waits at once", async () => {
    const { recording, result } = await recorded(
      (_, response, count) => {
        if (count === 1) json(response, { slow: "down" }, 429, { "retry-after": "30" });
        else if (count === 2) json(response, {}, 503);
        else json(response, { count });
      },
      (client) => client.send(READ),
    );
    expect(recording.exchanges.map(({ answer }) => ("status" in answer ? answer.status : answer))).to.deep.equal([
      429, 503, 200,
    ]);
    const player = createPlayer([recording]);
    const startedAt = player.now();
    expect(await replayed(recording, (client) => client.send(READ))).to.deep.equal(result);
    await Promise.all([player.wait(30_000), player.wait(20_000)]);
    expect(player.now() - startedAt).to.equal(30_000);
  });

  it("replays a connection that broke, before the answer and within it", async () => {
    const work = (client: HttpClient) => client.send(READ);
    const { recording, error } = await recorded((_, response, count) => {
      if (count % 2 === 1) response.socket?.destroy();
      else {
        response.writeHead(200, { "content-length": "1000" }).write("{");
        setImmediate(() => response.socket?.destroy());
      }
    }, work);
    expect(recording.exchanges.map(({ answer }) => answer)).to.deep.equal(Array(4).fill({ fault: "ECONNRESET" }));
    const again = await rejection(replayed(recording, work));
    expect(again).to.be.instanceOf(NetworkError);
    expect(toSoarError(again).message.replace("127.0.0.1", "")).to.equal(
      toSoarError(error).message.replace(/127\.0\.0\.1:\d+/, ""),
    );
  });

  it("replays a host that was never there, and a proxy that refused", async () => {
    for (const [fault, message] of [
      ["ENOTFOUND", "no such host as 127.0.0.1"],
      ["PROXY 407", "the proxy on the way to 127.0.0.1 asks for credentials"],
      ["PROXY", "the proxy on the way was not reached (4 tries)"],
    ] as const) {
      const recording = recordingOf({ request: { method: "GET", path: "/v1/items" } });
      recording.exchanges[0]!.answer = { fault };
      const error = await rejection(replayed(recording, (client) => client.send(READ)));
      expect(toSoarError(error).message).to.equal(`GET /v1/items: ${message}.`);
    }
  });

  it("renews a token that was refused", async () => {
    const auth = bearer("client-secret-canary");
    const work = (client: HttpClient) => client.send(READ);
    const { recording, result } = await recorded(
      (seen, response, count) => {
        if (seen.path === "/oauth") json(response, { access_token: `token-canary-${count}`, expires_in: 900 });
        else if (seen.headers.authorization === "Bearer token-canary-1") json(response, { error: "expired" }, 401);
        else json(response, { ok: true });
      },
      work,
      { auth, secrets: ["client-secret-canary"] },
    );
    const asked = recording.exchanges.map(({ request }) => request.path);
    expect(asked).to.deep.equal(["/oauth", "/v1/items", "/oauth", "/v1/items"]);
    expect(await replayed(recording, work, { auth })).to.deep.equal(result);
  });

  it("needs no recorded token when the command was recorded with one that was kept", async () => {
    const recording = recordingOf({ request: { method: "GET", path: "/v1/items" }, body: { ok: true } });
    const answer = await replayed(recording, (client) => client.send(READ), { auth: bearer() });
    expect(answer).to.deep.equal({ ok: true });
  });

  it("pages by tokens that were taken out of the recording", async () => {
    const pages: Record<string, object> = {
      "": { items: [1], nextPgToken: "opaque-page-token-aaaa" },
      "opaque-page-token-aaaa": { items: [2], nextPgToken: "opaque-page-token-bbbb" },
      "opaque-page-token-bbbb": { items: [3], nextPgToken: "" },
    };
    const work = async (client: HttpClient) => {
      const found: number[] = [];
      const fetchPage = async (pgToken: string | undefined) => {
        const page = (await client.send({
          method: "POST",
          path: "/v1/search",
          body: { pgToken },
          reads: true,
          answer: anything,
        })) as { items: number[]; nextPgToken: string };
        return { items: page.items, next: page.nextPgToken };
      };
      for await (const items of pageByToken({ first: "", fetchPage })) found.push(...items);
      return found;
    };
    const { recording } = await recorded(
      ({ body }, response) => json(response, pages[(JSON.parse(body) as { pgToken: string }).pgToken]!),
      work,
    );
    expect(JSON.stringify(recording)).not.to.include("opaque-page-token");
    expect(recording.exchanges.map(({ request }) => request.body)).to.deep.equal([
      { pgToken: "" },
      { pgToken: "***" },
      { pgToken: "***2" },
    ]);
    expect(await replayed(recording, work)).to.deep.equal([1, 2, 3]);
  });

  it("follows a redirect to a signed address", async () => {
    const work = async (client: HttpClient) => {
      const { headers, body } = await client.stream({ method: "GET", path: "/v1/file" });
      return [headers["content-disposition"], (await buffer(body)).toString("latin1")];
    };
    const { recording, result } = await recorded((seen, response) => {
      if (seen.path === "/v1/file") {
        const location = "/store/a?X-Amz-Signature=0123456789abcdef&X-Amz-Credential=AKIAABCDEFGHIJKLMNOP%2Fx&part=1";
        response.writeHead(302, { location }).end();
      } else {
        response
          .writeHead(200, { "content-disposition": "attachment; filename=a.bin", "content-type": "application/x-a" })
          .end(Buffer.from([0, 255, 1, 254]));
      }
    }, work);
    const recordedText = JSON.stringify(recording);
    expect(recordedText).not.to.include("0123456789abcdef");
    expect(recordedText).not.to.include("AKIAABCDEFGHIJKLMNOP");
    expect(recording.exchanges[1]?.request.query?.part).to.deep.equal(["1"]);
    expect(await replayed(recording, work)).to.deep.equal(result);
  });

  it("gives a file back to the byte, whatever it is", async () => {
    const files = ['{ "a" :1.50 }\n', "\ufeffa;b\r\n", "", "not json {", "\u0000\u0001"];
    const types = ["application/json", "text/csv", "text/plain", "application/json", "application/octet-stream"];
    const work = async (client: HttpClient) => {
      const found: string[] = [];
      for (const index of files.keys()) {
        const { body } = await client.stream({ method: "GET", path: `/files/${index}` });
        found.push((await buffer(body)).toString("hex"));
      }
      return found;
    };
    const { recording, result } = await recorded((seen, response) => {
      const index = Number(seen.path.split("/").at(-1));
      response.writeHead(200, { "content-type": types[index]!, "content-disposition": "attachment" }).end(files[index]);
    }, work);
    expect(result).to.deep.equal(files.map((content) => Buffer.from(content).toString("hex")));
    expect(await replayed(recording, work)).to.deep.equal(result);
  });

  it("refuses an answer that was cut when it was recorded", async () => {
    const recording = recordingOf({ request: { method: "GET", path: "/v1/items" } });
    Object.assign(recording.exchanges[0]!.answer, { truncated: true });
    const error = toSoarError(await rejection(replayed(recording, (client) => client.send(READ))));
    expect(error.message).to.equal(
      "The answer to GET /v1/items was cut when the recording of acme-do was recorded, and cannot be replayed.",
    );
    Object.assign(recording.exchanges[0]!.answer, { status: 404 });
    expect(await rejection(replayed(recording, (client) => client.send(READ)))).to.be.instanceOf(ApiError);
  });

  it("takes a request of a simulator on another port for the same", async () => {
    const work = (port: number) => (client: HttpClient) =>
      client.send({
        method: "POST",
        path: "/v1/items",
        query: { back: `http://localhost:${port}/x` },
        body: { urls: [`http://127.0.0.1:${port}/y`], n: 1 },
        answer: anything,
      });
    const { recording } = await recorded((_, response) => json(response, { at: "http://[::1]:5555/z" }), work(1234));
    expect(JSON.stringify(recording)).not.to.match(/:1234|:5555/);
    expect(await replayed(recording, work(4321))).to.deep.equal({ at: "http://[::1]/z" });
  });
});
