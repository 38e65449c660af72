import { expect } from "chai";
import { closeTenants, pick, startTenant, type Tenant } from "./tenant.ts";

const admin = "1190000000000000900";
const mara = "1190000000000000101";
/** An hour before this the exemplary case was opened. */
const startAt = "2026-01-05T12:00:00.000Z";

/** As Incydr's documents have it. */
const listed = {
  number: 17,
  name: "Ledger upload",
  createdAt: "2026-01-05T11:00:00.000001Z",
  updatedAt: "2026-01-05T11:05:00.000001Z",
  subject: mara,
  subjectUsername: "user1.quill@acme.test",
  status: "OPEN",
  assignee: admin,
  assigneeUsername: "admin@acme.test",
  createdByUserUid: admin,
  createdByUsername: "admin@acme.test",
  lastModifiedByUserUid: admin,
  lastModifiedByUsername: "admin@acme.test",
  archivalTime: null,
};
const example = { ...listed, description: "Dropbox upload of ledger source", findings: "## Findings\n- one file" };

const open = () => startTenant({}, { startAt });

async function numbers(tenant: Tenant, search: string): Promise<unknown> {
  const cases = (await tenant.read(`/v1/cases?${search}`, "cases")) as { number: number }[];
  return cases.map(({ number }) => number);
}

describe("the simulator's cases", () => {
  afterEach(closeTenants);

  it("have the shape of Incydr's, to the letter", async () => {
    const tenant = await open();
    expect(await tenant.call("GET", "/v1/cases/17")).to.deep.equal({ status: 200, body: example });
    const page = await tenant.call("GET", "/v1/cases?name=Ledger%20upload");
    expect(page.body).to.deep.equal({ cases: [listed], totalCount: 1 });
    expect(JSON.stringify(page.body)).to.equal(JSON.stringify({ cases: [pick(page.body, "cases[0]")], totalCount: 1 }));
  });

  it("all have the same keys", async () => {
    const tenant = await open();
    const cases = (await tenant.read("/v1/cases", "cases")) as object[];
    expect(cases).to.have.length(4);
    for (const found of cases) expect(Object.keys(found).toSorted()).to.deep.equal(Object.keys(listed).toSorted());
  });

  const searches: [search: string, found: number[]][] = [
    ["", [14, 15, 16, 17]],
    ["status=OPEN", [16, 17]],
    ["status=CLOSED&status=ARCHIVED", [14, 15]],
    [`assignee=${admin}`, [14, 15, 17]],
    ["isAssigned=True", [14, 15, 17]],
    ["isAssigned=false", [16]],
    [`subject=${mara}`, [17]],
    [`lastModifiedBy=${admin}`, [14, 15, 16, 17]],
    ["lastModifiedBy=1", []],
    ["name=o", [14, 15, 16, 17]],
    ["name=PICTURES", [16]],
    ["createdAt=2026-01-01T00:00:00Z/2026-01-05T11:00:00.000001Z", [16, 17]],
    ["createdAt=2026-01-05T11:00:00.000002Z/2026-01-06T00:00:00Z", []],
    ["updatedAt=2026-01-03T12:00:00Z/2026-01-03T12:00:00Z", [15]],
    ["pgNum=2&pgSize=3", [17]],
    ["pgNum=3&pgSize=3", []],
    ["srtKey=name", [16, 14, 15, 17]],
    ["srtKey=status", [15, 14, 16, 17]],
    ["srtKey=number&srtDir=desc", [17, 16, 15, 14]],
    ["srtDir=desc", [17, 16, 15, 14]],
    ["srtKey=status&srtKey=number&srtDir=asc&srtDir=desc", [15, 14, 17, 16]],
    ["srtKey=assigneeUsername&srtDir=desc&srtKey=createdAt", [14, 15, 17, 16]],
    ["srtKey=updatedAt", [14, 16, 15, 17]],
    ["srtKey=subjectUsername", [16, 14, 15, 17]],
  ];
  for (const [search, found] of searches) {
    it(`are listed by ${search === "" ? "their numbers" : search}`, async () => {
      expect(await numbers(await open(), search)).to.deep.equal(found);
    });
  }

  for (const search of [
    "status=DONE",
    "isAssigned=perhaps",
    "createdAt=2026-01-01T00:00:00Z",
    "createdAt=a/b",
    "createdAt=2026-01-01T00:00:00Z/2025-01-01T00:00:00Z",
    "updatedAt=2026-01-01T00:00:00Z/2026-01-02T00:00:00Z/2026-01-03T00:00:00Z",
    "pgNum=0",
    "pgSize=501",
    "srtKey=subject",
    "srtDir=up",
  ]) {
    it(`are not listed by ${search}`, async () => {
      expect((await (await open()).call("GET", `/v1/cases?${search}`)).status).to.equal(400);
    });
  }

  it("are opened by the API client, and numbered on", async () => {
    const tenant = await open();
    const { body } = await tenant.call("POST", "/v1/cases", { name: "New", subject: mara, assignee: mara });
    expect(body).to.deep.equal({
      ...example,
      number: 18,
      name: "New",
      createdAt: "2026-01-05T12:00:00.000000Z",
      updatedAt: "2026-01-05T12:00:00.000000Z",
      assignee: mara,
      assigneeUsername: "user1.quill@acme.test",
      createdByUserUid: "key-0000",
      createdByUsername: "soar",
      lastModifiedByUserUid: "key-0000",
      lastModifiedByUsername: "soar",
      description: null,
      findings: null,
    });
    await tenant.call("DELETE", "/v1/cases/18");
    const next = await tenant.call("POST", "/v1/cases", { name: "New" });
    expect(next.body).to.include({ number: 19, subject: null, subjectUsername: null });
  });

  it("are replaced as a whole: what is missing is erased", async () => {
    const tenant = await open();
    await tenant.control("POST", "/clock", { advanceMs: 5000 });
    const { body } = await tenant.call("PUT", "/v1/cases/17", { name: "Ledger", status: "OPEN", findings: "" });
    expect(body).to.deep.equal({
      ...example,
      name: "Ledger",
      updatedAt: "2026-01-05T12:00:05.000000Z",
      subject: null,
      subjectUsername: null,
      assignee: null,
      assigneeUsername: null,
      lastModifiedByUserUid: "key-0000",
      lastModifiedByUsername: "soar",
      description: null,
      findings: null,
    });
    await tenant.call("PUT", "/v1/cases/17", { name: "Ledger", status: "OPEN" });
    expect(await tenant.writes()).to.deep.equal(["PUT /v1/cases/17 200 true", "PUT /v1/cases/17 200 false"]);
  });

  it("stay as they are once closed or archived, and lose their file events when archived", async () => {
    const tenant = await open();
    const refused = { status: 400, body: { problem: "NO_EDITS_ONCE_CLOSED", description: null } };
    for (const number of [14, 15]) {
      expect(await tenant.call("PUT", `/v1/cases/${number}`, { name: "x", status: "OPEN" })).to.deep.equal(refused);
    }
    const { body } = await tenant.call("PUT", "/v1/cases/17", { name: "Ledger upload", status: "ARCHIVED" });
    expect(body).to.include({ status: "ARCHIVED", archivalTime: "2026-01-05T12:00:00.000000Z" });
    expect((await tenant.call("GET", "/v1/cases/17/fileevent")).body).to.deep.equal({ events: [], totalCount: 0 });
  });

  const wrong: [body: object, problem: string, description: string | null][] = [
    [{ name: "Board pictures" }, "NAME_EXISTS", null],
    [{ name: "x", description: "x".repeat(251) }, "DESCRIPTION_TOO_LONG", null],
    [{ name: "x", subject: admin }, "INVALID_USER", "subject validation failed"],
    [{ name: "x", assignee: "key-0000" }, "INVALID_USER", "assignee validation failed"],
    [{ name: "x", assignee: "7" }, "INVALID_USER", "assignee validation failed"],
    [{}, "BAD_REQUEST", "name is required"],
    [{ name: "" }, "BAD_REQUEST", "name is required"],
    [{ name: "x".repeat(51) }, "BAD_REQUEST", "name must have at most 50 characters"],
    [{ name: "x", findings: "x".repeat(30_001) }, "BAD_REQUEST", "findings must have at most 30000 characters"],
    [{ name: 7 }, "BAD_REQUEST", "name must be a text"],
  ];
  for (const [body, problem, description] of wrong) {
    it(`refuse to be made or changed by ${JSON.stringify(body).slice(0, 60)}: ${problem}`, async () => {
      const tenant = await open();
      const refused = { status: 400, body: { problem, description } };
      expect(await tenant.call("POST", "/v1/cases", body)).to.deep.equal(refused);
      expect(await tenant.call("PUT", "/v1/cases/17", { ...body, status: "OPEN" })).to.deep.equal(refused);
      expect(await tenant.read("/v1/cases", "totalCount")).to.equal(4);
    });
  }

  it("need a status to be changed", async () => {
    const tenant = await open();
    const { body } = await tenant.call("PUT", "/v1/cases/17", { name: "x" });
    expect(body).to.deep.equal({ problem: "BAD_REQUEST", description: "status is required" });
    expect((await tenant.call("PUT", "/v1/cases/17", { name: "x", status: "DONE" })).status).to.equal(400);
  });

  it("are deleted for good", async () => {
    const tenant = await open();
    expect(await tenant.call("DELETE", "/v1/cases/17")).to.deep.equal({ status: 204, body: undefined });
    expect((await tenant.call("GET", "/v1/cases/17")).status).to.equal(404);
    expect((await tenant.call("DELETE", "/v1/cases/17")).status).to.equal(404);
    expect(await tenant.writes()).to.deep.equal(["DELETE /v1/cases/17 204 true", "DELETE /v1/cases/17 404 false"]);
  });

  it("are 404 where there is no such case", async () => {
    const tenant = await open();
    for (const number of ["99", "x", "-17", "17.0"]) {
      const { status, body } = await tenant.call("GET", `/v1/cases/${number}`);
      expect([status, body], number).to.deep.equal([
        404,
        { problem: "NOT_FOUND", description: "There is no such case" },
      ]);
    }
    const calls: [string, string, unknown?][] = [
      ["PUT", "/v1/cases/99", { name: "x", status: "OPEN" }],
      ["GET", "/v1/cases/99/fileevent"],
      ["POST", "/v1/cases/99/fileevent", { events: ["1"] }],
      ["POST", "/v1/cases/99/fileevent/1"],
      ["GET", "/v1/cases/99/fileevent/1"],
      ["DELETE", "/v1/cases/99/fileevent/1"],
      ["GET", "/v1/cases/99/export"],
      ["GET", "/v1/cases/99/export/full"],
      ["GET", "/v1/cases/99/fileevent/export"],
      ["GET", "/v1/cases/99/fileevent/1/file"],
    ];
    for (const [method, path, body] of calls)
      expect((await tenant.call(method, path, body)).status, path).to.equal(404);
  });
});
