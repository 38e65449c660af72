import { describeFamily } from "./family.ts";

/** "foo": the file of Incydr's published example. */
const foo = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae";
const otherFile = "0f343b0931126a20f133d67c2b018a3b";

/** What the platform says of a file with the content "foo". */
const fileOf = (name: string, entryId: string) => ({
  Name: name,
  EntryID: entryId,
  Size: 3,
  Type: "text/plain",
  Info: "text/plain",
  MD5: "acbd18db4cc2f85cedef654fccc4a4d8",
  SHA1: "0beec7b5ea3f0fdbc95d0dd47f3c5bc275da8a33",
  SHA256: foo,
  SHA512:
    "f7fbba6e0636f890e56fbbf3283e524c6fa3204ae298382d624741d0dc6638326e282c41be5e4254d8820772c5518a2c5a8c0c7f7eda19594a7eb539453e1ed7",
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
