import { runFetch, runTest } from "soarkit/testing";
import { expect } from "chai";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { recordAll } from "../../test_data/record.ts";
import { code42, readRecorded, shown } from "./recorded.ts";
import { manifest } from "./tenant.ts";

const recorded = await readRecorded(code42);
const exemplary = "5c0e9c54-77b1-4f0a-9d30-1f5f0c6d2a11";
const second = "a889a3f9-7c37-4f1b-9aac-f12040ab95ea";
const third = "6d28662b-4015-44a3-90a5-e43a47df2e3a";

describe("the recordings", () => {
  it("are of every command, of the fetch and of the test", () => {
    const commands = new Set(recorded.names.map((name) => recorded.find(name).command));
    expect([...commands].sort()).to.deep.equal(
      [...manifest.commands.map(({ name }) => name), "fetch-incidents", "get-mapping-fields", "test-module"].sort(),
    );
  });

  it("are what the simulator gives today (else: node --conditions=soarkit-source test_data/record.ts)", async () => {
    const folder = mkdtempSync(join(tmpdir(), "soar-recordings-"));
    try {
      await recordAll(folder);
      const made = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".json"));
      expect(made.sort()).to.deep.equal(recorded.names.map((name) => `${name}.json`).sort());
      for (const path of made) {
        expect(readFileSync(join(folder, path), "utf8")).to.equal(readFileSync(join("test_data", path), "utf8"));
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe("the recorded fetch and test", () => {
  it("make an incident of each session", async () => {
    const outcome = await runFetch({ integration: code42, replay: recorded.find("sessions/fetch-incidents") });
    const shownIncidents = outcome.incidents.map(({ sourceId, name, severity, occurred }) => [
      sourceId,
      name,
      severity,
      occurred,
    ]);
    expect(shownIncidents).to.deep.equal([
      [third, "Code42 - image file(s) uploaded to Slack", 2, "2025-12-26T06:28:00.930Z"],
      [second, "Code42 - spreadsheet file(s) uploaded to Google Drive", 3, "2025-12-27T07:13:52.250Z"],
      [exemplary, "Code42 - source code file(s) uploaded to Dropbox", 4, "2026-01-05T23:00:00.000Z"],
    ]);
    expect(outcome.requests.map(shown)).to.deep.equal(["GET /v1/sessions 200", "GET /v1/sessions 200"]);
    expect([outcome.error, outcome.tokenRequests]).to.deep.equal([undefined, 1]);
  });

  it("update the incident of a session that has got another alert", async () => {
    const { pages, incidents, error } = await runFetch({
      integration: code42,
      replay: recorded.find("sessions/fetch-incidents-2"),
    });
    const updates = pages.flat().flatMap(({ items }) => items.map((item) => ("updates" in item ? item : undefined)));
    expect([incidents, error, updates.length]).to.deep.equal([[], undefined, 1]);
    expect([updates[0]?.id, updates[0]?.updates.severity, updates[0]?.updates.note]).to.deep.equal([
      exemplary,
      2,
      "New alert: Spreadsheets to personal drive.\nSeverity changed from CRITICAL to MODERATE.\n" +
        "State changed from OPEN to OPEN_NEW_DATA.",
    ]);
  });

  it("ask one thing of each permission", async () => {
    const { error, requests } = await runTest({ integration: code42, replay: recorded.find("instance/test-module") });
    expect([error, requests.map(shown)]).to.deep.equal([
      undefined,
      ["GET /v1/actors/actor/search 200", "GET /v1/sessions 200", "POST /v2/file-events 200", "GET /v2/watchlists 200"],
    ]);
  });
});
