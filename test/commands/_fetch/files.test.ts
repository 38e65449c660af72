import { ApiError, NetworkError } from "soarkit";
import { expect } from "chai";
import type { FileEvent, FileEventQuery, FileEventsPage } from "../../../commands/_api/file-events.ts";
import type { Incydr } from "../../../commands/_api/incydr.ts";
import { createFileReader } from "../../../commands/_fetch/files.ts";
import type { Session } from "../../../commands/_api/sessions.ts";
import { silentLog } from "../../../src/log.ts";
import { toFileEvent, toSession } from "../examples.ts";
import { createModel } from "./model.ts";

const none = { criticalEvents: 0, highEvents: 0, moderateEvents: 0, lowEvents: 0, noRiskEvents: 0 };
const one = toSession({ sessionId: "one", ...none, criticalEvents: 1 });
const event = (id: string, at: string, user = "1190000000000000101") =>
  toFileEvent({ event: { id }, "@timestamp": at, user: { id: user } });
const inOne = event("e1", "2026-01-05T10:00:00.000123Z");

function clientWith(parts: {
  search?: FileEvent[] | Error;
  session?: { fileEvents: FileEvent[]; totalCount?: number } | Error;
}): { client: Incydr; queries: FileEventQuery[]; asked: string[] } {
  const { client } = createModel([], 0);
  const queries: FileEventQuery[] = [];
  const asked: string[] = [];
  client.fileEvents = {
    ...client.fileEvents,
    async *pages(query) {
      queries.push(query);
      if (parts.search instanceof Error) throw parts.search;
      yield page(parts.search ?? []);
    },
  };
  client.sessions = {
    ...client.sessions,
    events: async (id) => {
      asked.push(id);
      if (parts.session instanceof Error) throw parts.session;
      return page(parts.session?.fileEvents ?? [], parts.session?.totalCount);
    },
  };
  return { client, queries, asked };
}

function page(fileEvents: FileEvent[], totalCount = fileEvents.length): FileEventsPage {
  return { fileEvents, totalCount, nextPgToken: undefined, problems: [] };
}

/** What is read of each session, by its id. */
async function readSessionFiles(
  client: Incydr,
  sessions: readonly Session[],
  options: Parameters<typeof createFileReader>[1],
) {
  const files = new Map<string, { events: FileEvent[]; gap?: string }>();
  for await (const { entry, ...file } of createFileReader(client, options)(sessions.map((session) => ({ session })))) {
    files.set(entry.session.sessionId, file);
  }
  return files;
}

const options = { log: silentLog, signal: new AbortController().signal };
const broken = new ApiError("broken", "", { status: 500, body: "" });

describe("reading the file events of sessions", () => {
  it("asks for all sessions by user and time, and gives each its own", async () => {
    const two = toSession({ sessionId: "two", userId: null, actorId: "2", ...none, criticalEvents: 2 });
    const events = [
      inOne,
      event("e2", "2026-01-05T10:31:00.000Z", "2"),
      event("e3", "2026-01-05T10:20:00.000Z", "2"),
      event("stranger", "2026-01-05T10:20:00.000Z", "3"),
      toFileEvent({ event: { id: "nobody" }, user: null }),
    ];
    const { client, queries, asked } = clientWith({ search: events });
    const files = await readSessionFiles(client, [one, two], options);
    expect([...files].map(([id, { events: found }]) => [id, found.map((each) => each.event.id)])).to.deep.equal([
      ["one", ["e1"]],
      ["two", ["e2", "e3"]],
    ]);
    expect(asked).to.deep.equal([]);
    expect(queries).to.have.length(1);
    expect(queries[0]?.groupClause).to.equal("OR");
    expect(queries[0]?.groups[0]).to.deep.equal({
      filterClause: "AND",
      filters: [
        { term: "user.id", operator: "IS", value: "1190000000000000101" },
        { term: "@timestamp", operator: "ON_OR_AFTER", value: "2026-01-05T10:00:00.000Z" },
        { term: "@timestamp", operator: "ON_OR_BEFORE", value: "2026-01-05T10:31:00.000Z" },
      ],
    });
  });

  it("asks the session itself where the search gives more or fewer than it counts", async () => {
    const { client, asked } = clientWith({ session: { fileEvents: [inOne] } });
    const files = await readSessionFiles(client, [one], options);
    expect(files.get("one")).to.deep.equal({ events: [inOne] });
    expect(asked).to.deep.equal(["one"]);
  });

  it("asks the session itself where user or time are unknown, and searches for none", async () => {
    const odd = toSession({ sessionId: "odd", endTime: null });
    const { client, queries } = clientWith({ session: { fileEvents: [inOne] } });
    expect((await readSessionFiles(client, [odd], options)).get("odd")).to.deep.equal({ events: [inOne] });
    expect(queries).to.deep.equal([]);
  });

  it("adds what the search found to an answer that is cut, and says what is still missing", async () => {
    const other = event("e2", "2026-01-05T10:01:00.000Z");
    const session = { fileEvents: [inOne], totalCount: 2 };
    const whole = await readSessionFiles(clientWith({ search: [inOne, other], session }).client, [one], options);
    expect(whole.get("one")).to.deep.equal({ events: [inOne, other] });
    const cut = clientWith({ search: [inOne, other], session: { ...session, totalCount: 3 } });
    expect((await readSessionFiles(cut.client, [one], options)).get("one")).to.deep.equal({
      events: [inOne, other],
      gap: "Only 2 of 3 file events could be read.",
    });
  });

  it("keeps what it has when a session cannot be asked, and says so", async () => {
    const { client } = clientWith({ search: [], session: broken });
    expect((await readSessionFiles(client, [one], options)).get("one")).to.deep.equal({
      events: [],
      gap: "The file events could not be read completely (broken).",
    });
  });

  it("goes without files when the search is broken, without asking one by one", async () => {
    const { client, asked } = clientWith({ search: broken });
    expect((await readSessionFiles(client, [one], options)).get("one")).to.deep.equal({
      events: [],
      gap: "The file events could not be read (broken).",
    });
    expect(asked).to.deep.equal([]);
  });

  it("fails where not the vendor's answer but the way there is broken", async () => {
    for (const parts of [{ search: new NetworkError("away", "") }, { session: new NetworkError("away", "") }]) {
      const outcome = await readSessionFiles(clientWith(parts).client, [one], options).catch((error: unknown) => error);
      expect(outcome).to.be.instanceOf(NetworkError);
    }
  });
});
