import { expect } from "chai";
import { fooFile } from "./expected/files.ts";
import { code42, readRecorded } from "./recorded.ts";

const recorded = await readRecorded(code42);

/** As the run's first entry. */
const File = { ...fooFile, EntryID: "1@playground" };

describe("the recorded downloads", () => {
  it("of a file by its SHA256", async () => {
    const { files } = await recorded.replay("files/code42-download-file", {
      entry: { type: "file" },
      context: { File: { ...File, Name: "ledger_core.py", Extension: "py" } },
      requests: [`GET /v1/files/get-file-by-sha256/${fooFile.SHA256} 200`],
    });
    expect(files.map(({ name, content }) => [name, Buffer.from(content).toString()])).to.deep.equal([
      ["ledger_core.py", "foo"],
    ]);
  });

  it("of a file whose MD5 no event has", () =>
    recorded.replay("files/code42-download-file-2", {
      entry: {
        type: "error",
        contents:
          "No file event has the MD5 00000000000000000000000000000000.\nIncydr finds a file by its MD5 through its events, " +
          "which it keeps for a limited time. Give the SHA256.",
      },
      error: "NOT_FOUND",
      requests: ["POST /v2/file-events 200"],
    }));

  it("of a file whose events may not be read", () =>
    recorded.replay("files/code42-download-file-3", {
      entry: {
        type: "error",
        contents:
          'The credentials lack the permission for POST /v2/file-events (403): {"error":"a fault that was set"}.\n' +
          "Give the API client at the vendor's the permission that this request needs (see `soar commands NAME`).",
      },
      error: "CREDENTIALS",
      requests: ["POST /v2/file-events 403"],
    }));

  it("of what an event has captured", () =>
    recorded.replay("files/code42-download-file-by-xfc-id", {
      entry: { type: "file" },
      context: { File: { ...File, Name: "xfc-0001", Extension: "" } },
      requests: ["GET /v1/files/get-file-by-xfc-content-id/xfc-0001 200"],
    }));

  it("of what no event has captured", () =>
    recorded.replay("files/code42-download-file-by-xfc-id-2", {
      entry: {
        type: "error",
        contents:
          "The file with the XFC ID xfc-0000000000000000 is not available for download.\nIncydr only has files that it " +
          "could collect; look at the file event for where else the file is.",
      },
      error: "NOT_FOUND",
      requests: ["GET /v1/files/get-file-by-xfc-content-id/xfc-0000000000000000 404"],
    }));
});
