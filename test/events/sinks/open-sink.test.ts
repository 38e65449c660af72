import { expect } from "chai";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { PassThrough } from "node:stream";
import { ArgumentError } from "../../../src/errors.ts";
import { openSink, type SinkOptions } from "../../../src/events/sinks/open-sink.ts";
import { temporaryFolder } from "../../end-to-end/soar.ts";
import { json, rejection } from "../../http/loopback.ts";
import { patience, receive } from "./http/receiver.ts";
import { idsIn, never, sent } from "./sent.ts";
import { messagesIn, receiveSyslog } from "./syslog/receiver.ts";

describe("openSink", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => folder.remove());

  const options = (more: Partial<SinkOptions> = {}): SinkOptions => ({
    ...patience(),
    folder: folder.path,
    env: {},
    streams: ["file-events"],
    owner: "instance default",
    output: new PassThrough(),
    ...more,
  });

  /** Writes a page to the sink of a stream. Gives the sink's name. */
  async function put(text: string, stream: string, more: Partial<SinkOptions> = {}): Promise<string> {
    const opened = await openSink(text, options(more));
    const sink = await opened.forStream(stream);
    await sink.resume(null);
    await sink.write(sent([`of-${stream}`]), never);
    await sink.close();
    return sink.name;
  }

  const files = () =>
    readdirSync(folder.path)
      .filter((name) => name.endsWith(".ndjson"))
      .sort();
  const text = (name: string) => readFileSync(`${folder.path}/${name}`, "utf8");

  it("writes a single stream to the file that is named, by its whole path", async () => {
    expect(await put("out.ndjson", "file-events")).to.equal(`file:${folder.path}/out.ndjson`);
    expect(files()).to.deep.equal(["out.ndjson"]);
    expect(idsIn(text("out.ndjson"))).to.deep.equal(["of-file-events"]);
    expect(await put("file:out.ndjson?rotate=1MB", "file-events")).to.equal(`file:${folder.path}/out.ndjson`);
  });

  it("gives each of several streams a file of its own", async () => {
    const streams = ["file-events", "audit-logs", "../../x"];
    const names: string[] = [];
    for (const stream of streams) names.push(await put("./out.ndjson", stream, { streams }));
    expect(files()).to.deep.equal(["out..._.._x.ndjson", "out.audit-logs.ndjson", "out.file-events.ndjson"]);
    expect(names[1]).to.equal(`file:${folder.path}/out.audit-logs.ndjson`);
    expect(idsIn(text("out.audit-logs.ndjson"))).to.deep.equal(["of-audit-logs"]);
  });

  it("gives each of several instances files of its own", async () => {
    await put("out.ndjson", "alerts", { instance: "emea" });
    await put("out.ndjson", "alerts", { instance: "apac", streams: ["alerts", "audit-logs"] });
    await put("plain/events", "alerts", { instance: "apac" });
    expect(files()).to.deep.equal(["out.apac.alerts.ndjson", "out.emea.ndjson"]);
    expect(readdirSync(`${folder.path}/plain`)).to.include("events.apac");
  });

  it("opens a sink of soar.yml by its name, which stays its name", async () => {
    writeFileSync(
      `${folder.path}/soar.yml`,
      "sinks: [{ name: archive, type: file, path: kept/events.ndjson }, { name: siem, type: splunk, " +
        "url: 'https://splunk.example.com:8088', token: 'written-out', insecure: true }]",
    );
    expect(await put("archive", "alerts")).to.equal("archive");
    expect(readdirSync(`${folder.path}/kept`)).to.include("events.alerts.ndjson");
    const { secrets, warnings } = await openSink("siem", options());
    expect(secrets.map((secret) => secret.reveal())).to.deep.equal(["written-out"]);
    expect(warnings).to.deep.equal([
      'Sink "siem" has the secret token written out in its file. Keep it elsewhere and refer to it: ${env:NAME} or ' +
        "${file:PATH}.",
      "Sink siem has `insecure` set: whoever is on the way can read and change everything.",
    ]);
  });

  it("names the nearest sink for an unknown one, and how to write to a file of that name", async () => {
    writeFileSync(`${folder.path}/other.yml`, "sinks: [{ name: archive, type: store }]");
    const unknown = (await rejection(openSink("archiv", options({ file: "other.yml" })))) as ArgumentError;
    expect(unknown).to.be.instanceOf(ArgumentError);
    expect(unknown.message).to.equal('There is no sink "archiv". Did you mean "archive"?');
    expect(unknown.hint).to.equal("soar.yml has: archive. A file of this name is written ./archiv, standard output -.");
    const none = (await rejection(openSink("stdout", options()))) as ArgumentError;
    expect(none.hint).to.equal("soar.yml has no sinks. A file of this name is written ./stdout, standard output -.");
  });

  it("opens standard output and the store", async () => {
    const output = new PassThrough();
    expect(await put("-", "alerts", { output })).to.equal("stdout");
    expect(idsIn(String(output.read()))).to.deep.equal(["of-alerts"]);
    const store = await (await openSink("store:", options())).forStream("alerts");
    await store.resume(null);
    expect([store.name, store.keptByStore, store.guarantee, await store.write([], never)]).to.deep.equal([
      "store",
      true,
      "exactly once",
      null,
    ]);
    await store.close();
  });

  it("opens receivers over HTTP and syslog", async () => {
    const http = await receive(({ path }, response) =>
      path.startsWith("/services") ? json(response, { text: "Success", code: 0 }) : void response.end(),
    );
    const env = { SOAR_SINK_TOKEN: "b2f0-token", SOAR_SINK_URL: `${http.url}/receiver/SECRET` };
    expect(await put(`splunk+${http.url}`, "alerts", { env })).to.equal(`splunk+${http.url}`);
    expect(await put("sumo:", "alerts", { env })).to.equal("sumo");
    expect(http.received.map(({ path }) => path)).to.deep.equal(["/services/collector/event", "/receiver/SECRET"]);
    await http.close();
    const syslog = await receiveSyslog();
    expect(await put(`syslog+tcp://${syslog.at}`, "alerts")).to.equal(`syslog+tcp://${syslog.at}`);
    const [message] = messagesIn(syslog.connections[0]?.bytes() ?? Buffer.alloc(0));
    expect(message).to.include({ app: "soarkit", id: "alerts", process: String(process.pid) });
    await syslog.close();
  });
});
