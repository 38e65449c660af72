import { expect } from "chai";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { startSimulator, type TestSimulator } from "soarkit/testing";
import { lockFile } from "../../src/file-lock.ts";
import { soar, type Outcome } from "../cli/soar.ts";
import { code42 } from "./recorded.ts";

interface Truth {
  sessionId: string;
  states: { state: string }[];
  notes: { content: string }[];
}

describe("mirroring with Incydr", function () {
  this.timeout(20_000);
  let simulator: TestSimulator;
  let folder = "";

  beforeEach(async () => {
    simulator = await startSimulator(code42, {
      seed: 1,
      startAt: new Date().toISOString(),
      knobs: { rate: 0, sessions: 3, events: 10 },
    });
    folder = mkdtempSync(join(tmpdir(), "soar-mirror-"));
  });
  afterEach(async () => {
    await simulator.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const run = (direction: string, ...words: string[]): Promise<Outcome> =>
    soar(["--integration", code42, "--store", `sqlite:${join(folder, "soar.db")}`, ...words], {
      env: {
        ...simulator.env,
        SOAR_MIRROR_DIRECTION: direction,
        SOAR_FETCH_TIME: "31 days",
        SOAR_FETCH_LIMIT: "50",
      },
    });
  /** Fetches, and forgets the requests so far. */
  const fetched = async (direction: string): Promise<void> => {
    const { code, err } = await run(direction, "fetch");
    expect(code, err).to.equal(0);
    await simulator.requests();
  };
  const incidents = async (): Promise<Record<string, string>[]> =>
    (JSON.parse((await run("None", "incidents", "--json")).out) as { incidents: Record<string, string>[] }).incidents;
  const incident = async (id: string) =>
    (JSON.parse((await run("None", "incidents", id, "--json")).out) as { incidents: Record<string, unknown>[] })
      .incidents[0]!;
  const sourceOf = async (id: string): Promise<string> =>
    (await incidents()).find((each) => each.id === id)?.sourceId ?? "";
  /** What Incydr says of an incident's session; leaves no trace among the requests. */
  const session = async (id: string): Promise<Truth> => {
    const answer = await fetch(`${simulator.url}/v1/sessions/${await sourceOf(id)}`, { headers: await bearer() });
    return (await answer.json()) as Truth;
  };
  /** What changed Incydr since it was last asked. */
  const writes = async (): Promise<string[]> =>
    (await simulator.requests()).filter(({ applied }) => applied).map(({ method, path }) => `${method} ${path}`);
  const statesOf = ({ states }: Truth) => states.map(({ state }) => state);
  const contentsOf = ({ notes }: Truth) => notes.map(({ content }) => content);
  const bearer = async (): Promise<Record<string, string>> => {
    const { clientId, clientSecret, url } = simulator;
    const answer = await fetch(`${url}/v1/oauth?grant_type=client_credentials`, {
      method: "POST",
      headers: { authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}` },
    });
    const { access_token } = (await answer.json()) as { access_token: string };
    return { authorization: `Bearer ${access_token}` };
  };
  /** Somebody at Incydr's console. */
  const atIncydr = async (path: string, body: object): Promise<void> => {
    const answer = await fetch(`${simulator.url}${path}`, {
      method: "POST",
      headers: { ...(await bearer()), "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    expect(answer.status).to.be.within(200, 204);
    await simulator.requests();
  };

  it("does not keep a fetch from its incidents when the store cannot tell what waits", async () => {
    await run("Outgoing", "incidents");
    const store = new DatabaseSync(join(folder, "soar.db"));
    store.exec("ALTER TABLE outbox RENAME TO mislaid");
    store.close();
    const { code, out } = await run("Outgoing", "fetch", "--json");
    const { incidents: made, error } = JSON.parse(out) as { incidents: unknown[]; error: { message: string } };
    expect(made).to.have.length(3);
    expect(error.message).to.include("no such table: outbox");
    expect(code).not.to.equal(0);
  });

  it("closes the session with its incident, once, and hears no echo of it", async () => {
    await fetched("Incoming And Outgoing");
    const { sessionId } = await session("1");
    const { code, err } = await run(
      "Incoming And Outgoing",
      ...["incidents", "close", "1", "--reason", "false positive", "--notes", "A test upload."],
    );
    expect(code, err).to.equal(0);
    expect(err).to.equal("incident 1 closed: False Positive\ndefault: 1 handed over to the vendor\n");
    expect(await writes()).to.deep.equal(["POST /v1/sessions/change-state", `POST /v1/sessions/${sessionId}/add-note`]);
    expect(statesOf(await session("1")).at(-1)).to.equal("CLOSED_FP");
    expect(contentsOf(await session("1")).at(-1)).to.match(/^A test upload\.\n\[soarkit 1-\w+\]$/);

    for (const round of [1, 2]) {
      expect((await run("Incoming And Outgoing", "fetch")).code, `round ${round}`).to.equal(0);
      expect(await writes(), `round ${round}`).to.deep.equal([]);
    }
    expect(await incident("1")).to.include({ state: "closed", closeReason: "False Positive" });
    const room = await run("None", "war-room", "--incident", "1");
    expect(room.out.match(/A test upload/g)).to.have.length(1);
  });

  it("closes an incident whose session was closed, and sends nothing back", async () => {
    await fetched("Incoming And Outgoing");
    await atIncydr("/v1/sessions/change-state", { ids: [await sourceOf("1")], newState: "CLOSED_TP" });
    const { err } = await run("Incoming And Outgoing", "fetch");
    expect(err).to.include("default: 1 closed by the vendor\n");
    expect(await incident("1")).to.include({ state: "closed", closeReason: "Resolved" });
    await run("Incoming And Outgoing", "fetch");
    expect(await writes()).to.deep.equal([]);
  });

  it("reopens an incident whose session was reopened", async () => {
    await fetched("Incoming And Outgoing");
    await run("Incoming And Outgoing", "incidents", "close", "1");
    await run("Incoming And Outgoing", "fetch");
    await atIncydr("/v1/sessions/change-state", { ids: [await sourceOf("1")], newState: "IN_PROGRESS" });
    const { err } = await run("Incoming And Outgoing", "fetch");
    expect(err).to.include("1 reopened by the vendor");
    const shown = await incident("1");
    expect(shown.state).to.equal("active");
    expect(shown).not.to.have.property("closeReason");
    await run("Incoming And Outgoing", "fetch");
    expect(await writes()).to.deep.equal([]);
  });

  it("keeps an incident closed that is closed here alone", async () => {
    await fetched("Incoming");
    await run("Incoming", "incidents", "close", "1");
    await run("Incoming", "fetch");
    await run("Incoming", "fetch");
    expect((await incident("1")).state).to.equal("closed");
    expect(await writes()).to.deep.equal([]);
    expect(statesOf(await session("1"))).to.deep.equal(["OPEN"]);
  });

  it("brings in the notes that people write there, each once", async () => {
    await fetched("Incoming");
    await atIncydr(`/v1/sessions/${await sourceOf("2")}/add-note`, { noteContent: "Talked to her manager." });
    const { err } = await run("Incoming", "fetch");
    expect(err).to.include("1 with new notes from the vendor");
    await run("Incoming", "fetch");
    const room = await run("None", "war-room", "--incident", "2");
    expect(room.out.match(/Talked to her manager\./g)).to.have.length(1);
  });

  it("tells of the owner in a note", async () => {
    await fetched("Outgoing");
    await run("Outgoing", "incidents", "assign", "1", "ann@example.com");
    expect(await incident("1")).to.include({ owner: "ann@example.com" });
    expect(contentsOf(await session("1")).at(-1)).to.match(/^Assigned to ann@example\.com\.\n\[soarkit 1-\w+\]$/);
  });

  it("sends nothing unless the instance mirrors outward", async () => {
    await fetched("None");
    await run("None", "incidents", "close", "1");
    await run("Incoming", "incidents", "note", "2", "only", "here");
    await run("Outgoing", "fetch");
    expect(await writes()).to.deep.equal([]);
  });

  it("keeps a change while Incydr cannot be reached, and hands it over with the next fetch", async () => {
    await fetched("Outgoing");
    const before = contentsOf(await session("1")).length;
    await simulator.control("/faults", [{ path: "/v1/sessions", kind: "status", status: 503 }]);
    const { code, err } = await run("Outgoing", "incidents", "note", "1", "later", "--timeout", "2");
    expect(code, err).to.equal(0);
    expect(err).to.include("default: 1 waiting to be handed over\n");
    expect(err).to.include("The next `soar fetch` hands them over, or `soar incidents sync`.");
    await simulator.control("/faults", []);
    const sync = await run("Outgoing", "fetch");
    expect(sync.err).to.include("default: 1 handed over to the vendor\n");
    expect(contentsOf(await session("1")).slice(before)).to.have.length(1);
  });

  it("writes a note once though the connection broke right after it was taken", async () => {
    await fetched("Outgoing");
    const before = contentsOf(await session("1")).length;
    await simulator.control("/faults", [
      { method: "POST", path: "/v1/sessions", kind: "reset", afterwards: true, times: 1 },
    ]);
    const { err } = await run("Outgoing", "incidents", "note", "1", "once");
    expect(err).to.include("1 waiting to be handed over");
    const sync = await run("Outgoing", "incidents", "sync");
    expect(sync.err).to.equal("default: 1 handed over to the vendor\n");
    const after = contentsOf(await session("1")).slice(before);
    expect(after).to.have.length(1);
    expect(after[0]).to.match(/^once\n/);
  });

  it("leaves handing over to the process that is at it", async () => {
    await fetched("Outgoing");
    const unlock = await lockFile(join(folder, "outbox"));
    const { err } = await run("Outgoing", "incidents", "note", "1", "mine");
    expect(err).to.equal("incident 1 noted\ndefault: 1 waiting to be handed over\n");
    expect(await writes()).to.deep.equal([]);
    unlock();
    expect((await run("Outgoing", "incidents", "sync")).err).to.equal("default: 1 handed over to the vendor\n");
  });

  it("says that a vendor does not hear of it whose instance is not configured", async () => {
    await fetched("Outgoing");
    const config = join(folder, "other.yml");
    const params = { credentials: { identifier: simulator.clientId, password: "s" }, api_url: simulator.url };
    writeFileSync(config, JSON.stringify({ instances: [{ name: "other", params }] }));
    const { code, err } = await run("Outgoing", "--config", config, "incidents", "close", "1");
    expect(code, err).to.equal(0);
    expect(err).to.include("the instance default is not configured here, so its vendor does not hear of it");
    expect(await writes()).to.deep.equal([]);
  });

  it("tells that nothing could be brought in, and keeps what was fetched", async () => {
    await fetched("Incoming");
    await simulator.control("/faults", [{ method: "GET", path: "/v1/sessions", kind: "status", status: 400 }]);
    const { code, err } = await run("Incoming", "incidents", "sync");
    expect(code).to.equal(3);
    expect(err).to.match(/^warning: nothing was brought in from default: .*400.*\n$/);
    const { out } = await run("Incoming", "incidents", "sync", "--json");
    expect(JSON.parse(out)).to.have.nested.property("mirrored[0].error.code", "API");
  });

  it("says so when no instance mirrors, and refuses an owner or a note without a word", async () => {
    await fetched("None");
    expect((await run("None", "incidents", "sync")).err).to.include("No instance mirrors its incidents.");
    expect((await run("None", "incidents", "assign", "1", " ")).err).to.include("The owner has no name.");
    expect((await run("None", "incidents", "note", "1", "")).err).to.include("The note is empty.");
  });

  it("shows a change that Incydr refuses, and does not try it again", async () => {
    await fetched("Outgoing");
    await simulator.control("/faults", [{ method: "POST", path: "/v1/sessions", kind: "status", status: 400 }]);
    const { code, err } = await run("Outgoing", "incidents", "close", "1");
    expect(code).to.equal(0);
    expect(err).to.include("warning: incident 1: the vendor refused to close it: ");
    await simulator.control("/faults", []);
    await run("Outgoing", "incidents", "sync");
    expect(await writes()).to.deep.equal([]);
    expect((await run("None", "incidents", "1")).out).to.match(/^close → refused by the vendor: /m);
    const [change] = (await incident("1")).changes as { outcome: string }[];
    expect(change).to.include({ kind: "close", outcome: "refused" });
  });

  it("refuses unknown incidents, naming all, and changes none", async () => {
    await fetched("Outgoing");
    const { code, err } = await run("Outgoing", "incidents", "close", "1", "98", "99");
    expect(code).to.equal(2);
    expect(err).to.include("There are no incidents 98, 99. Nothing was changed.");
    expect((await incident("1")).state).to.equal("pending");
  });

  it("refuses an unknown reason with the nearest and all of them", async () => {
    await fetched("Outgoing");
    const { code, err } = await run("Outgoing", "incidents", "close", "1", "--reason", "Resolvd");
    expect(code).to.equal(2);
    expect(err).to.include('There is no close reason "Resolvd". Did you mean "Resolved"?');
    expect(err).to.include("The reasons are: False Positive, Resolved, Benign, Other, Duplicate.");
  });

  it("says what was closed already and closes the others", async () => {
    await fetched("None");
    await run("None", "incidents", "close", "1");
    const { err } = await run("None", "incidents", "close", "1", "2");
    expect(err).to.equal("incident 2 closed: Other\nincident 1 was closed already\n");
  });

  it("gives one JSON document", async () => {
    await fetched("Outgoing");
    const { out } = await run("Outgoing", "incidents", "close", "1", "--json");
    const { incidents: shown, mirrored } = JSON.parse(out) as { incidents: object[]; mirrored: object[] };
    expect(Object.keys(shown[0]!)).to.deep.equal([
      ...["id", "sourceId", "name", "severity", "state", "occurredAt", "createdAt", "closeReason", "closedAt"],
    ]);
    expect(mirrored).to.deep.equal([{ instance: "default", handedOver: 1, refused: [], waiting: 0 }]);
    const synced = JSON.parse((await run("Outgoing", "incidents", "sync", "--json")).out) as object;
    expect(synced).to.deep.equal({ mirrored: [{ instance: "default", handedOver: 0, refused: [], waiting: 0 }] });
  });

  it("asks Incydr about three incidents in one request", async () => {
    await fetched("Incoming");
    await run("Incoming", "incidents", "sync");
    const asked = (await simulator.requests()).filter(({ path }) => path.startsWith("/v1/sessions"));
    expect(asked.map(({ method, path }) => `${method} ${path}`)).to.deep.equal(["GET /v1/sessions"]);
  });
});
