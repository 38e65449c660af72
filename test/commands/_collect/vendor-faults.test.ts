import { expect } from "chai";
import { JsonText, toObject } from "soarkit";
import { alertSource } from "../../../commands/_collect/alerts.ts";
import { auditLogSource } from "../../../commands/_collect/audit-logs.ts";
import { fileEventSource } from "../../../commands/_collect/file-events.ts";
import { createFileEvents } from "../../../commands/_api/file-events.ts";
import { createHttp } from "../../../src/http/create-http.ts";
import { silentLog } from "../../../src/log.ts";
import { dependencies, json, options, serve } from "../../http/loopback.ts";
import { toSession } from "../examples.ts";
import { rejection, startAt } from "../tenant.ts";
import { openCollected, type CollectedTenant } from "./collector.ts";

const now = Date.parse(startAt);
const { signal } = new AbortController();

describe("What the vendor should not answer", () => {
  let tenant: CollectedTenant;
  afterEach(() => tenant.close());

  it("is a page token given for its own page: paging would never end", async () => {
    tenant = await openCollected();
    const documents = async () => ({ totalCount: 2, fileEvents: [], nextPgToken: "same", problems: ["odd"] });
    const source = fileEventSource({ ...tenant.client.fileEvents, documents }, 1, silentLog);
    const window = { from: now, to: now + 1 };
    expect(await source.read(window, { size: 5 }, signal)).to.deep.equal({ events: [], total: 2, next: "same" });
    expect(await rejection(source.read(window, { size: 5, next: "same" }, signal))).to.have.property(
      "message",
      'Incydr gave the page token "same" again, so paging would never end.',
    );
  });

  it("is another number of audit log entries each time that it is asked", async () => {
    tenant = await openCollected();
    let counted = 2;
    const count = async () => (counted += 1);
    const page = async () => [{ timestamp: startAt }, { timestamp: startAt }];
    const source = auditLogSource({ ...tenant.client.auditLog, count, page }, 1, 2);
    expect(await rejection(source.read({ from: now, to: now + 1 }, { size: 2 }, signal))).to.have.property(
      "message",
      `The audit log kept changing while entries of one millisecond were read (${now - 1}).`,
    );
  });

  it("are entries and events without a time: they are collected all the same", async () => {
    tenant = await openCollected();
    const files = fileEventSource(
      {
        ...tenant.client.fileEvents,
        documents: async () => ({
          totalCount: undefined,
          fileEvents: [{ id: "e", insertedAt: undefined, document: new JsonText({ event: {} }, '{"event":{}}') }],
          nextPgToken: "",
          problems: [],
        }),
      },
      1,
      silentLog,
    );
    const audit = auditLogSource({ ...tenant.client.auditLog, page: async () => [{ actorId: "7" }] }, 1);
    for (const source of [files, audit]) {
      const { events, next } = await source.read({ from: now, to: now + 1 }, { size: 5 }, signal);
      expect([events.map(({ at }) => at), next]).to.deep.equal([[0], undefined]);
    }
  });

  it("is a file event without an id: it goes by what it says, and holds up no other", async () => {
    const answer = {
      fileEvents: [{ event: { inserted: startAt, id: 7 } }, { event: null, "@timestamp": startAt }, { user: {} }],
    };
    const server = await serve((_, response) => json(response, answer));
    const make = createHttp(dependencies().deps);
    const source = fileEventSource(createFileEvents(make(options(server.url))), 1, silentLog);
    const { events } = await source.read({ from: now, to: now + 1 }, { size: 5 }, signal);
    await server.close();
    expect(events.map(({ id, at, event }) => [id, at, toObject(event)])).to.deep.equal([
      ["7", now, answer.fileEvents[0]],
      [
        // SHA-256 of {"@timestamp":"2026-01-06T00:00:00.000Z"}
        "42af668f4eb72458937b0407e8336ad5986170557cf8994252bc68d589590b76",
        now,
        answer.fileEvents[1],
      ],
      ["e436ef2b7de06788f8fc4b305c0a08d3ab7ee580ec3c1057cc9f3fdeac867081", 0, answer.fileEvents[2]],
    ]);
  });

  it("is a session that begins at a fraction of a millisecond: it holds up no other", async () => {
    tenant = await openCollected();
    const session = toSession({ sessionId: "s", beginTime: 1.5 });
    const page = async () => ({ items: [session], faults: new Map<string, string[]>(), totalCount: 1 });
    const source = alertSource({ ...tenant.client.sessions, page }, 1);
    const { events } = await source.read({ from: 0, to: now }, { size: 5 }, signal);
    expect(events.map(({ at }) => at)).to.deep.equal([1]);
  });

  it("is a time far in the future: once it is right again, everything is collected", async () => {
    tenant = await openCollected();
    const collector = tenant.collector("audit-logs");
    // What a first run leaves behind that took it to be a year later.
    const ahead = now + 365 * 86_400_000;
    collector.lastRun = { version: 1, floor: ahead, since: ahead };
    await tenant.add("audit-logs", 3);
    await tenant.advance(1);
    expect(await collector.collect()).to.equal(3);
    expect(await collector.collect()).to.equal(0);
  });

  it("is the same page of sessions for every number: it ends, with what was on it", async () => {
    tenant = await openCollected();
    const session = toSession({ sessionId: "s", beginTime: now - 1, lastUpdated: now - 1 });
    let isNew = true;
    const page: typeof tenant.client.sessions.page = async ({ filter }) => {
      // Of those with new data there are none at first.
      const items = filter.states && isNew ? [] : [session];
      return { items, faults: new Map<string, string[]>() };
    };
    const source = alertSource({ ...tenant.client.sessions, page }, 1000, { pageSize: 1 });
    const collector = tenant.collector("alerts", source);
    expect(await rejection(collector.collect()))
      .to.have.property("message")
      .that.matches(/^Incydr gives ever more pages of what is between 2026-01-0/);
    expect(collector.events.map(({ id }) => id)).to.deep.equal(["s"]);
    [isNew, collector.lastRun] = [false, null];
    expect(await rejection(collector.collect())).to.have.property(
      "message",
      "Incydr gives the same sessions for every page, so reading them would never end.",
    );
  });
});
