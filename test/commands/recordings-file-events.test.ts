import { expect } from "chai";
import { code42, readRecorded } from "./recorded.ts";

const recorded = await readRecorded(code42);

/** What Incydr answered last. */
const eventsIn = (name: string) => {
  const { answer } = recorded.find(name).exchanges.at(-1)!;
  return (("body" in answer ? answer.body : {}) as { fileEvents: { "@timestamp": string }[] }).fileEvents;
};
const withTimestamp = (event: { "@timestamp": string }) => ({ ...event, timestamp: event["@timestamp"] });

describe("the recorded file event commands", () => {
  it("find events, and keep them in the context under both names of their time", async () => {
    const fileEvents = eventsIn("file-events/code42-file-events-search");
    await recorded.replay("file-events/code42-file-events-search", {
      entry: {
        type: "note",
        readable:
          "### Code42 File Events\n|Timestamp|Action|Observer|File Name|Directory|Size|Category|SHA256|User|Source|Destination|" +
          `Risk Score|Severity|Indicators|Trusted|\n${"|---".repeat(15)}|\n` +
          "| 2026-01-05T23:25:20.994Z | application-read | Endpoint | ledger_core.py | C:/Users/user1/Documents/ | 21336 | " +
          "SourceCode | b03dd630a67c27b127ccb64ff79d5f8d195dae9d62753bc52ebd9f13acd600ab | user1.quill@acme.test | " +
          "LAP-MARA-01 | Dropbox | 8 | HIGH | Dropbox upload, Source code | false |\n" +
          "| 2026-01-05T23:24:51.011Z | application-read | Endpoint | settle.py | C:/Users/user1/Documents/ | 16125 | " +
          "SourceCode | 89ba0f8c6b3c7bd6e2f4382d29abdc9fe6073af5d2742db707b360972c8dcaca | user1.quill@acme.test | " +
          "LAP-MARA-01 | Dropbox | 2 | LOW | Off hours | false |\n\nFile events shown: 2.",
      },
      context: {
        Code42: { FileEvents: fileEvents.map(withTimestamp) },
      },
      requests: ["POST /v2/file-events 200"],
    });
    expect(fileEvents.map((event) => event["@timestamp"])).to.deep.equal([
      "2026-01-05T23:25:20.994Z",
      "2026-01-05T23:24:51.011Z",
    ]);
  });

  it("say that nothing was found", () =>
    recorded.replay("file-events/code42-file-events-search-2", {
      entry: { type: "note", readable: "No results found.", contents: [] },
      requests: ["POST /v2/file-events 200"],
    }));

  it("tell what Incydr has against a query", async () => {
    const { error } = await recorded.replay("file-events/code42-file-events-search-3", {
      entry: { type: "error" },
      error: "ARGUMENT",
      requests: ["POST /v2/file-events 400"],
    });
    expect(error?.message).to.equal('Incydr refused the query: unknown term (file.colour IS "red").');
  });

  it("narrow the alternatives of a query in JSON by the other filters", async () => {
    const name = "file-events/code42-file-events-search-4";
    const { context, entries } = await recorded.replay(name, {
      entry: { type: "note" },
      context: { Code42: { FileEvents: eventsIn(name).map(withTimestamp) } },
      requests: ["POST /v2/file-events 200"],
    });
    expect(entries[0]?.HumanReadable).to.match(/\nFile events shown: 1 of \d+\. Raise results to see more\.$/);
    expect(context).to.have.nested.property("Code42.FileEvents[0].user.email", "user1.quill@acme.test");
  });

  it("show the events of the incident and of searches, each once, without a request", () =>
    recorded.replay("file-events/code42-file-events-table", {
      entry: {
        type: "note",
        readable: "### Code42 File Events\n|File Name|\n|---|\n| a.txt |\n| b.txt |\n| c.txt |\n",
        contents: ["a.txt", "b.txt", "c.txt"].map((name, at) => ({ event: { id: String(at + 1) }, file: { name } })),
      },
      tokenRequests: 0,
    }));
});
