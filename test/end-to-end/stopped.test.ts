import { expect } from "chai";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { ask, soar, start, startSimulator, temporaryFolder, type RunningSimulator } from "./soar.ts";

/** Hands requests on to the simulator, but for one, which it keeps until it is let go. */
class Gate {
  readonly server: Server;
  /** Resolves when the one has come. */
  readonly held: Promise<unknown>;
  /** Lets it go. */
  readonly open: () => void;

  constructor(target: string, isMeant: (request: IncomingMessage) => boolean) {
    const held = Promise.withResolvers<undefined>();
    const opened = Promise.withResolvers<undefined>();
    this.held = held.promise;
    this.open = () => opened.resolve(undefined);
    let isHeld = false;
    this.server = createServer((incoming, outgoing) => {
      if (isHeld || !isMeant(incoming)) {
        forward(target, incoming, outgoing);
        return;
      }
      isHeld = true;
      held.resolve(undefined);
      void opened.promise.then(() => forward(target, incoming, outgoing));
    });
  }

  async listen(): Promise<string> {
    this.server.listen(0, "127.0.0.1");
    await once(this.server, "listening");
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, "close");
  }
}

function forward(target: string, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const { method, url = "/", headers } = incoming;
  const onward = request(new URL(url, target), { method, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
    answer.pipe(outgoing);
  });
  onward.on("error", () => outgoing.destroy());
  incoming.pipe(onward);
}

describe("a watch that is stopped in the midst of a run, as a process", function () {
  this.timeout(60_000);
  const folder = temporaryFolder();
  let simulator: RunningSimulator;
  let gate: Gate;
  before(async () => {
    simulator = await startSimulator(["--sessions", "400", "--events", "3000", "--rate", "0"]);
  });
  after(async () => {
    await simulator.stop();
    folder.remove();
  });
  afterEach(() => gate.close());

  const settings = { SOAR_FETCH_TIME: "40 days", SOAR_FETCH_LIMIT: "1000", SOAR_MAX_FILE_EVENTS_PER_FETCH: "500" };
  const run = (...args: string[]) => soar(args, { cwd: folder.path, env: { ...simulator.env, ...settings } });

  /** Starts `soar` and stops it while one of its requests is under way, which is never answered. Gives its exit code. */
  async function stopped(args: string[], isMeant: (request: IncomingMessage) => boolean): Promise<number | null> {
    gate = new Gate(simulator.url, isMeant);
    const env = { ...simulator.env, ...settings, CODE42_API_URL: await gate.listen() };
    const child: ChildProcess = start(args, { cwd: folder.path, env });
    const closed = once(child, "close");
    child.stdout?.resume();
    let said = "";
    child.stderr?.setEncoding("utf8").on("data", (text: string) => (said += text));
    await Promise.race([gate.held, closed.then(() => Promise.reject(new Error(`It ended by itself: ${said}`)))]);
    child.kill("SIGTERM");
    const [code] = (await closed) as [number | null];
    gate.open();
    return code;
  }

  const count = (table: string): number => {
    const store = new DatabaseSync(join(folder.path, ".soar", "soar.db"), { readOnly: true });
    const row = store.prepare(`SELECT count(*) AS count FROM ${table}`).get();
    store.close();
    return Number(row?.count);
  };

  it("has committed the page of sessions that had come, waits for no other, ends well, and the next run has the rest, once", async () => {
    const code = await stopped(["fetch", "--watch"], ({ url = "" }) => /[?&]page_number=1(&|$)/.test(url));

    expect(code).to.equal(0);
    expect(count("pending")).to.equal(50);
    expect(count("incident")).to.equal(0);

    const { stdout } = await run("fetch", "--json");
    const { incidents } = JSON.parse(stdout) as { incidents: { sourceId: string }[] };
    const { sessions } = await ask<{ sessions: { sessionId: string }[] }>(simulator, "/truth/sessions");
    expect(incidents.map(({ sourceId }) => sourceId).sort()).to.deep.equal(
      sessions.map(({ sessionId }) => sessionId).sort(),
    );
  });

  it("has handed on the events that had come, waits for no others, ends well, and the next run has the rest, once", async () => {
    const collect = ["collect", "--stream", "file-events", "--sink", "out.ndjson", "--from", "40 days ago"];
    let searches = 0;
    const code = await stopped([...collect, "--watch"], ({ url }) => url === "/v2/file-events" && ++searches === 3);
    const ids = () =>
      readFileSync(join(folder.path, "out.ndjson"), "utf8")
        .trimEnd()
        .split("\n")
        .map((line) => (JSON.parse(line) as { _id: string })._id);
    const before = ids();

    expect(code).to.equal(0);
    expect(before.length).to.be.within(1, 2999);

    expect((await run(...collect)).code).to.equal(0);
    const { items } = await ask<{ items: { id: string }[] }>(simulator, "/truth?stream=file-events");
    expect(ids().slice(0, before.length)).to.deep.equal(before);
    expect(ids().sort()).to.deep.equal(items.map(({ id }) => id).sort());
  });
});
