import { expect } from "chai";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { fetchInstance } from "../../src/engine/fetch-instance.ts";
import { openSession, type Session, type SessionOptions } from "../../src/engine/open-session.ts";
import { testInstance } from "../../src/engine/test-instance.ts";
import { StoreError } from "../../src/errors.ts";
import { readRecordings } from "../../src/http/recording/read-recordings.ts";
import type { Recording } from "../../src/http/recording/recording.ts";
import type { Json } from "../../src/json.ts";
import { silentLog } from "../../src/log.ts";
import type { Simulator } from "../../src/simulator/simulator.ts";
import { second } from "../cli/soar.ts";
import { create, environment } from "../second/commands/_simulator/index.ts";
import { thrownBy, useTemporary } from "../store/temporary.ts";

const NOW = Date.parse("2026-03-01T12:00:00Z");

describe("a session that records", () => {
  const temporary = useTemporary();
  const signal = new AbortController().signal;
  let simulator: Simulator;
  before(async () => {
    simulator = await create({ startAt: "2026-03-01T12:00:00Z", knobs: { tickets: "12" } });
  });
  after(() => simulator.close());

  async function open(options: Partial<SessionOptions> = {}): Promise<Session> {
    return openSession({
      store: await temporary.open(),
      log: silentLog,
      integration: second,
      folder: temporary.folder(),
      env: options.replay ? {} : environment(simulator),
      now: () => NOW,
      ...options,
    });
  }

  const folder = () => temporary.path("recordings");
  const recording = () => open({ record: { folder: folder() } });

  async function replaying(): Promise<Session> {
    const store = await temporary.open({ name: "replay.db" });
    return open({ store, replay: await readRecordings(folder()), now: () => 0 });
  }

  function run({ dispatcher }: Session, command: string, args: Record<string, Json>, rest: object = {}) {
    const request = { command, args, investigationId: "playground", runId: "r", taskId: command, signal, ...rest };
    return dispatcher.run({ approve: () => true, ...request });
  }

  function read(name: string): Recording {
    return JSON.parse(readFileSync(`${folder()}/${name}`, "utf8")) as Recording;
  }

  it("writes one file for each command and its arguments, also when the command fails", async () => {
    const told: [string, number][] = [];
    const session = await open({
      record: { folder: folder(), onRecorded: (path, { exchanges }) => told.push([basename(path), exchanges.length]) },
    });
    await run(session, "lodestar-ticket-get", { id: "3" });
    await run(session, "lodestar-ticket-get", { id: ["4", "5"] });
    await run(session, "lodestar-ticket-get", { id: "3" });
    const { error } = await run(session, "lodestar-ticket-close", { id: "99" });
    expect(error?.code).to.equal("API");
    expect(told).to.deep.equal([
      ["lodestar-ticket-get.json", 1],
      ["lodestar-ticket-get-2.json", 2],
      ["lodestar-ticket-get.json", 1],
      ["lodestar-ticket-close.json", 1],
    ]);
    expect(readdirSync(folder())).to.have.length(3);
    const { exchanges, ...head } = read("lodestar-ticket-get.json");
    expect(head).to.deep.equal({
      soarkit: 1,
      command: "lodestar-ticket-get",
      args: { id: "3" },
      recordedAt: "2026-03-01T12:00:00.000Z",
      params: {
        url: "http://127.0.0.1",
        api_key: "***",
        first_fetch: "3 days",
        max_fetch: "50",
        tickets_look_back: "1 hour",
        max_tickets: "100",
      },
    });
    expect(exchanges.map(({ request }) => request)).to.deep.equal([{ method: "GET", path: "/tickets/3" }]);
    expect(read("lodestar-ticket-get-2.json").args).to.deep.equal({ id: ["4", "5"] });
  });

  it("writes nothing for a line that came to no call", async () => {
    const { error } = await run(await recording(), "lodestar-ticket-get", {});
    expect(error?.code).to.equal("ARGUMENT");
    expect(readdirSync(folder())).to.deep.equal([]);
  });

  it("keeps the incident, but the context only of a command that reads it", async () => {
    const session = await recording();
    await session.store.investigations.append("playground", [], () => ({ Seen: { a: 1 } }), NOW);
    await run(session, "lodestar-ticket-get", { id: "${Seen.a}" }, { incident: { id: "7", name: "n" } });
    const found = read("lodestar-ticket-get.json");
    expect([found.args, found.incident, found.context]).to.deep.equal([{ id: 1 }, { id: "7", name: "n" }, undefined]);
    const handler = session.instances[0]!;
    const { record } = await import("../../src/engine/record.ts");
    const tape = await record({ folder: folder() }, { now: () => NOW });
    const input = {
      args: {},
      params: {},
      client: 0,
      context: { Seen: 1 },
      progress: () => undefined,
      log: silentLog,
      signal,
      now: () => 1,
    };
    const call = { command: "reads", args: {}, plannedAt: NOW, mask: (text: string) => text };
    await tape.line("reads", {}, async () =>
      tape.call?.(handler, call, async () => {
        const given = tape.input(input);
        expect([given.context, given.now()]).to.deep.equal([{ Seen: 1 }, NOW]);
      }),
    );
    expect(read("reads.json").context).to.deep.equal({ Seen: 1 });
  });

  it("replays the same results on another day, without a configuration", async () => {
    const session = await recording();
    const lines: [string, Record<string, Json>][] = [
      ["lodestar-ticket-get", { id: "3" }],
      ["lodestar-ticket-get", { id: "99" }],
      ["lodestar-ticket-list", {}],
      ["lodestar-attachment-get", { id: "2" }],
      ["lodestar-ticket-wait", { id: "5" }],
      ["lodestar-ticket-delete", { id: "1" }],
    ];
    const all = async (each: Session) => {
      const results = [];
      for (const [command, args] of lines) {
        const { entries, context, error } = await run(each, command, args);
        results.push([
          entries.map(({ HumanReadable, Contents }) => [HumanReadable, Contents]),
          context,
          error?.message,
        ]);
      }
      return results;
    };
    const live = await all(session);
    const again = await replaying();
    expect(again.now()).to.equal(NOW);
    const withoutIds = (value: unknown) => JSON.stringify(value).replaceAll(/"FileID":"[^"]*"/g, "");
    expect(withoutIds(await all(again))).to.equal(withoutIds(live));
  });

  it("replays a fetch from where it went on, and test-module", async () => {
    const session = await recording();
    const runtime = { store: session.store, log: silentLog, signal, now: session.now };
    const [instance] = session.instances;
    const page = { items: [{ id: "1", state: "open", incident: incidentOf("1") }], lastRun: 4 };
    await session.store.fetch.commit("default", "incidents", page, { version: 0, now: NOW, expiresAt: NOW * 2 });
    const live = await fetchInstance(instance!, runtime);
    await testInstance(instance!, runtime);
    expect(read("fetch-incidents.json").args).to.deep.equal({ lastRun: 4 });
    const again = await replaying();
    const replayed = { store: again.store, log: silentLog, signal, now: again.now };
    const result = await fetchInstance(again.instances[0]!, replayed);
    expect(result.created.map(({ name }) => name)).to.deep.equal(live.created.map(({ name }) => name));
    expect(result.created).to.have.length(8);
    await testInstance(again.instances[0]!, replayed);
  });

  it("records what a fetch knew of the items that it met", async () => {
    const { record } = await import("../../src/engine/record.ts");
    const { play } = await import("../../src/engine/play.ts");
    const tape = await record({ folder: folder() }, { now: () => NOW });
    const input = {
      params: {},
      client: 0,
      lastRun: null,
      known: async (ids: string[]) => new Map(ids.filter((id) => id !== "c").map((id) => [id, `state-${id}`])),
      pending: async () => [],
      limit: 1,
      log: silentLog,
      signal,
      now: () => NOW,
    };
    const call = { command: "fetch-incidents", args: {}, plannedAt: NOW, mask: (text: string) => text };
    await tape.line("fetch-incidents", {}, async () =>
      tape.call?.({ name: "default", params: {} }, call, async () => {
        const { known } = tape.fetchInput?.(input) ?? input;
        await known(["a"]);
        await known(["b", "c"]);
        await known([]);
      }),
    );
    expect(read("fetch-incidents.json").args).to.deep.equal({ known: { a: "state-a", b: "state-b" } });
    const player = play(await readRecordings(folder()));
    const nothing = { ...input, known: async () => new Map([["d", "own"]]) };
    const again = player.fetchInput?.(nothing);
    expect([...((await again?.known(["b", "c"])) ?? [])]).to.deep.equal([
      ["b", "state-b"],
      ["d", "own"],
    ]);
    expect(again?.lastRun).to.equal(null);
    const other = play([{ ...read("fetch-incidents.json"), command: "acme" }]);
    expect(other.fetchInput?.(nothing)).to.equal(nothing);
  });

  it("records what waited before a fetch, and gives it to the replay until that has dealt with it", async () => {
    const { record } = await import("../../src/engine/record.ts");
    const { play } = await import("../../src/engine/play.ts");
    const tape = await record({ folder: folder() }, { now: () => NOW });
    const waiting = (id: string, at: number) => ({ id, at, state: `state-${id}`, value: { of: id } });
    const input = {
      params: {},
      client: 0,
      lastRun: null,
      known: async () => new Map([["b", "state-b"]]),
      pending: async () => [waiting("a", 1), waiting("b", 2), waiting("new", 3)],
      limit: 1,
      log: silentLog,
      signal,
      now: () => NOW,
    };
    const call = { command: "fetch-incidents", args: {}, plannedAt: NOW, mask: (text: string) => text };
    await tape.line("fetch-incidents", {}, async () =>
      tape.call?.({ name: "default", params: {} }, call, async () => {
        const { known, pending } = tape.fetchInput?.(input) ?? input;
        await known(["b", "new"]);
        expect(await pending(9)).to.have.length(3);
      }),
    );
    const { args } = read("fetch-incidents.json");
    expect(args).to.deep.equal({ known: { b: "state-b" }, pending: [waiting("a", 1), waiting("b", 2)] });
    const player = play(await readRecordings(folder()));
    const replayed = { ...input, known: async () => new Map([["a", "made"]]), pending: async () => [waiting("c", 0)] };
    const again = player.fetchInput?.(replayed);
    expect(await again?.pending(9)).to.deep.equal([waiting("c", 0), waiting("b", 2)]);
    expect(await again?.pending(1)).to.deep.equal([waiting("c", 0)]);
  });

  it("keeps two instances of one line in files of their own", async () => {
    const { url, clientSecret } = simulator;
    const params = `{ url: "${url}", api_key: ${clientSecret} }`;
    writeFileSync(
      temporary.path("soar.yml"),
      `instances:\n${["west", "east"].map((name) => `  - { name: ${name}, integration: ${second}, params: ${params} }\n`).join("")}`,
    );
    for (let round = 0; round < 2; round++) {
      const store = await temporary.open({ name: `round-${String(round)}.db` });
      await run(await open({ env: {}, store, record: { folder: folder() } }), "lodestar-ticket-get", { id: "3" });
    }
    expect(readdirSync(folder()).sort()).to.deep.equal(["lodestar-ticket-get-2.json", "lodestar-ticket-get.json"]);
  });

  it("leaves people out where it is asked to", async () => {
    const session = await open({ record: { folder: folder(), pseudonyms: true } });
    await run(session, "lodestar-ticket-get", { id: "3" }, { incident: { id: "1", owner: "jane.doe" } });
    expect(read("lodestar-ticket-get.json").incident).to.deep.equal({ id: "1", owner: "user1" });
  });

  it("is refused before anything runs when nothing can be written", async () => {
    writeFileSync(temporary.path("file"), "");
    expect(await thrownBy(() => open({ record: { folder: temporary.path("file") } }))).to.be.instanceOf(StoreError);
  });
});

function incidentOf(id: string) {
  return { name: id, occurred: "2026-03-01T12:00:00Z", severity: 1 as const, rawJSON: "{}" };
}
