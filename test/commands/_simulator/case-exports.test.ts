import { expect } from "chai";
import { createHash } from "node:crypto";

import { closeTenants, pick, signIn, startTenant, type Tenant } from "./tenant.ts";

interface Download {
  status: number;
  type: string | null;
  disposition: string | null;
  bytes: Buffer;
}

async function download({ simulator }: Tenant, path: string): Promise<Download> {
  const token = pick(await signIn(simulator), "body.access_token") as string;
  const response = await fetch(simulator.url + path, { headers: { authorization: `Bearer ${token}` } });
  return {
    status: response.status,
    type: response.headers.get("content-type"),
    disposition: response.headers.get("content-disposition"),
    bytes: Buffer.from(await response.arrayBuffer()),
  };
}

/** The names in a ZIP's directory. */
function entries(bytes: Buffer): string[] {
  const names: string[] = [];
  let at = bytes.readUInt32LE(bytes.length - 6);
  while (bytes.toString("latin1", at, at + 4) === "PK\x01\x02") {
    const length = bytes.readUInt16LE(at + 28);
    names.push(bytes.toString("utf8", at + 46, at + 46 + length));
    at += 46 + length;
  }
  return names;
}

describe("the exports of the simulator's cases", () => {
  afterEach(closeTenants);

  it("are a summary as PDF", async () => {
    const tenant = await startTenant({}, { startAt: "2026-01-05T12:00:00.000Z" });
    const { bytes, ...rest } = await download(tenant, "/v1/cases/17/export");
    expect(rest).to.deep.equal({
      status: 200,
      type: "application/pdf",
      disposition: "attachment; filename=Case-17.pdf",
    });
    const lines = [...bytes.toString("latin1").matchAll(/^\((.*)\) '$/gm)].map(([, line]) => line);
    expect(lines).to.deep.equal([
      "Case 17: Ledger upload",
      "",
      "Status: OPEN",
      "Subject: user1.quill@acme.test",
      "Assignee: admin@acme.test",
      "Created: 2026-01-05T11:00:00.000001Z",
      "Updated: 2026-01-05T11:05:00.000001Z",
      "File events: 1",
      "",
      "Dropbox upload of ledger source",
      "",
      "## Findings",
      "- one file",
    ]);
  });

  it("say so where a case has nobody", async () => {
    const tenant = await startTenant();
    const { bytes } = await download(tenant, "/v1/cases/16/export");
    expect(bytes.toString("latin1")).to.include("(Assignee: none) '");
  });

  it("are its file events as CSV", async () => {
    const tenant = await startTenant();
    const { bytes, ...rest } = await download(tenant, "/v1/cases/17/fileevent/export");
    expect(rest).to.deep.equal({
      status: 200,
      type: "text/csv",
      disposition: "attachment; filename=Case-17-file-events.csv",
    });
    const [event] = (await tenant.read("/v1/cases/17/fileevent", "events")) as Record<string, string>[];
    expect(bytes.toString()).to.equal(
      "Event ID,Date Observed (UTC),Exposure,File Availability,Filename,File Path,Risk Indicators,Risk Score,Risk Severity\r\n" +
        `${event!.eventId},${event!.eventTimestamp},ApplicationRead,EXACT_FILE_AVAILABLE,ledger_core.py,${event!.filePath},` +
        "Dropbox upload; Source code; First use of destination,11,CRITICAL\r\n",
    );
  });

  it("are everything as ZIP, or what is asked for of it", async () => {
    const tenant = await startTenant();
    const id = String(await tenant.read("/v1/cases/17/fileevent", "events[0].eventId"));
    const { bytes, ...rest } = await download(tenant, "/v1/cases/17/export/full");
    expect(rest).to.deep.equal({
      status: 200,
      type: "application/zip",
      disposition: "attachment; filename=Case-17.zip",
    });
    const [summary, events, file] = ["Case-17.pdf", "Case-17-file-events.csv", `files/${id}/ledger_core.py`];
    expect(entries(bytes)).to.deep.equal([summary, events, file]);
    const asked = async (query: string) => entries((await download(tenant, `/v1/cases/17/export/full?${query}`)).bytes);
    expect(await asked("files=False")).to.deep.equal([summary, events]);
    expect(await asked("summary=false&files=TRUE")).to.deep.equal([events, file]);
    expect(await asked("summary=false&files=false&fileEvents=false")).to.deep.equal([]);
  });

  it("are the file of one event, by its name, where there is one", async () => {
    const tenant = await startTenant();
    const id = String(await tenant.read("/v1/cases/17/fileevent", "events[0].eventId"));
    const sha256 = await tenant.read(`/v1/cases/17/fileevent/${id}`, "file.hash.sha256");
    const { bytes, ...rest } = await download(tenant, `/v1/cases/17/fileevent/${id}/file`);
    expect(rest).to.deep.equal({
      status: 200,
      type: "application/octet-stream",
      disposition: "attachment; filename=ledger_core.py",
    });
    expect(createHash("sha256").update(bytes).digest("hex")).to.equal(sha256);
  });

  it("are 404 where an event's file was never collected, and leave it out", async () => {
    const tenant = await startTenant();
    const { body } = await tenant.control("POST", "/items", { stream: "file-events", count: 150 });
    const ids = (pick(body, "items") as { id: string }[]).map(({ id }) => id);
    await tenant.call("POST", "/v1/cases/16/fileevent", { events: ids });
    const events = (await tenant.read("/v1/cases/16/fileevent?pgSize=150", "events")) as Record<string, string>[];
    const missing = events.find(({ fileAvailability }) => fileAvailability === "NO_FILE_AVAILABLE");
    expect((await download(tenant, `/v1/cases/16/fileevent/${missing!.eventId}/file`)).status).to.equal(404);
    const { bytes } = await download(tenant, "/v1/cases/16/export/full");
    expect(entries(bytes).filter((name) => name.includes(missing!.eventId!))).to.deep.equal([]);
    const exposures = new Set(events.flatMap(({ exposure }) => exposure));
    expect([...exposures].toSorted()).to.deep.equal([
      "ApplicationRead",
      "CloudStorage",
      "OutsideTrustedDomains",
      "RemovableMedia",
      "SharedViaDomain",
      "SharedViaLink",
    ]);
  });
});
