import { expect } from "chai";
import { code42, readRecorded } from "./recorded.ts";

const recorded = await readRecorded(code42);

describe("the recorded file event commands", () => {
  it("find events, and keep them in the context under both names of their time", async () => {
    const { exchanges } = recorded.find("file-events/code42-file-events-search");
    const { answer } = exchanges.at(-1)!;
    const { fileEvents } = ("body" in answer ? answer.body : {}) as { fileEvents: { "@timestamp": string }[] };
    await recorded.replay("file-events/code42-file-events-search", {
      entry: {
        type: "note",
        readable:
          "### Code42 File Events\n|Timestamp|Action|Observer|File Name|Directory|Size|Category|SHA256|User|Source|Destination|" +
          `Risk Score|Severity|Indicators|Trusted|\n${"|---".repeat(15)}|\n` +
          "| 2026-01-05T23:25:20.994Z | application-read | Endpoint | ledger_core.py | C:/Users/user1/Documents/ | 34395589 | " +
          "SourceCode | ea866e4c762a560f147b17c8295021b8c6cf6fd6b8eac915d1bf4485be2e71a7 | user1.quill@acme.test | " +
          "LAP-MARA-01 | Dropbox | 8 | HIGH | Dropbox upload, Source code | false |\n" +
          "| 2026-01-05T23:24:51.011Z | application-read | Endpoint | settle.py | C:/Users/user1/Documents/ | 33674617 | " +
          "SourceCode | fb485df819250b746489c84a219238a4f61dbd14ae5e7a116ccf7ea351c139cc | user1.quill@acme.test | " +
          "LAP-MARA-01 | Dropbox | 2 | LOW | Off hours | false |\n\nFile events shown: 2.",
      },
      context: {
        Code42: { FileEvents: fileEvents.map((event) => ({ ...event, timestamp: event["@timestamp"] })) },
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
    expect(error?.message).to.match(/^Incydr refused the query: .*"unknown term".*"file.colour"/);
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
