import { expect } from "chai";

import { closeTenants, pick, signIn, startTenant, type Tenant } from "../tenant.ts";

const critical = { groups: [{ filters: [{ term: "risk.severity", operator: "IS", value: "CRITICAL" }] }] };

async function exported(tenant: Tenant, query: unknown): Promise<{ status: number; type: unknown; text: string }> {
  const token = String(pick(await signIn(tenant.simulator), "body.access_token"));
  const response = await fetch(`${tenant.simulator.url}/v2/file-events/export`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify(query),
  });
  return { status: response.status, type: response.headers.get("content-type"), text: await response.text() };
}

describe("the simulator's export of file events", () => {
  afterEach(closeTenants);

  it("has a line for each event that a search finds, in order of insertion", async () => {
    const tenant = await startTenant({ sessions: "1", events: "50" });
    const { status, type, text } = await exported(tenant, { groups: [] });
    expect([status, type]).to.deep.equal([200, "text/csv"]);
    const lines = text.split("\r\n");
    expect([lines.length, lines.at(-1)]).to.deep.equal([1 + 66 + 1, ""]);
    const found = await tenant.call("POST", "/v2/file-events", { groups: [], srtKey: "event.inserted", pgSize: 100 });
    const ids = (pick(found.body, "fileEvents") as object[]).map((event) => pick(event, "event.id"));
    expect(lines.slice(1, -1).map((line) => line.split(",")[1])).to.deep.equal(ids);
  });

  it("says of an event what is known of it, lists in one cell", async () => {
    const tenant = await startTenant({ sessions: "1" });
    const [head, line] = (await exported(tenant, critical)).text.split("\r\n");
    expect(head).to.equal(
      "@timestamp,event.id,event.inserted,event.action,event.observer,user.email,file.name,file.directory," +
        "file.category,file.sizeInBytes,file.hash.md5,file.hash.sha256,source.category,source.name," +
        "destination.category,destination.name,risk.score,risk.severity,risk.indicators.name",
    );
    expect(line).to.equal(
      "2026-01-05T10:03:40.667Z," +
        "0_7f10aa52-0000-4000-8000-00000000a001_1767607425976040100_0000781301831434240_305_EPS," +
        "2026-01-05T10:03:45.976040Z,application-read,Endpoint,user1.quill@acme.test,ledger_core.py," +
        "C:/Users/user1/Downloads/,SourceCode,48213,0f343b0931126a20f133d67c2b018a3b," +
        "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae,Device,LAP-MARA-01,Cloud Storage,Dropbox," +
        "11,CRITICAL,Dropbox upload; Source code; First use of destination",
    );
  });

  it("refuses what a search refuses", async () => {
    const { status, text } = await exported(await startTenant(), { groups: 7 });
    expect([status, pick(JSON.parse(text), "problems[0].type")]).to.deep.equal([400, "MISSING_GROUPS"]);
  });
});
