import { expect } from "chai";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { InterruptedError, SinkError } from "../../../../src/errors.ts";
import { createSyslogSink, type SyslogOptions } from "../../../../src/events/sinks/syslog/syslog-sink.ts";
import type { SyslogConfig } from "../../../../src/instance/sinks/sink-config.ts";
import { silentLog } from "../../../../src/log.ts";
import { Secret } from "../../../../src/secrets.ts";
import { rejection } from "../../../http/loopback.ts";
import { patience } from "../http/receiver.ts";
import { never, sent } from "../sent.ts";
import { messagesIn, receiveSyslog, type SyslogReceiver } from "./receiver.ts";

const pem = (name: string) =>
  readFileSync(fileURLToPath(new URL(`../../../http/certificates/${name}`, import.meta.url)), "utf8");

describe("createSyslogSink", () => {
  let receiver: SyslogReceiver;
  afterEach(() => receiver.close());

  const sinkOf = (settings: Partial<SyslogConfig> = {}, options: Partial<SyslogOptions> = {}) =>
    createSyslogSink(
      {
        type: "syslog",
        name: "siem",
        url: `syslog+tcp://${receiver.at}`,
        facility: 16,
        severity: 6,
        app: "soarkit",
        ...settings,
      },
      "file-events",
      { ...patience(), hostName: "collector-1", process: "4711", ...options },
    );

  const idsOf = (connection = 0) =>
    messagesIn(receiver.connections[connection]?.bytes() ?? Buffer.alloc(0)).map(
      ({ data }) => data["soarkit@32473"]?._id,
    );

  async function failure(work: Promise<unknown>): Promise<SinkError> {
    const error = await rejection(work);
    expect(error).to.be.instanceOf(SinkError);
    return error as SinkError;
  }

  it("sends a message for each event, and resolves when the receiver has read to the end", async () => {
    receiver = await receiveSyslog();
    const sink = sinkOf();
    expect(await sink.write(sent(["a", "b"]), never)).to.equal(null);
    expect(receiver.connections[0]?.isEnded()).to.equal(true);
    expect(idsOf()).to.deep.equal(["a", "b"]);
    const [message] = messagesIn(receiver.connections[0]?.bytes() ?? Buffer.alloc(0));
    expect(message).to.include({
      facility: 16,
      severity: 6,
      timestamp: "2026-01-05T12:00:00.000Z",
      host: "collector-1",
      app: "soarkit",
      process: "4711",
      id: "file-events",
      text: '{"_time":"2026-01-05T12:00:00.000Z","_id":"a","text":"é€😀"}',
      isMarked: true,
    });
    await sink.write(sent(["c"]), never);
    await sink.write([], never);
    await sink.close();
    expect(receiver.connections).to.have.length(2);
    expect(idsOf(1)).to.deep.equal(["c"]);
  });

  it("sends as fast as a slow receiver reads, and no faster", async () => {
    receiver = await receiveSyslog({
      meet: (socket) => {
        socket.pause();
        setTimeout(() => socket.resume(), 100);
        return true;
      },
    });
    const events = sent(
      Array.from({ length: 64 }, (_, at) => `n${at}`),
      "x".repeat(500_000),
    );
    await sinkOf().write(events, never);
    expect(idsOf()).to.deep.equal(events.map(({ id }) => id));
  });

  it("sends the whole page again when the connection breaks in the middle, and waits longer each time", async () => {
    receiver = await receiveSyslog({
      meet: (socket, count) => {
        if (count > 3) return true;
        if (count === 1) socket.once("data", () => socket.resetAndDestroy());
        if (count === 2) socket.once("data", () => socket.destroy());
        // Read to the end, but reset instead of closed: something may have been lost.
        if (count === 3) socket.on("data", () => undefined).on("end", () => socket.resetAndDestroy());
        return false;
      },
    });
    const options = patience();
    const events = sent(
      Array.from({ length: 20 }, (_, at) => `n${at}`),
      "x".repeat(300_000),
    );
    await sinkOf({}, options).write(events, never);
    expect(options.waits).to.deep.equal([250, 500, 1000]);
    expect(idsOf(3)).to.deep.equal(events.map(({ id }) => id));
  });

  it("takes a receiver that leaves before everything is sent for one that breaks off", async () => {
    receiver = await receiveSyslog({
      meet: (socket, count) => {
        if (count === 1) socket.end();
        return count > 1;
      },
    });
    await sinkOf().write(sent(["a", "b"], "x".repeat(10_000_000)), never);
    expect(idsOf(receiver.connections.length - 1)).to.deep.equal(["a", "b"]);
    expect(receiver.connections.length).to.be.greaterThan(1);
  });

  it("takes a receiver that stops reading for one that breaks off", async () => {
    receiver = await receiveSyslog({
      meet: (socket, count) => {
        if (count === 1) socket.pause();
        return count > 1;
      },
    });
    await sinkOf({}, { tryMs: 100 }).write(sent(["a", "b"], "x".repeat(10_000_000)), never);
    expect(idsOf(1)).to.deep.equal(["a", "b"]);
  });

  it("says once that a receiver which leaves its side open may not have read everything", async () => {
    receiver = await receiveSyslog({
      meet: (socket) => {
        socket.resume();
        return false;
      },
    });
    const warnings: string[] = [];
    const log = { ...silentLog, warn: (message: string) => void warnings.push(message) };
    const sink = sinkOf({}, { log, closeMs: 50 });
    await sink.write(sent(["a"]), never);
    await sink.write(sent(["b"]), never);
    expect(warnings).to.deep.equal([
      "The receiver took the events but did not close its side, so whether it has read them all is not known",
    ]);
  });

  it("gives up when the time is over", async () => {
    receiver = await receiveSyslog();
    const { at } = receiver;
    await receiver.close();
    const options = patience();
    const { message, hint } = await failure(sinkOf({}, options).write(sent(["a"]), never));
    expect(message).to.match(new RegExp(`^Sink siem: syslog: ${at} refused the connection \\(\\d+ tries\\)\\.$`, "u"));
    expect(hint).to.include("Check host and port in the sink's URL");
    expect(options.waits.length).to.be.greaterThan(4);
    receiver = await receiveSyslog();
  });

  it("stops when it is told to", async () => {
    const controller = new AbortController();
    receiver = await receiveSyslog({
      meet: (socket) => {
        socket.once("data", () => controller.abort());
        return false;
      },
    });
    const page = sent(["a"], "x".repeat(20_000_000));
    expect(await rejection(sinkOf().write(page, controller.signal))).to.be.instanceOf(InterruptedError);
    expect(await rejection(sinkOf().write(page, controller.signal))).to.be.instanceOf(InterruptedError);
  });

  describe("over TLS", () => {
    const own = { cert: pem("server.pem"), key: pem("server.key") };
    const url = () => ({ url: `syslog+tls://${receiver.at}` });

    it("sends to a receiver that an authority vouches for", async () => {
      receiver = await receiveSyslog({ tls: own });
      const events = sent(
        Array.from({ length: 64 }, (_, at) => `n${at}`),
        "x".repeat(100_000),
      );
      await sinkOf({ ...url(), ca: pem("ca.pem") }).write(events, never);
      expect(idsOf()).to.deep.equal(events.map(({ id }) => id));
      await sinkOf({ url: url().url.replace("127.0.0.1", "localhost"), ca: pem("ca.pem") }).write(sent(["a"]), never);
      expect(idsOf(1)).to.deep.equal(["a"]);
    });

    it("sends again when the connection breaks in the middle", async () => {
      receiver = await receiveSyslog({
        tls: own,
        meet: (socket, count) => {
          if (count === 1) socket.once("data", () => socket.destroy());
          return count > 1;
        },
      });
      await sinkOf({ ...url(), ca: pem("ca.pem") }).write(sent(["a", "b"], "x".repeat(10_000_000)), never);
      expect(idsOf(1)).to.deep.equal(["a", "b"]);
    });

    it("refuses a receiver that nobody vouches for, at once, unless told to trust anyone", async () => {
      receiver = await receiveSyslog({ tls: own });
      const { message, hint } = await failure(sinkOf(url()).write(sent(["a"]), never));
      expect(message).to.equal(
        `Sink siem: syslog: the certificate of ${receiver.at} is signed by nobody this machine trusts ` +
          "(UNABLE_TO_VERIFY_LEAF_SIGNATURE).",
      );
      expect(hint).to.include("`ca: ${file:PATH}` of the sink in soar.yml");
      await sinkOf({ ...url(), insecure: true }).write(sent(["b"]), never);
      expect(idsOf()).to.deep.equal(["b"]);
    });

    it("refuses a certificate made out to another name", async () => {
      receiver = await receiveSyslog({ tls: { ...own, cert: pem("other.pem") } });
      const { message } = await failure(sinkOf({ ...url(), ca: pem("ca.pem") }).write(sent(["a"]), never));
      expect(message).to.equal(`Sink siem: syslog: the certificate of ${receiver.at} was made out to another name.`);
    });

    it("proves itself with its own certificate where the receiver asks for one", async () => {
      receiver = await receiveSyslog({
        tls: { ...own, ca: pem("ca.pem"), requestCert: true, rejectUnauthorized: true },
      });
      const known = { ...url(), ca: pem("ca.pem") };
      const identity = { certificate: pem("client.pem"), key: new Secret(pem("server.key")) };
      await sinkOf({ ...known, ...identity }).write(sent(["a"]), never);
      expect(idsOf()).to.deep.equal(["a"]);
      const { message, hint } = await failure(sinkOf(known).write(sent(["a"]), never));
      expect(message).to.include("no secure connection with");
      expect(hint).to.include("client certificate");
    });
  });
});
