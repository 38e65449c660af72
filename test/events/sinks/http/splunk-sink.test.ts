import { expect } from "chai";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { inspect } from "node:util";
import { SinkError } from "../../../../src/errors.ts";
import { createSplunkSink } from "../../../../src/events/sinks/http/splunk-sink.ts";
import type { SplunkConfig } from "../../../../src/instance/sinks/sink-config.ts";
import { Secret } from "../../../../src/secrets.ts";
import { json, rejection } from "../../../http/loopback.ts";
import { never, sent } from "../sent.ts";
import { patience, receive, type Received, type Receiver } from "./receiver.ts";

const pem = (name: string) =>
  readFileSync(fileURLToPath(new URL(`../../../http/certificates/${name}`, import.meta.url)), "utf8");

describe("createSplunkSink", () => {
  let receiver: Receiver;
  afterEach(() => receiver.close());

  const SUCCESS = { text: "Success", code: 0 };
  const sinkOf = (settings: Partial<SplunkConfig> = {}, options = patience()) =>
    createSplunkSink(
      { type: "splunk", name: "siem", url: receiver.url, token: new Secret("b2f0c7a1-TOKEN"), ...settings },
      "file-events",
      options,
    );

  /** The objects of a body: one after another, a line each. */
  const objects = ({ text }: Received) =>
    text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as { time: number; event: { _id: string } });

  async function failure(work: Promise<unknown>): Promise<SinkError> {
    const error = await rejection(work);
    expect(error).to.be.instanceOf(SinkError);
    return error as SinkError;
  }

  it("posts an object for each event, with its time, and the labels that were set", async () => {
    receiver = await receive((_, response) => json(response, SUCCESS));
    const labels = { host: "h1", source: "soarkit", sourcetype: "soar:{stream}", index: 'an "index"' };
    const [first] = sent(["a"]);
    const event = { id: "b", at: 1_767_614_400_007, line: '{"_id":"b","n":1.50}' };
    expect(await sinkOf(labels).write([...(first ? [first] : []), event], never)).to.equal(null);
    const [request] = receiver.received;
    expect(request?.path).to.equal("/services/collector/event");
    expect(request?.headers).to.include({
      authorization: "Splunk b2f0c7a1-TOKEN",
      "content-encoding": "gzip",
      "content-type": "application/json",
      "x-splunk-request-channel": "4a1c9d0e-0000-4000-8000-000000000001",
    });
    expect(request && objects(request)[0]).to.deep.equal({
      time: 1_767_614_400,
      host: "h1",
      source: "soarkit",
      sourcetype: "soar:file-events",
      index: 'an "index"',
      event: { _time: "2026-01-05T12:00:00.000Z", _id: "a", text: "é€😀" },
    });
    expect(request?.text.split("\n")[1]).to.equal(
      '{"time":1767614400.007,"host":"h1","source":"soarkit","sourcetype":"soar:file-events",' +
        '"index":"an \\"index\\"","event":{"_id":"b","n":1.50}}',
    );
  });

  for (const path of ["/", "/services/collector", "/services/collector/", "/services/collector/event"]) {
    it(`finds the collector where the URL ends with ${path}`, async () => {
      receiver = await receive((_, response) => json(response, SUCCESS));
      await sinkOf({ url: `${receiver.url}${path}` }).write(sent(["a"]), never);
      await sinkOf({ url: `${receiver.url}/splunk${path}` }).write(sent(["a"]), never);
      expect(receiver.received.map((request) => request.path)).to.deep.equal([
        "/services/collector/event",
        "/splunk/services/collector/event",
      ]);
    });
  }

  it("sends batches of at most 1 MB and splits no event", async () => {
    receiver = await receive((_, response) => json(response, SUCCESS));
    const ids = Array.from({ length: 50 }, (_, at) => `n${at}`);
    await sinkOf().write(sent(ids, "€".repeat(33_000)), never);
    expect(receiver.received.flatMap(objects).map(({ event }) => event._id)).to.deep.equal(ids);
    expect(receiver.received.map((request) => objects(request).length)).to.deep.equal([10, 10, 10, 10, 10]);
    expect(Math.max(...receiver.received.map(({ bytes }) => bytes))).to.be.lessThan(1_000_000);
  });

  it("tries again while the collector is busy", async () => {
    receiver = await receive((_, response, count) => {
      if (count < 3) json(response, { text: "Server is busy", code: 9 }, 503);
      else json(response, SUCCESS);
    });
    const options = patience();
    await sinkOf({}, options).write(sent(["a"]), never);
    expect(options.waits).to.deep.equal([250, 500]);
  });

  it("says what it was told when the time is over", async () => {
    receiver = await receive((_, response) => json(response, { text: "Server is busy", code: 9 }, 503));
    const { message } = await failure(sinkOf().write(sent(["a"]), never));
    expect(message).to.match(/^Sink siem: Splunk refused the events \(503, code 9: Server is busy\), \d+ tries\.$/u);
  });

  const token = "Check the sink's `token`: an administrator of Splunk can show or renew it.";
  for (const [status, code, text, hint] of [
    [403, 1, "Token disabled", "The token is switched off: an administrator of Splunk can switch it on."],
    [401, 3, "Invalid authorization", token],
    [403, 4, "Invalid token", token],
    [
      400,
      7,
      "Incorrect index",
      "The token may not write to this index: correct the sink's `index`, or have an administrator of Splunk allow it.",
    ],
    [
      400,
      6,
      "Invalid data format",
      "Splunk cannot read what it was sent. Check the sink's `index`, `source`, `sourcetype` and `host`.",
    ],
    [404, 404, "Not found", "Check the sink's `url`: there is no HTTP event collector, or it is switched off."],
    [418, 99, "Teapot", "Check the sink's `url`."],
  ] as const) {
    it(`gives up at once after "${text}", and says who has to do what`, async () => {
      receiver = await receive((_, response) => json(response, { text, code }, status));
      const error = await failure(sinkOf().write(sent(["a"]), never));
      expect(error.message).to.equal(`Sink siem: Splunk refused the events (${status}, code ${code}: ${text}).`);
      expect(error.hint).to.equal(hint);
      expect(receiver.received).to.have.length(1);
    });
  }

  for (const body of ["<html>Welcome</html>", "[]", '{"code":"0"}', ""]) {
    it(`does not take "${body}" for a success`, async () => {
      receiver = await receive((_, response) => void response.writeHead(200).end(body));
      const { message, hint } = await failure(sinkOf().write(sent(["a"]), never));
      expect(message).to.equal("Sink siem: what answered is no HTTP event collector (200).");
      expect(hint).to.include("8088");
    });
  }

  it("trusts the authority that is set, and nobody else, unless told to trust anyone", async () => {
    const tls = { cert: pem("server.pem"), key: pem("server.key") };
    receiver = await receive((_, response) => json(response, SUCCESS), tls);
    await sinkOf({ ca: pem("ca.pem") }).write(sent(["a"]), never);
    await sinkOf({ insecure: true }).write(sent(["b"]), never);
    expect(receiver.received.flatMap(objects).map(({ event }) => event._id)).to.deep.equal(["a", "b"]);
    const options = patience();
    const { message, hint } = await failure(sinkOf({}, options).write(sent(["c"]), never));
    expect(message).to.include("is signed by nobody this machine trusts");
    expect(hint).to.include("`ca: ${file:PATH}` of the sink in soar.yml");
    expect(options.waits).to.deep.equal([]);
  });

  it("never shows its token", async () => {
    receiver = await receive((_, response) => void response.destroy());
    const error = await failure(sinkOf().write(sent(["a"]), never));
    expect(inspect(error, { depth: 10 }))
      .to.include("POST /services/collector/event")
      .and.not.include("TOKEN");
  });

  describe("where the token asks for acknowledgements", () => {
    it("resolves when every request is indexed, and asks again only for those that are not", async () => {
      let events = 0;
      const asked: unknown[] = [];
      receiver = await receive(({ path, text, headers }, response) => {
        if (path === "/services/collector/event") {
          json(response, { ...SUCCESS, ackId: events });
          events += 1;
          return;
        }
        expect(headers["x-splunk-request-channel"]).to.equal("4a1c9d0e-0000-4000-8000-000000000001");
        asked.push(JSON.parse(text));
        const isLast = asked.length === 3;
        json(response, { acks: { 0: true, 1: isLast } });
      });
      await sinkOf().write(sent(["a", "b"], "x".repeat(900_000)), never);
      expect(asked).to.deep.equal([{ acks: [0, 1] }, { acks: [1] }, { acks: [1] }]);
    });

    it("reports events that are not indexed in time: they come again", async () => {
      receiver = await receive(({ path }, response) =>
        json(response, path.endsWith("/ack") ? { acks: { 5: false } } : { ...SUCCESS, ackId: 5 }),
      );
      const { message, hint } = await failure(sinkOf().write(sent(["a"]), never));
      expect(message).to.equal("Sink siem: Splunk took the events, but has not said in time that they are indexed.");
      expect(hint).to.include("come again with the next collection");
    });

    it("reports a refused question, and goes on after a disturbance", async () => {
      let asked = 0;
      receiver = await receive(({ path }, response) => {
        const isQuestion = path.endsWith("/ack");
        asked += isQuestion ? 1 : 0;
        if (!isQuestion) json(response, { ...SUCCESS, ackId: 0 });
        else if (asked === 1) response.destroy();
        else if (asked === 2) json(response, {}, 503);
        else if (asked === 3) json(response, { acks: { 0: true } });
        else json(response, { text: "ACK is disabled", code: 14 }, 400);
      });
      await sinkOf().write(sent(["a"]), never);
      const { message } = await failure(sinkOf().write(sent(["a"]), never));
      expect(message).to.equal("Sink siem: Splunk refused the events (400, code 14: ACK is disabled).");
    });

    it("does not take an answer of something else for one", async () => {
      receiver = await receive(({ path }, response) =>
        path.endsWith("/ack") ? void response.end("hello") : json(response, { ...SUCCESS, ackId: 0 }),
      );
      expect((await failure(sinkOf().write(sent(["a"]), never))).message).to.include("is no HTTP event collector");
    });
  });
});
