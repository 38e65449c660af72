import { expect } from "chai";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { contentsOf, statesOf, useMirroring } from "./mirrored.ts";

describe("mirroring with Incydr", function () {
  this.timeout(20_000);
  const { simulator, folder, run, fetched, incident, sourceOf, session, writes, atIncydr } = useMirroring();

  it("does not keep a fetch from its incidents when the store cannot tell what waits", async () => {
    await run("Outgoing", "incidents");
    const store = new DatabaseSync(join(folder(), "soar.db"));
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

  it("tells that nothing could be brought in, and keeps what was fetched", async () => {
    await fetched("Incoming");
    await simulator().control("/faults", [{ method: "GET", path: "/v1/sessions", kind: "status", status: 400 }]);
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
    const asked = (await simulator().requests()).filter(({ path }) => path.startsWith("/v1/sessions"));
    expect(asked.map(({ method, path }) => `${method} ${path}`)).to.deep.equal(["GET /v1/sessions"]);
  });
});
