import { expect } from "chai";
import fc from "fast-check";

import type { FileEvent, FileEvents } from "../../../../commands/_simulator/file-events/index.ts";
import { aSession, aWorld, call, someFileEvents, type Answer } from "./a-world.ts";

function search(fileEvents: FileEvents, body: Record<string, unknown>): Answer {
  return call(fileEvents.routes, "POST", "/v2/file-events", { groups: [], ...body });
}

function eventsOf({ body }: Answer): FileEvent[] {
  return body.fileEvents as FileEvent[];
}

function idsOf(answer: Answer): string[] {
  return eventsOf(answer).map(({ event }) => event.id);
}

function where(...filters: [term: string, operator: string, value?: unknown][]): Record<string, unknown> {
  return { groups: [{ filters: filters.map(([term, operator, value]) => ({ term, operator, value })) }] };
}

/** All pages by token. */
function pages(fileEvents: FileEvents, body: Record<string, unknown>): Answer[] {
  const answers: Answer[] = [];
  let pgToken: unknown = "";
  while (typeof pgToken === "string") {
    const answer = search(fileEvents, { ...body, pgToken });
    answers.push(answer);
    pgToken = answer.body.nextPgToken;
  }
  return answers;
}

/** Ordinary events, those of two sessions, and added ones. */
function mixed(): FileEvents {
  const { world } = aWorld();
  const sessions = [aSession(world), aSession(world, { sessionId: "s-2" })];
  const { fileEvents } = someFileEvents({ count: 100, sessions, disorderMs: 7_200_000 });
  fileEvents.stream.add(20, 60_000);
  return fileEvents;
}

describe("a search of file events", () => {
  const fileEvents = mixed();
  const all = [...fileEvents.truth(1000, 0)];

  it("finds the events of every source, in order of their ids", () => {
    const answer = search(fileEvents, { pgSize: 1000 });
    expect(answer.body.totalCount).to.equal(152);
    expect(idsOf(answer)).to.deep.equal(idsOf(answer).toSorted());
    expect(eventsOf(answer)).to.deep.equal(all);
    expect(answer.body.problems).to.equal(null);
  });

  it("gives a hundred events a page, and no token where none was asked for", () => {
    const answer = search(fileEvents, {});
    expect(eventsOf(answer)).to.have.lengthOf(100);
    expect(answer.body.nextPgToken).to.equal(null);
  });

  it("pages by number, from 1", () => {
    const ids = [1, 2, 3, 4].map((pgNum) => idsOf(search(fileEvents, { pgNum, pgSize: 50 })));
    expect(ids.map(({ length }) => length)).to.deep.equal([50, 50, 50, 2]);
    expect(ids.flat()).to.deep.equal(all.map(({ event }) => event.id));
  });

  it("gives the id of a page's last event as the next page's token, and null with the last page", () => {
    const answers = pages(fileEvents, { pgSize: 76 });
    expect(answers.map(({ body }) => body.nextPgToken)).to.deep.equal([all[75]!.event.id, null]);
    expect(answers.map(({ body }) => body.totalCount)).to.deep.equal([152, 152]);
  });

  it("covers every event once and in order by token, whatever the page size, sort and filter", () => {
    const sorts = fc.constantFrom(
      "event.id",
      "event.inserted",
      "@timestamp",
      "risk.score",
      "file.name",
      "event.vector",
    );
    const filters = fc.constantFrom(
      { groups: [] },
      where(["risk.score", "GREATER_THAN", 0]),
      where(["user.email", "IS", "USER1.quill@acme.test"]),
      where(["@timestamp", "ON_OR_AFTER", "2026-01-05T10:00:00.000Z"]),
      where(["event.id", "IS_ANY", all.slice(3, 40).map(({ event }) => event.id)], ["event.inserted", "EXISTS"]),
      where(["file.name", "IS", "nothing"]),
    );
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 160 }),
        sorts,
        fc.constantFrom("asc", "desc"),
        filters,
        (pgSize, srtKey, srtDir, body) => {
          const whole = search(fileEvents, { ...body, srtKey, srtDir, pgSize: 1000 });
          const paged = pages(fileEvents, { ...body, srtKey, srtDir, pgSize });
          expect(paged.flatMap(idsOf)).to.deep.equal(idsOf(whole));
          expect(whole.body.totalCount).to.equal(idsOf(whole).length);
          for (const page of paged) expect(page.body.totalCount).to.equal(whole.body.totalCount);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("sorts by any term, with what lacks it last both ways", () => {
    for (const srtDir of ["asc", "desc"]) {
      const vectors = eventsOf(search(fileEvents, { pgSize: 1000, srtKey: "event.vector", srtDir })).map(
        ({ event }) => event.vector,
      );
      const known = vectors.filter((vector) => vector !== null);
      expect(known.length).to.be.greaterThan(10).and.below(vectors.length);
      expect(vectors.slice(0, known.length)).to.deep.equal(
        srtDir === "asc" ? known.toSorted() : known.toSorted().reverse(),
      );
    }
  });

  it("sorts numbers as numbers, and lists by the value that comes first", () => {
    const sizes = eventsOf(search(fileEvents, { pgSize: 1000, srtKey: "file.sizeInBytes" })).map(
      ({ file }) => file.sizeInBytes!,
    );
    expect(sizes).to.deep.equal(sizes.toSorted((one, other) => one - other));
    const [heaviest] = eventsOf(search(fileEvents, { srtKey: "risk.indicators.weight", srtDir: "desc" }));
    expect(Math.max(...heaviest!.risk.indicators.map(({ weight }) => weight))).to.equal(5);
  });

  it("sorts times by what they mean", () => {
    const times = eventsOf(search(fileEvents, { pgSize: 1000, srtKey: "file.created" })).map(
      ({ file }) => file.created!,
    );
    expect(times).to.deep.equal(times.toSorted());
  });

  it("finds as many as a look at every document does", () => {
    const answer = search(fileEvents, { ...where(["risk.severity", "IS_ANY", ["HIGH", "CRITICAL"]]), pgSize: 1000 });
    const wanted = all.filter(({ risk }) => risk.severity === "HIGH" || risk.severity === "CRITICAL");
    expect(eventsOf(answer)).to.deep.equal(wanted);
    expect(answer.body.totalCount).to.equal(wanted.length);
  });

  it("finds the events of somebody", () => {
    const answer = search(fileEvents, { ...where(["user.email", "IS", "User1.Quill@acme.test"]), pgSize: 1000 });
    expect(idsOf(answer)).to.deep.equal(
      all.filter(({ user }) => user.email === "user1.quill@acme.test").map(({ event }) => event.id),
    );
  });

  it("counts anew when events come", () => {
    const growing = mixed();
    const body = where(["event.observer", "EXISTS"]);
    expect(search(growing, { ...body, pgSize: 1 }).body.totalCount).to.equal(152);
    growing.stream.add(3, 0);
    expect(search(growing, { ...body, pgSize: 1 }).body.totalCount).to.equal(155);
    expect(search(growing, { pgSize: 1 }).body.totalCount).to.equal(155);
  });

  it("counts anew what lies within the last hour as time goes by", () => {
    const { fileEvents: passing, clock } = someFileEvents({});
    passing.stream.add(4, 0);
    const body = { ...where(["event.inserted", "WITHIN_THE_LAST", "PT1H"], ["event.id", "EXISTS"]), pgSize: 1 };
    expect(search(passing, body).body.totalCount).to.equal(4);
    clock.advance(3_600_001);
    expect(search(passing, body).body.totalCount).to.equal(0);
  });
});

describe("a page token", () => {
  it("that no event has is refused as the vendor does", () => {
    const { fileEvents } = someFileEvents({ count: 10 });
    expect(search(fileEvents, { pgToken: "0_7f10_1" })).to.deep.equal({
      status: 400,
      body: {
        totalCount: 0,
        fileEvents: null,
        nextPgToken: null,
        problems: [
          {
            type: "INVALID_PAGE_TOKEN",
            description: "the page token is unknown or no longer valid",
            badFilter: null,
          },
        ],
      },
    });
  });

  it("grows stale where it has a lifetime", () => {
    const { fileEvents, clock } = someFileEvents({ count: 10, tokenLifetimeMs: 60_000 });
    const { nextPgToken: pgToken } = search(fileEvents, { pgSize: 4, pgToken: "" }).body;
    clock.advance(60_000);
    expect(search(fileEvents, { pgSize: 4, pgToken }).status).to.equal(200);
    clock.advance(1);
    expect(search(fileEvents, { pgSize: 4, pgToken }).status).to.equal(400);
  });

  it("that was never given out is stale where tokens have a lifetime", () => {
    const { fileEvents } = someFileEvents({ count: 10, tokenLifetimeMs: 60_000 });
    const [first] = fileEvents.truth(1, 0);
    expect(search(fileEvents, { pgToken: first!.event.id }).status).to.equal(400);
  });
});

describe("the cost of a search among a million events", () => {
  const { fileEvents } = someFileEvents({ count: 1_000_000 });

  function examinedBy(body: Record<string, unknown>): { examined: number; answer: Answer } {
    const before = fileEvents.examined();
    const answer = search(fileEvents, body);
    return { examined: fileEvents.examined() - before, answer };
  }

  it("is its page, where it asks for a time of insertion", () => {
    const body = { ...where(["event.inserted", "ON_OR_AFTER", "2026-01-05T10:00:00.000Z"]), pgSize: 100, pgToken: "" };
    for (const srtDir of ["asc", "desc"]) {
      const { examined, answer } = examinedBy({ ...body, srtDir, srtKey: "event.inserted" });
      expect(eventsOf(answer)).to.have.lengthOf(100);
      expect(examined).to.equal(101);
    }
  });

  it("is its page, from wherever a token leads on", () => {
    const body = { ...where(["event.inserted", "ON_OR_AFTER", "2026-01-01T00:00:00.000Z"]), pgSize: 100 };
    const first = search(fileEvents, { ...body, pgToken: "" });
    const { examined, answer } = examinedBy({ ...body, pgToken: first.body.nextPgToken });
    expect(idsOf(answer)[0]! > idsOf(first).at(-1)!).to.equal(true);
    expect(examined).to.equal(102);
  });

  it("is the hours around it, where it asks for a time of detection", () => {
    const body = where(["@timestamp", "ON", "2026-01-04"]);
    const { examined, answer } = examinedBy({ ...body, pgSize: 1 });
    expect(answer.body.totalCount).to.be.greaterThan(1000);
    expect(examined).to.be.below(60_000);
  });

  it("is one person's events, where it names one", () => {
    const { examined, answer } = examinedBy({ ...where(["user.email", "IS", "ilse.bos@acme.test"]), pgSize: 1 });
    expect(examined).to.equal(Number(answer.body.totalCount) + 2);
    expect(examined).to.be.below(200_000);
  });

  it("is the named events, where it names them", () => {
    const [, second] = fileEvents.truth(2, 0);
    const { examined, answer } = examinedBy(where(["event.id", "IS", second!.event.id]));
    expect(eventsOf(answer)).to.deep.equal([second]);
    expect(examined).to.equal(1);
  });

  it("is one look at all to count what no bound helps with, and a page's worth after that", () => {
    const body = { ...where(["risk.score", "GREATER_THAN", 0]), pgSize: 10, pgToken: "" };
    const first = examinedBy(body);
    expect(first.examined).to.be.greaterThan(1_000_000).and.below(1_001_000);
    const second = examinedBy({ ...body, pgToken: first.answer.body.nextPgToken });
    expect(second.examined).to.be.below(1000);
    expect(second.answer.body.totalCount).to.equal(first.answer.body.totalCount);
  });
});
