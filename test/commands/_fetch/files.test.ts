import { ApiError, CredentialsError, NetworkError } from "soarkit";
import { expect } from "chai";
import type { FileEvent, FileEventQuery, FileEventsPage } from "../../../commands/_api/file-events.ts";
import type { Incydr } from "../../../commands/_api/incydr.ts";
import { searchBatches } from "../../../commands/_fetch/file-search.ts";
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

  it("searches in halves what Incydr does not accept, so that one session keeps no other from its files", async () => {
    const poison = toSession({ sessionId: "poison", userId: "poison", ...none });
    const { client, queries } = clientWith({ search: [inOne] });
    const whole = client.fileEvents;
    client.fileEvents = {
      ...client.fileEvents,
      async *pages(query, size, signal) {
        if (JSON.stringify(query).includes("poison")) throw new ApiError("no", "", { status: 400, body: "" });
        yield* whole.pages(query, size, signal);
      },
    };
    const files = await readSessionFiles(client, [one, poison], options);
    expect(files.get("one")).to.deep.equal({ events: [inOne] });
    expect(files.get("poison")).to.deep.equal({ events: [], gap: "The file events could not be read (no)." });
    expect(queries).to.have.length(1);
  });

  it("asks sessions no more where three of them have failed, or a permission is missing", async () => {
    const sessions = ["a", "b", "c", "d"].map((sessionId) => toSession({ ...one, sessionId, userId: sessionId }));
    for (const [error, expected] of [
      [broken, ["a", "b", "c"]],
      [new CredentialsError("not allowed", ""), ["a"]],
    ] as const) {
      const { client, asked } = clientWith({ search: [], session: error });
      const files = await readSessionFiles(client, sessions, options);
      expect(asked).to.deep.equal(expected);
      const said = `not asked for, after others had failed: ${error.message}`;
      expect(files.get("d")?.gap).to.equal(`The file events could not be read completely (${said}).`);
    }
  });

  it("asks for overlapping sessions of one user as one span, and gives each its own once one of them has told", async () => {
    const a = toSession({
      ...one,
      sessionId: "a",
      criticalEvents: 1,
      beginTime: 1767607200000,
      endTime: 1767608000000,
    });
    const b = toSession({
      ...one,
      sessionId: "b",
      criticalEvents: 1,
      beginTime: 1767607200000,
      endTime: 1767609060000,
    });
    const other = event("e2", "2026-01-05T10:00:01.000Z");
    const { client, queries, asked } = clientWith({ search: [inOne, other], session: { fileEvents: [inOne] } });
    const files = await readSessionFiles(client, [a, b], options);
    expect(queries[0]?.groups).to.have.length(1);
    expect(asked).to.deep.equal(["a"]);
    expect([files.get("a"), files.get("b")]).to.deep.equal([{ events: [inOne] }, { events: [other] }]);
  });

  it("searches for no user whom Incydr would take for a pattern", async () => {
    const { client, queries } = clientWith({ session: { fileEvents: [inOne] } });
    const odd = toSession({ ...one, sessionId: "odd", userId: "*" });
    expect((await readSessionFiles(client, [odd], options)).get("odd")).to.deep.equal({ events: [inOne] });
    expect(queries).to.deep.equal([]);
  });

  it("begins another search with the 342nd session, and where events would not fit into one answer", async () => {
    const few = Array.from({ length: 342 }, (_, index) => ({
      session: toSession({ ...none, sessionId: `s${index}` }),
    }));
    expect([...searchBatches(few)].map((batch) => batch.length)).to.deep.equal([341, 1]);
    const large = [6_000, 4_000, 1].map((noRiskEvents) => ({ session: toSession({ ...none, noRiskEvents }) }));
    expect([...searchBatches(large)].map((batch) => batch.length)).to.deep.equal([2, 1]);
  });

  it("keeps ten thousand file events of a session, and says how many there are", async () => {
    const many = Array.from({ length: 10_001 }, (_, index) => event(`e${index}`, "2026-01-05T10:00:00.000Z"));
    const flood = toSession({ ...none, sessionId: "flood", criticalEvents: 10_001 });
    const files = await readSessionFiles(clientWith({ search: many }).client, [flood], options);
    expect(files.get("flood")?.events).to.have.length(10_000);
    expect(files.get("flood")?.gap).to.equal("Of 10001 file events, the first 10000 are kept.");
  });
});
