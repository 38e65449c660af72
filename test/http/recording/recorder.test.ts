import { expect } from "chai";
import { buffer } from "node:stream/consumers";
import type { HttpClient } from "../../../src/http/client.ts";
import { createRecorder, MOST_BODY_BYTES, type Take } from "../../../src/http/recording/recorder.ts";
import { toRecording } from "../../../src/http/recording/to-recording.ts";
import { createHttp } from "../../../src/http/create-http.ts";
import { anything, dependencies, json, options, rejection, serve } from "../loopback.ts";
import { recorded, replayed } from "./taped.ts";

describe("a recorder", () => {
  it("notes when each exchange was sent and how long it took", async () => {
    let time = Date.UTC(2026, 0, 1);
    const { recording } = await recorded(
      (_, response) => {
        time += 40;
        json(response, {});
      },
      async (client) => {
        await client.send({ method: "GET", path: "/a", answer: anything });
        await client.send({ method: "GET", path: "/b", answer: anything });
      },
      { overrides: { now: () => time } },
    );
    expect(recording.recordedAt).to.equal("2026-01-01T00:00:00.000Z");
    expect(recording.exchanges.map(({ at, ms }) => [at, ms])).to.deep.equal([
      ["2026-01-01T00:00:00.000Z", 40],
      ["2026-01-01T00:00:00.040Z", 40],
    ]);
  });

  it("keeps of an answer's headers those that matter", async () => {
    const { recording } = await recorded(
      (_, response) =>
        json(response, {}, 200, {
          etag: "1",
          "x-ratelimit-remaining": "5",
          "x-internal": "y",
          server: "z",
          link: "<a>",
        }),
      (client) => client.send({ method: "GET", path: "/a", answer: anything }),
    );
    const { answer } = recording.exchanges[0]!;
    expect(Object.keys("headers" in answer ? answer.headers : {}).sort()).to.deep.equal([
      "content-type",
      "date",
      "etag",
      "link",
      "x-ratelimit-remaining",
    ]);
  });

  it("records requests that run side by side, each with its own answer", async () => {
    const work = (client: HttpClient) =>
      Promise.all(
        Array.from({ length: 20 }, (_, at) => client.send({ method: "GET", path: `/items/${at}`, answer: anything })),
      );
    const { recording, result } = await recorded((seen, response) => json(response, { path: seen.path }), work);
    expect(recording.exchanges).to.have.length(20);
    expect(await replayed(recording, work)).to.deep.equal(result);
  });

  it("keeps commands that run side by side apart", async () => {
    const server = await serve((seen, response) => json(response, { path: seen.path }));
    const { deps } = dependencies();
    const recorder = createRecorder({ now: deps.now });
    const client = createHttp({ ...deps, wire: recorder.wire })(options(server.url));
    const takes: Take[] = [];
    const about = { args: {}, params: {}, startedAt: 0, mask: (text: string) => text };
    const run = (command: string) =>
      recorder.line(
        async () => {
          for (const instance of ["a", "b"]) {
            await recorder.call({ ...about, command, instance }, async () => {
              await client.send({ method: "GET", path: `/${command}/${instance}/1` });
              await client.send({ method: "GET", path: `/${command}/${instance}/2` });
            });
          }
        },
        async (given) => void takes.push(...given),
      );
    await Promise.all([run("one"), run("two")]);
    await client.send({ method: "GET", path: "/nobody's" });
    await recorder.call({ ...about, command: "alone", instance: "a" }, () =>
      client.send({ method: "GET", path: "/alone" }),
    );
    await server.close();
    const found = takes.map((take) => [take.command, take.instance, take.exchanges.map(({ request }) => request.path)]);
    expect(found.sort()).to.deep.equal(
      ["one", "two"].flatMap((command) =>
        ["a", "b"].map((instance) => [command, instance, [`/${command}/${instance}/1`, `/${command}/${instance}/2`]]),
      ),
    );
  });

  it("takes the calls of one line and instance together, with the secrets of each", async () => {
    const recorder = createRecorder({ now: () => 5_000 });
    let takes: Take[] = [];
    await recorder.line(
      async () => {
        for (const secret of ["first-one", "second-one"]) {
          const mask = (text: string) => text.replaceAll(secret, "***");
          const about = { command: "c", instance: "a", args: { key: "***" }, params: {}, startedAt: 1_000, mask };
          await recorder.call(about, async () => {
            recorder.read({ seen: secret });
            recorder.tell("c", { told: "first-one second-one" });
            recorder.tell("other", { not: 1 });
            expect(recorder.now()).to.equal(secret === "first-one" ? 1_000 : 4_000);
            recorder.waited(4_000);
            recorder.waited(3_000);
          });
        }
      },
      async (given) => void (takes = given),
    );
    expect(recorder.now()).to.equal(5_000);
    recorder.waited(9_000);
    recorder.read({});
    recorder.tell("c", {});
    expect(takes.map(toRecording)).to.deep.equal([
      {
        soarkit: 1,
        command: "c",
        args: { key: "***", told: "*** ***" },
        recordedAt: "1970-01-01T00:00:01.000Z",
        params: {},
        context: { seen: "***" },
        exchanges: [],
      },
    ]);
  });

  it("cuts what is too large to keep, though not for who reads it, and says so when it is replayed", async () => {
    const size = MOST_BODY_BYTES + 200_000;
    const work = async (client: HttpClient) => {
      const { body } = await client.stream({ method: "GET", path: "/large" });
      return (await buffer(body)).length;
    };
    const { recording, result } = await recorded((_, response) => response.end(Buffer.alloc(size, "ü")), work);
    expect(result).to.equal(size);
    const { answer } = recording.exchanges[0]!;
    expect(answer).to.have.property("truncated", true);
    expect(Buffer.from("base64" in answer ? answer.base64 : "", "base64").length).to.equal(MOST_BODY_BYTES);
    expect(await rejection(replayed(recording, work)))
      .to.have.property("message")
      .that.includes("was cut");
  });

  it("leaves out the ragged end of what its reader did not want to the end", async () => {
    const { recording } = await recorded(
      (_, response) => response.end(Buffer.alloc(300_000, "password=cut-canary-")),
      async (client) => {
        const { body } = await client.stream({ method: "GET", path: "/large" });
        for await (const chunk of body) if (chunk) break;
      },
    );
    const { answer } = recording.exchanges[0]!;
    expect(answer).to.have.property("truncated", true);
    expect(Buffer.from("base64" in answer ? answer.base64 : "", "base64").toString()).not.to.include("canary");
  });

  it("says of what was under way when the command ended that nobody waited for it", async () => {
    let free = () => undefined as unknown;
    const { recording } = await recorded(
      (_, response) => {
        free = () => response.end();
      },
      async (client, server) => {
        void client.send({ method: "GET", path: "/slow" }).catch(() => undefined);
        while (server.seen.length === 0) await new Promise(setImmediate);
      },
    );
    free();
    expect(recording.exchanges.map(({ answer }) => answer)).to.deep.equal([{ fault: "ERR_CANCELED" }]);
  });

  it("keeps a form's fields, and a body that is neither", async () => {
    const { recording } = await recorded(
      (_, response) => response.end(),
      async (client) => {
        await client.send({ method: "POST", path: "/a", body: new URLSearchParams("a=1&b=2&b=3") });
        await client.send({ method: "POST", path: "/b", body: "<x/>", headers: { "content-type": "text/xml" } });
        await client.send({
          method: "POST",
          path: "/c",
          body: new URLSearchParams("{"),
          headers: { "content-type": "application/json" },
        });
      },
    );
    expect(recording.exchanges.map(({ request }) => request.body)).to.deep.equal([
      { a: "1", b: ["2", "3"] },
      '"<x/>"',
      "%7B=",
    ]);
  });
});
