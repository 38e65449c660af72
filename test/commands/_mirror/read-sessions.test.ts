import { expect } from "chai";
import * as v from "valibot";
import { SessionSchema, type Session } from "../../../commands/_api/sessions.ts";
import { readSessions } from "../../../commands/_mirror/read-sessions.ts";

const signal = new AbortController().signal;

function toSession(id: string): Session {
  return v.parse(SessionSchema, { sessionId: id });
}

/** A tenant that tells what it is asked for. */
function tenant(pages: string[][], totalCount: number) {
  const asked: string[] = [];
  return {
    asked,
    sessions: {
      pageSize: 50,
      page: async (
        { filter }: { filter: { onOrAfter?: number | undefined; before?: number | undefined } },
        { number }: { number: number },
      ) => {
        asked.push(`page ${number} of ${filter.onOrAfter}–${filter.before}`);
        return { items: (pages[number] ?? []).map(toSession), faults: new Map<string, string[]>(), totalCount };
      },
      get: async (id: string) => {
        asked.push(id);
        return id === "gone" ? undefined : toSession(id);
      },
    },
  };
}

const wanted = (...ids: string[]) => ids.map((id, index) => ({ id, begin: 1000 + index }));

describe("reading the sessions of incidents", () => {
  it("asks for one by its id", async () => {
    const { asked, sessions } = tenant([], 0);
    expect([...(await readSessions(sessions, wanted("a"), signal)).keys()]).to.deep.equal(["a"]);
    expect(asked).to.deep.equal(["a"]);
  });

  it("asks for several by the time in which they began, and ends when all are met", async () => {
    const { asked, sessions } = tenant([["x", "a", "b"], ["c"], ["y"]], 150);
    expect([...(await readSessions(sessions, wanted("a", "b", "c", "d"), signal)).keys()]).to.deep.equal([
      ...["a", "b", "c", "d"],
    ]);
    // With two left, two more pages are no dearer than asking for each; with one left, they are.
    expect(asked).to.deep.equal(["page 0 of 1000–1004", "page 1 of 1000–1004", "page 2 of 1000–1004", "d"]);
  });

  it("asks for each where there are more pages than sessions", async () => {
    const { asked, sessions } = tenant([["x"]], 5000);
    await readSessions(sessions, wanted("a", "b"), signal);
    expect(asked).to.deep.equal(["page 0 of 1000–1002", "a", "b"]);
  });

  it("leaves out what is gone, and asks for nothing where nothing is wanted", async () => {
    const { asked, sessions } = tenant([[]], 0);
    expect((await readSessions(sessions, [{ id: "gone", begin: NaN }], signal)).size).to.equal(0);
    expect((await readSessions(sessions, [], signal)).size).to.equal(0);
    expect(asked).to.deep.equal(["gone"]);
  });
});
