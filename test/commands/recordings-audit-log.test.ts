import { expect } from "chai";
import {
  latestMetadataUpdated,
  latestSignedIn,
  metadataUpdatedContext,
  signedInContext,
} from "./expected/audit-log.ts";
import { code42, readRecorded } from "./recorded.ts";

const recorded = await readRecorded(code42);
const search = "POST /v1/audit/search-audit-log";
const rows =
  "|Timestamp|Type|Actor|Actor Type|IP Addresses|Success|Details|\n|---|---|---|---|---|---|---|\n" +
  "| 2026-01-05T23:12:13.456Z | logged_in | admin@acme.test | USER | 198.51.100.4, 192.0.2.8 | true |  |\n" +
  "| 2026-01-05T23:13:00.001Z | federation_metadata_updated | SYSTEM | SYSTEM |  |  | " +
  "federationId: 55<br>displayName: IdP |\n";

describe("the recorded audit log commands", () => {
  it("find entries, and keep them in the context under an ID of their own", () =>
    recorded.replay("audit-log/code42-audit-log-search", {
      entry: {
        type: "note",
        readable: `### Code42 Audit Log\n${rows}\nEntries found: 2.`,
        contents: [latestSignedIn, latestMetadataUpdated],
      },
      context: {
        Code42: {
          AuditLog: [signedInContext, metadataUpdatedContext],
        },
      },
      requests: [`${search} 200`],
    }));

  it("say that nothing was found", () =>
    recorded.replay("audit-log/code42-audit-log-search-2", {
      entry: { type: "note", readable: "No results found.", contents: [] },
      requests: [`${search} 200`],
    }));

  it("send the administrator to give the API client its permission", async () => {
    const { error } = await recorded.replay("audit-log/code42-audit-log-search-3", {
      entry: { type: "error" },
      error: "CREDENTIALS",
      requests: [`${search} 403`],
    });
    expect(error?.message).to.match(/^The credentials lack the permission for POST \/v1\/audit\/search-audit-log/);
  });

  it("show what there is to collect of the audit log", () =>
    recorded.replay("audit-log/code42-get-events", {
      entry: {
        type: "note",
        readable: `### Code42 Audit Log\n${rows}\nEvents: 2.`,
        contents: [latestSignedIn, latestMetadataUpdated],
      },
      requests: [`${search} 200`],
    }));

  it("show what there is to collect of file events", async () => {
    const id = "0_7f10aa52-0000-4000-8000-00000000a001_1767601110568616000_0000000000000000038_808_EPS";
    const other = "0_7f10aa52-0000-4000-8000-00000000a001_1767625102207877000_0000000000000000039_300_EPS";
    await recorded.replay("audit-log/code42-get-events-2", {
      entry: {
        type: "note",
        readable:
          "### Code42 File Events\n|Inserted|Timestamp|Action|File Name|User|Severity|ID|\n|---|---|---|---|---|---|---|\n" +
          "| 2026-01-05T08:18:30.568616Z | 2026-01-05T08:14:39.269Z | application-read | match.py | " +
          `user1.quill@acme.test | MODERATE | ${id} |\n` +
          "| 2026-01-05T14:58:22.207877Z | 2026-01-05T14:55:23.009Z | application-read | match.py | " +
          `user1.quill@acme.test | LOW | ${other} |\n\nEvents: 2.`,
      },
      requests: ["POST /v2/file-events 200"],
    });
  });
});
