import { expect } from "chai";
import { Socket } from "node:net";
import sinon from "sinon";
import { packageRoot } from "../../src/dispatch/integration.ts";
import { fetchInstance } from "../../src/engine/fetch-instance.ts";
import { openSession, type Session, type SessionOptions } from "../../src/engine/open-session.ts";
import { play } from "../../src/engine/play.ts";
import { testInstance } from "../../src/engine/test-instance.ts";
import { readRecordings } from "../../src/http/recording/read-recordings.ts";
import type { Recording } from "../../src/http/recording/recording.ts";
import { silentLog } from "../../src/log.ts";
import { startSimulator } from "../../src/testing/start-simulator.ts";
import { second } from "../cli/soar.ts";
import { NOW, useTemporary } from "../store/temporary.ts";

describe("a session that replays", () => {
  const temporary = useTemporary();
  const signal = new AbortController().signal;
  afterEach(() => sinon.restore());

  const ticket = { id: 3, title: "Disk 3 is full", state: "open", createdAt: "2026-03-01T11:59:38.000Z" };
  const exchange = (state: string): Recording["exchanges"][number] => ({
    at: "2026-03-01T12:00:00.000Z",
    ms: 1,
    request: { method: "GET", path: "/tickets/3" },
    answer: { status: 200, headers: { "content-type": "application/json" }, body: { ...ticket, state } },
  });
  const recording: Recording = {
    soarkit: 1,
    command: "lodestar-ticket-get",
    args: { id: "3" },
    recordedAt: "2026-03-01T12:00:00.000Z",
    params: { url: "http://127.0.0.1" },
    exchanges: [exchange("open")],
  };

  async function open(options: Partial<SessionOptions> = {}): Promise<Session> {
    return openSession({
      store: await temporary.open(),
      log: silentLog,
      integration: second,
      folder: temporary.folder(),
      env: {},
      now: () => NOW,
      ...(options.record ? {} : { replay: [recording] }),
      ...options,
    });
  }

  async function run(command: string, id: string, options: Partial<SessionOptions> = {}) {
    const { dispatcher } = await open(options);
    const request = { command, args: { id }, investigationId: "playground", runId: "r", taskId: "t", signal };
    return dispatcher.run({ approve: () => true, ...request });
  }

  it("answers from a recording, with parameters of the recording and stars for its secrets", async () => {
    const connect = sinon.spy(Socket.prototype, "connect");
    const { context, error } = await run("lodestar-ticket-get", "3");
    expect(error).to.equal(undefined);
    expect(context).to.deep.equal({ Lodestar: { Ticket: { ID: 3, Title: "Disk 3 is full", State: "open" } } });
    expect(connect.callCount).to.equal(0);
  });

  it("says in what an unrecorded request differs", async () => {
    const { error } = await run("lodestar-ticket-get", "4");
    expect(error?.message).to.equal(
      "No recording matches GET /tickets/4. The nearest is GET /tickets/3 of the recording of lodestar-ticket-get; " +
        'it differs in:\n  path: "/tickets/3" recorded, "/tickets/4" asked for',
    );
  });

  it("polls at once what took its time, and gives up what never ends", async () => {
    const waiting = { ...recording, command: "lodestar-ticket-wait" };
    const closed = { ...waiting, exchanges: [exchange("open"), exchange("open"), exchange("closed")] };
    const { context } = await run("lodestar-ticket-wait", "3", { replay: [closed] });
    expect(context).to.have.nested.property("Lodestar.Ticket.State", "closed");
    const store = await temporary.open({ name: "other.db" });
    const { error } = await run("lodestar-ticket-wait", "3", { replay: [waiting], store });
    expect(error?.code).to.equal("TIMEOUT");
  });

  it("gives handlers the context and the incident of the recording, where there is none of their own", () => {
    const incident = { id: "1", name: "n", occurred: "2026-03-01T12:00:00Z", rawJSON: "{}", sourceId: "s" };
    const player = play([{ ...recording, context: { Seen: 1 }, incident }]);
    const given = { args: {}, params: {}, client: 0, progress: () => undefined, log: silentLog, signal, now: () => 0 };
    expect(player.input({ ...given, context: {} })).to.deep.include({ context: { Seen: 1 }, incident });
    expect(player.input({ ...given, context: { Own: 2 } }).context).to.deep.equal({ Own: 2 });
    const other = play([{ ...recording, incident: { id: "1" } }]);
    expect(other.input({ ...given, context: {} })).to.deep.equal({ ...given, context: {} });
  });

  it("replays an integration that signs in, as what it was recorded, at whatever time", async () => {
    const simulator = await startSimulator(packageRoot, { startAt: "2026-03-01T12:00:00Z" });
    const folder = temporary.path("recordings");
    const both = async (options: Partial<SessionOptions>) => {
      const session = await open({ integration: packageRoot, ...options });
      const runtime = { store: session.store, log: silentLog, signal, now: session.now };
      const [instance] = session.instances;
      const { created, lastRun } = await fetchInstance(instance!, runtime);
      await testInstance(instance!, runtime);
      return [created.map(({ rawJSON }) => rawJSON), lastRun];
    };
    const live = await both({ env: simulator.env, record: { folder }, now: Date.now });
    await simulator.close();
    const recordings = await readRecordings(folder);
    expect(recordings.map(({ recording: { command } }) => command)).to.deep.equal(["fetch-incidents", "test-module"]);
    expect(JSON.stringify(recordings)).not.to.include(simulator.clientSecret);
    expect(recordings[0]?.recording.params.credentials).to.deep.equal({ identifier: "***", password: "***" });
    const store = await temporary.open({ name: "replay.db" });
    const connect = sinon.spy(Socket.prototype, "connect");
    expect(await both({ store, replay: recordings })).to.deep.equal(live);
    expect(connect.callCount).to.equal(0);
    expect(live[0]).not.to.deep.equal([]);
  });
});
