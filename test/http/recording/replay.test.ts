import { expect } from "chai";
import { Socket } from "node:net";
import { text } from "node:stream/consumers";
import sinon from "sinon";
import { NetworkError, toSoarError } from "../../../src/errors.ts";
import type { HttpClient } from "../../../src/http/client.ts";
import { NotRecordedError } from "../../../src/http/recording/not-recorded.ts";
import { createPlayer } from "../../../src/http/recording/replay.ts";
import { anything, json, rejection } from "../loopback.ts";
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
});
