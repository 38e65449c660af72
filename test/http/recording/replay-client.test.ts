import { expect } from "chai";
import { buffer } from "node:stream/consumers";
import { ApiError, NetworkError, toSoarError } from "../../../src/errors.ts";
import type { HttpClient } from "../../../src/http/client.ts";
import { pageByToken } from "../../../src/http/paging.ts";
import { createPlayer } from "../../../src/http/recording/replay.ts";
import { anything, bearer, json, rejection } from "../loopback.ts";
import { recorded, recordingOf, replayed } from "./taped.ts";

const READ = { method: "GET", path: "/v1/items", answer: anything } as const;

describe("a client whose vendor is replayed", () => {
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
