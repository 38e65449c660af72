import { fooFile } from "../../commands/expected/files.ts";
import { describeFamily } from "./family.ts";

const foo = fooFile.SHA256;
const otherFile = "0f343b0931126a20f133d67c2b018a3b";

const fileOf = (name: string, entryId: string) => ({
  ...fooFile,
  Name: name,
  EntryID: entryId,
  Extension: name.includes(".") ? name.replace(/^.*\./, "") : "",
});

describeFamily("the commands that download files", [
  {
    it: "downloads a file by its SHA256, and takes no path for a name",
    line: `!code42-download-file hash=${foo} filename=../../ledger_core.py`,
    context: { File: fileOf("ledger_core.py", "1@playground") },
    requests: [`GET /v1/files/get-file-by-sha256/${foo} 200`],
  },
  {
    it: "downloads what an event has captured, again where Incydr fails at first",
    line: "!code42-download-file-by-xfc-id xfc_id=xfc-0001",
    faults: [{ path: "/v1/files", kind: "status", status: 503, times: 1 }],
    context: { File: fileOf("xfc-0001", "2@playground") },
    requests: [
      "GET /v1/files/get-file-by-xfc-content-id/xfc-0001 503",
      "GET /v1/files/get-file-by-xfc-content-id/xfc-0001 200",
    ],
  },
  {
    it: "keeps nothing of a file that is not the one of the MD5",
    line: `!code42-download-file hash=${otherFile}`,
    exit: 3,
    error: {
      code: "API",
      who: "vendor",
      message:
        `What Incydr sent is not the file with the MD5 ${otherFile}: its MD5 is acbd18db4cc2f85cedef654fccc4a4d8. ` +
        "Nothing was kept of it.",
      hint: "Run the command again; if it stays so, the file that Incydr keeps is damaged.",
    },
    requests: ["POST /v2/file-events 200", `GET /v1/files/get-file-by-sha256/${foo} 200`],
  },
  {
    it: "says to the analyst that a file is not there",
    line: "!code42-download-file-by-xfc-id xfc_id=xfc-0002",
    exit: 2,
    error: {
      code: "NOT_FOUND",
      who: "analyst",
      message: "The file with the XFC ID xfc-0002 is not available for download.",
      hint: "Incydr only has files that it could collect; look at the file event for where else the file is.",
    },
    requests: ["GET /v1/files/get-file-by-xfc-content-id/xfc-0002 404"],
  },
]);
