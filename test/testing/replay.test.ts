import { expect } from "chai";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { assertContext, runCommand, runFetch, runTest, type Recording } from "soarkit/testing";
import { rejection } from "../http/loopback.ts";

const integration = fileURLToPath(new URL("../second", import.meta.url));

/** A recording of `lodestar-ticket-get`, in which every ticket is of its own title. */
function recordingOf(id: number, title: string, more: Partial<Recording> = {}): Recording {
  const at = "2026-03-01T12:00:00.000Z";
  return {
    soarkit: 1,
    command: "lodestar-ticket-get",
    args: { id: String(id) },
    recordedAt: at,
    params: { url: "http://127.0.0.1" },
    exchanges: [
      {
        at,
        ms: 0,
        request: { method: "GET", path: `/tickets/${id}` },
        answer: {
          status: 200,
          headers: { "content-type": "application/json" },
          body: { id, title, state: "open", createdAt: at },
        },
      },
    ],
    ...more,
  };
}

const ticketContext = (ID: number, Title: string) => ({ Lodestar: { Ticket: { ID, Title, State: "open" } } });

describe("replaying a command", () => {
  it("answers from one recording", async () => {
    const replay = recordingOf(3, "Recorded");
    const outcome = await runCommand("lodestar-ticket-get", { id: 3 }, { integration, replay });
    assertContext(outcome, ticketContext(3, "Recorded"));
    expect(outcome.requests).to.deep.equal([{ method: "GET", path: "/tickets/3", query: {}, status: 200 }]);
  });

  it("answers from that of several which has the arguments", async () => {
    const replay = [recordingOf(3, "Three"), recordingOf(4, "Four"), recordingOf(3, "Another three")];
    assertContext(
      await runCommand("lodestar-ticket-get", { id: "4" }, { integration, replay }),
      ticketContext(4, "Four"),
    );
    assertContext(
      await runCommand("lodestar-ticket-get", { id: "3" }, { integration, replay }),
      ticketContext(3, "Three"),
    );
  });

  it("reads the recordings of a folder and those below it", async () => {
    const folder = mkdtempSync(join(tmpdir(), "soar-recordings-"));
    try {
      mkdirSync(join(folder, "tickets"));
      writeFileSync(join(folder, "tickets", "lodestar-ticket-get.json"), JSON.stringify(recordingOf(3, "Kept")));
      const outcome = await runCommand("lodestar-ticket-get", { id: "3" }, { integration, replay: folder });
      assertContext(outcome, ticketContext(3, "Kept"));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("has the recording's incident, context and time, unless the test gives its own", async () => {
    const replay = recordingOf(3, "Recorded", {
      args: { id: "${incident.sourceId}" },
      incident: { id: "17", sourceId: "3", name: "N", occurred: "2026-03-01T00:00:00Z", rawJSON: "{}" },
      context: { Wanted: 3 },
    });
    const ofIncident = await runCommand("lodestar-ticket-get", { id: "${incident.sourceId}" }, { integration, replay });
    assertContext(ofIncident, ticketContext(3, "Recorded"));
    const ofContext = await runCommand("lodestar-ticket-get", { id: "${Wanted}" }, { integration, replay });
    assertContext(ofContext, ticketContext(3, "Recorded"));
    const id = "${.=new Date().getUTCFullYear() - 2023}";
    assertContext(
      await runCommand("lodestar-ticket-get", { id }, { integration, replay }),
      ticketContext(3, "Recorded"),
    );
    const options = { integration, replay, context: { Wanted: 4 }, now: () => Date.parse("2027-01-01T00:00:00Z") };
    const other = await runCommand("lodestar-ticket-get", { id: "${Wanted}" }, options);
    expect([other.error?.code, other.requests]).to.deep.equal([
      "ARGUMENT",
      [{ method: "GET", path: "/tickets/4", query: {} }],
    ]);
    const later = await runCommand("lodestar-ticket-get", { id }, options);
    expect(later.requests.map(({ path }) => path)).to.deep.equal(["/tickets/4"]);
  });

  it("says which commands were recorded", async () => {
    const replay = [recordingOf(3, "Three")];
    expect(await rejection(runCommand("lodestar-ticket-close", { id: 3 }, { integration, replay }))).to.include({
      code: "ARGUMENT",
      message: "runCommand found no recording of lodestar-ticket-close. Recorded are lodestar-ticket-get.",
      hint: "Make one: soar run … --record DIR, or the option `record` of soarkit/testing.",
    });
    const replayed = join(integration, "no such folder");
    expect(await rejection(runFetch({ integration, replay: replayed })))
      .to.be.an("error")
      .with.property("message", `runFetch found no recording of fetch-incidents in ${replayed}.`);
    expect(await rejection(runTest({ integration, replay })))
      .to.be.an("error")
      .with.property("message")
      .that.includes("no recording of test-module");
  });

  it("replays a fetch", async () => {
    const ticket = { id: 7, title: "Fetched", state: "open", createdAt: "2026-03-01T11:00:00.000Z" };
    const recording = recordingOf(7, "", { command: "fetch-incidents", args: {} });
    const [exchange] = recording.exchanges;
    const replay: Recording = {
      ...recording,
      exchanges: [
        {
          ...exchange!,
          request: { method: "GET", path: "/tickets", query: { after: ["0"], offset: ["0"], limit: ["10"] } },
          answer: { status: 200, headers: {}, body: { tickets: [ticket], total: 1 } },
        },
      ],
    };
    const { incidents, error } = await runFetch({ integration, replay });
    expect(error).to.equal(undefined);
    expect(incidents.map(({ name, createdAt }) => [name, createdAt])).to.deep.equal([
      ["Lodestar ticket 7: Fetched", "2026-03-01T12:00:00.000Z"],
    ]);
  });
});
