import { ApiError, ArgumentError, NotFoundError } from "soarkit";
import { expect } from "chai";
import { page, refuse } from "./cases.ts";
import { openTenant, rejection, type Tenant } from "./tenant.ts";

const admin = "1190000000000000900";
const mara = "1190000000000000101";
const now = "2026-01-06T00:00:00.000000Z";

describe("code42-case-create", () => {
  let tenant: Tenant;
  beforeEach(async () => (tenant = await openTenant()));
  afterEach(() => tenant.close());

  it("opens a case, with one request where people are given by id", async () => {
    const args = { name: "New", description: "d", findings: "f", subject: mara, assignee: admin };
    const { context } = await tenant.run("code42-case-create", args);
    expect(context).to.deep.equal({
      "Code42.Case": {
        Number: 18,
        Name: "New",
        Status: "OPEN",
        Subject: mara,
        SubjectUsername: "user1.quill@acme.test",
        Assignee: admin,
        AssigneeUsername: "admin@acme.test",
        Description: "d",
        Findings: "f",
        CreatedAt: now,
        CreatedBy: "key-0000",
        CreatedByUsername: "soar",
        UpdatedAt: now,
        LastModifiedBy: "key-0000",
        LastModifiedByUsername: "soar",
      },
    });
    expect(await tenant.requests()).to.deep.equal(["POST /v1/cases"]);
  });

  it("looks up who is given by name", async () => {
    const args = { name: "New", subject: "user1.quill@acme.test", assignee: "piet@acme.test" };
    const { context } = await tenant.run("code42-case-create", args);
    expect(context?.["Code42.Case"]).to.include({ Subject: mara, Assignee: "1190000000000000102" });
    expect(await tenant.requests()).to.deep.equal([
      "GET /v1/actors/actor/name/user1.quill%40acme.test/parent",
      "GET /v1/users?username=piet%40acme.test&page=1&pageSize=100",
      "POST /v1/cases",
    ]);
  });

  it("names everybody who is not found, and opens nothing", async () => {
    const args = { name: "New", subject: "no@one.test", assignee: "none@one.test" };
    const error = await rejection(tenant.run("code42-case-create", args));
    expect(error).to.be.instanceOf(NotFoundError);
    expect(error).to.include({
      message:
        "No actor found with the name no@one.test to be the subject. " +
        "No user found with username none@one.test to be the assignee.",
      hint: "Give the whole name as Incydr shows it, or the ID.",
    });
    expect((await tenant.requests()).filter((line) => line.startsWith("POST"))).to.deep.equal([]);
  });

  it("names all that is too long, and asks nothing", async () => {
    const args = { name: "x".repeat(51), description: "x".repeat(251), findings: "x".repeat(30_001) };
    const error = await rejection(tenant.run("code42-case-create", args));
    expect(error).to.be.instanceOf(ArgumentError);
    expect(error).to.include({
      message:
        "name has 51 characters; Incydr takes at most 50. description has 251 characters; Incydr takes at most 250. " +
        "findings has 30001 characters; Incydr takes at most 30000.",
      hint: "Shorten what is too long.",
    });
    expect(await tenant.requests()).to.deep.equal([]);
  });

  it("takes what is just as long as Incydr takes", async () => {
    const args = { name: "x".repeat(50), description: "x".repeat(250), findings: "x".repeat(30_000) };
    expect((await tenant.run("code42-case-create", args)).context?.["Code42.Case"]).to.include({ Number: 18 });
  });

  it("names the case that has the name already, and does not take a longer name for it", async () => {
    await tenant.run("code42-case-create", { name: "Upload" });
    await tenant.requests();
    const error = await rejection(tenant.run("code42-case-create", { name: "Upload" }));
    expect(error).to.be.instanceOf(ArgumentError);
    expect(error).to.include({
      message: 'There is a case called "Upload" already: number 18 (OPEN).',
      hint: "Names of cases are unique. Go on with that case, or give another name.",
    });
    expect(await tenant.requests()).to.deep.equal(["POST /v1/cases", `GET /v1/cases?name=Upload&${page(100)}`]);
  });

  it("names the case even where Incydr does not tell its state", async () => {
    await tenant.control("/faults", [
      { method: "POST", path: "/v1/cases", kind: "status", status: 400, body: '{"problem":"NAME_EXISTS"}', times: 1 },
      {
        method: "GET",
        path: "/v1/cases",
        kind: "status",
        status: 200,
        body: '{"cases":[{"number":7,"name":"Odd","status":7}],"totalCount":1}',
        times: 1,
      },
    ]);
    const error = await rejection(tenant.run("code42-case-create", { name: "Odd" }));
    expect(error).to.have.property("message", 'There is a case called "Odd" already: number 7.');
  });

  it("says that the name is taken even where the case cannot be seen", async () => {
    await refuse(tenant, "POST", "/v1/cases", 400, '{"problem":"NAME_EXISTS","description":null}');
    const error = await rejection(tenant.run("code42-case-create", { name: "Hidden" }));
    expect(error).to.be.instanceOf(ArgumentError);
    expect(error).to.have.property("message", 'There is a case called "Hidden" already.');
  });

  const refusals: [body: object, message: string][] = [
    [{ problem: "DESCRIPTION_TOO_LONG", description: null }, "Incydr finds the description too long."],
    [
      { problem: "INVALID_USER", description: "subject validation failed" },
      "Incydr does not take the subject 7: subject validation failed.",
    ],
    [
      { problem: "INVALID_USER", description: "assignee validation failed" },
      "Incydr does not take the assignee 8: assignee validation failed.",
    ],
    [{ problem: "INVALID_USER" }, "Incydr does not take the subject 7 or the assignee 8: no such user."],
  ];
  for (const [body, message] of refusals) {
    it(`says in plain words what ${JSON.stringify(body)} means`, async () => {
      await refuse(tenant, "POST", "/v1/cases", 400, JSON.stringify(body));
      const args = { name: "New", subject: "7", assignee: "8" };
      const error = await rejection(tenant.run("code42-case-create", args));
      expect(error).to.be.instanceOf(ArgumentError).with.property("message", message);
      expect((error as Error).cause).to.be.instanceOf(ApiError);
    });
  }

  it("passes on Incydr's reason where it names neither", async () => {
    await refuse(tenant, "POST", "/v1/cases", 400, '{"problem":"INVALID_USER","description":"user is blocked"}');
    const error = await rejection(tenant.run("code42-case-create", { name: "New", assignee: "8" }));
    expect(error).to.have.property("message", "Incydr does not take the assignee 8: user is blocked.");
  });

  it("passes it on even where nobody was given", async () => {
    await refuse(
      tenant,
      "POST",
      "/v1/cases",
      400,
      '{"problem":"INVALID_USER","description":"creator validation failed"}',
    );
    const error = await rejection(tenant.run("code42-case-create", { name: "New" }));
    expect(error).to.have.property("message", "Incydr does not take a user of the case: creator validation failed.");
  });

  it("refuses a subject that Incydr does not know", async () => {
    const error = await rejection(tenant.run("code42-case-create", { name: "New", subject: "7" }));
    expect(error)
      .to.be.instanceOf(ArgumentError)
      .with.property("message", "Incydr does not take the subject 7: subject validation failed.");
  });

  for (const body of ['{"problem":"ANOTHER"}', '{"error":"x"}', "[]", "<html>"]) {
    it(`lets a refusal be whose reason is ${body}`, async () => {
      await refuse(tenant, "POST", "/v1/cases", 400, body);
      const error = await rejection(tenant.run("code42-case-create", { name: "New" }));
      expect(error).to.be.instanceOf(ApiError).with.property("status", 400);
      expect(await tenant.requests()).to.deep.equal(["POST /v1/cases"]);
    });
  }

  it("is not sent again after a failure, as two cases might come of it", async () => {
    await refuse(tenant, "POST", "/v1/cases", 500);
    const error = await rejection(tenant.run("code42-case-create", { name: "New" }));
    expect(error).to.be.instanceOf(ApiError).with.property("status", 500);
    expect(await tenant.requests()).to.deep.equal(["POST /v1/cases"]);
  });
});
