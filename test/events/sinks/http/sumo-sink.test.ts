import { expect } from "chai";
import type { ServerResponse } from "node:http";
import { inspect } from "node:util";
import { InterruptedError, SinkError } from "../../../../src/errors.ts";
import { createSumoSink } from "../../../../src/events/sinks/http/sumo-sink.ts";
import type { SumoConfig } from "../../../../src/instance/sinks/sink-config.ts";
import { Secret } from "../../../../src/secrets.ts";
import { rejection } from "../../../http/loopback.ts";
import { idsIn, never, sent } from "../sent.ts";
import { patience, receive, type Receiver } from "./receiver.ts";

describe("createSumoSink", () => {
  let receiver: Receiver;
  afterEach(() => receiver.close());

  const ok = (response: ServerResponse) => void response.writeHead(200).end();
  const SECRET = "/receiver/v1/http/ZaVnC4dhaV2SECRET==";
  const sinkOf = (settings: Partial<SumoConfig> = {}, options = patience()) =>
    createSumoSink(
      { type: "sumo", name: "archive", url: new Secret(`${receiver.url}${SECRET}`), ...settings },
      "file-events",
      options,
    );

  async function refusal(status: number): Promise<SinkError> {
    receiver = await receive((_, response) => void response.writeHead(status).end("no"));
    const error = await rejection(sinkOf().write(sent(["a"]), never));
    expect(error).to.be.instanceOf(SinkError);
    return error as SinkError;
  }

  it("posts lines, packed by gzip, with the headers that were set", async () => {
    receiver = await receive((_, response) => ok(response));
    const sink = sinkOf({ category: "soar/{stream}", source: "soarkit", host: "h1", fields: "env=prod,team=ir" });
    expect(await sink.write(sent(["a", "b"]), never)).to.equal(null);
    const [{ method, path, headers, text } = { method: "", path: "", headers: {}, text: "" }, ...more] =
      receiver.received;
    expect(more).to.deep.equal([]);
    expect([method, path]).to.deep.equal(["POST", SECRET]);
    expect(idsIn(text)).to.deep.equal(["a", "b"]);
    expect(text).to.include("é€😀");
    expect(headers).to.include({
      "content-encoding": "gzip",
      "content-type": "text/plain; charset=utf-8",
      "x-sumo-category": "soar/file-events",
      "x-sumo-name": "soarkit",
      "x-sumo-host": "h1",
      "x-sumo-fields": "env=prod,team=ir",
    });
  });

  it("sends batches of at most 1 MiB, splits no event, and sends nothing for no events", async () => {
    receiver = await receive((_, response) => ok(response));
    const events = [
      ...sent(
        Array.from({ length: 30 }, (_, at) => `n${at}`),
        "€".repeat(33_000),
      ),
      ...sent(["large"], "x".repeat(3_000_000)),
      ...sent(["last"]),
    ];
    await sinkOf().write(events, never);
    await sinkOf().write([], never);
    const batches = receiver.received.map(({ text }) => idsIn(text));
    expect(batches.flat()).to.deep.equal(events.map(({ id }) => id));
    expect(batches.map(({ length }) => length)).to.deep.equal([10, 10, 10, 1, 1]);
    const large = receiver.received.filter(({ bytes }) => bytes > 1_048_576);
    expect(large.map(({ text }) => idsIn(text))).to.deep.equal([["large"]]);
  });

  it("tries again after 429, 500 and 503, and waits as long as it is told", async () => {
    receiver = await receive((_, response, count) => {
      if (count === 1) response.writeHead(429, { "Retry-After": "7" }).end();
      else if (count === 2) response.writeHead(503).end();
      else if (count === 3) response.writeHead(500).end();
      else ok(response);
    });
    const options = patience();
    await sinkOf({}, options).write(sent(["a"]), never);
    expect(options.waits).to.deep.equal([7000, 500, 1000]);
    expect(receiver.received.map(({ text }) => idsIn(text))).to.deep.equal([["a"], ["a"], ["a"], ["a"]]);
  });

  it("tries again when the connection breaks, in the middle of an answer too", async () => {
    receiver = await receive((_, response, count) => {
      if (count === 1) response.destroy();
      else ok(response);
    });
    await sinkOf().write(sent(["a"]), never);
    expect(receiver.received).to.have.length(2);
  });

  it("gives up when the time is over, and says what comes of the events", async () => {
    receiver = await receive((_, response) => void response.writeHead(503).end());
    const options = patience();
    const error = await rejection(sinkOf({}, options).write(sent(["a"]), never));
    expect(error).to.be.instanceOf(SinkError);
    const { message, hint } = error as SinkError;
    expect(message).to.match(/^Sink archive: Sumo Logic refused the events \(503\), \d+ tries\.$/u);
    expect(hint).to.equal("It is busy or disturbed. What was not committed comes again with the next collection.");
    const waited = options.waits.reduce((sum, ms) => sum + ms, 0);
    expect(waited).to.be.greaterThan(40_000).and.lessThan(60_000);
  });

  it("does not wait longer than there is time for", async () => {
    receiver = await receive((_, response) => void response.writeHead(429, { "Retry-After": "3600" }).end());
    const options = patience();
    expect(await rejection(sinkOf({}, options).write(sent(["a"]), never))).to.be.instanceOf(SinkError);
    expect(options.waits).to.deep.equal([]);
  });

  it("takes a receiver that does not answer for one that breaks off", async () => {
    receiver = await receive((_, response, count) => {
      if (count > 1) ok(response);
    });
    await sinkOf({}, { ...patience(), tryMs: 50 }).write(sent(["a"]), never);
    expect(receiver.received).to.have.length(2);
  });

  for (const [status, hint] of [
    [401, "The source's URL is not, or no longer, valid: an administrator of Sumo Logic can show the present one."],
    [404, "The source's URL is not, or no longer, valid: an administrator of Sumo Logic can show the present one."],
    [400, "Check the sink's `category`, `source`, `host` and `fields`."],
    [413, "An event is larger than the source takes. An administrator of Sumo Logic can say how large one may be."],
    [302, "Check the sink's `url`: it is to be that of an HTTP source."],
  ] as const) {
    it(`gives up at once after ${status}, and says who has to do what`, async () => {
      const error = await refusal(status);
      expect(error.message).to.equal(`Sink archive: Sumo Logic refused the events (${status}).`);
      expect(error.hint).to.equal(hint);
      expect(receiver.received).to.have.length(1);
    });
  }

  it("never shows its URL, which is a secret, whatever goes wrong", async () => {
    receiver = await receive((_, response) => void response.destroy());
    const error = await rejection(sinkOf().write(sent(["a"]), never));
    const shown = `${inspect(error, { depth: 10 })}${inspect(sinkOf(), { depth: 10 })}`;
    expect(shown).to.include("Sink archive: POST to Sumo Logic").and.include("closed the connection");
    expect(shown).to.not.include("SECRET");
  });

  it("stops when it is told to, while it waits and while it sends", async () => {
    receiver = await receive((_, response) => void response.writeHead(503).end());
    const controller = new AbortController();
    const stopping = { ...patience(), wait: async () => controller.abort() };
    expect(await rejection(sinkOf({}, stopping).write(sent(["a"]), controller.signal))).to.be.instanceOf(
      InterruptedError,
    );
    expect(receiver.received).to.have.length(1);
    await receiver.close();
    const hanging = new AbortController();
    receiver = await receive(() => hanging.abort());
    expect(await rejection(sinkOf().write(sent(["a"]), hanging.signal))).to.be.instanceOf(InterruptedError);
  });
});
