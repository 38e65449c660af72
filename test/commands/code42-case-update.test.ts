import { ApiError, ArgumentError, NotFoundError } from "soarkit";
import { expect } from "chai";
import { refuse } from "./cases.ts";
import { bySoar, ledgerCase } from "./expected/cases.ts";
import { openTenant, rejection, type Tenant } from "./tenant.ts";

describe("code42-case-update", () => {
  let tenant: Tenant;
  beforeEach(async () => (tenant = await openTenant()));
  afterEach(() => tenant.close());

  it("changes what is given and keeps everything else", async () => {
    const args = { casenumber: "17", findings: "Two files", status: "CLOSED" };
    const { context } = await tenant.run("code42-case-update", args);
    expect(context).to.deep.equal({
      "Code42.Case": {
        ...ledgerCase,
        Findings: "Two files",
        Status: "CLOSED",
        ...bySoar,
      },
    });
    expect(await tenant.requests()).to.deep.equal(["GET /v1/cases/17", "PUT /v1/cases/17"]);
  });

  it("empties what is named, and sets people by name", async () => {
    const args = { casenumber: "17", clear: "description,subject", assignee: "piet@acme.test", name: "Ledger" };
    const { context } = await tenant.run("code42-case-update", args);
    expect(context?.["Code42.Case"]).to.include({ Name: "Ledger", Assignee: "1190000000000000102" });
    expect(context?.["Code42.Case"]).not.to.have.any.keys("Description", "Subject", "SubjectUsername");
    expect(context?.["Code42.Case"]).to.include({ Findings: "## Findings\n- one file", Status: "OPEN" });
  });

  it("writes nothing where all is so already: run again it succeeds", async () => {
    const args = { casenumber: "16", status: "CLOSED", findings: "None" };
    await tenant.run("code42-case-update", args);
    await tenant.requests();
    const { context, readable } = await tenant.run("code42-case-update", args);
    expect(context?.["Code42.Case"]).to.include({ Status: "CLOSED", Findings: "None" });
    expect(readable).to.match(/^### Code42 Case Unchanged\n/);
    expect(await tenant.requests()).to.deep.equal(["GET /v1/cases/16"]);
  });

  it("says that a closed case takes no changes", async () => {
    const error = await rejection(tenant.run("code42-case-update", { casenumber: "14", findings: "More" }));
    expect(error).to.be.instanceOf(ArgumentError);
    expect(error).to.include({
      message: "Case 14 is closed and takes no changes.",
      hint: "Closed and archived cases stay as they are. Open a new one with code42-case-create.",
    });
  });

  it("names the case that has the new name already", async () => {
    const error = await rejection(tenant.run("code42-case-update", { casenumber: "17", name: "Board pictures" }));
    expect(error)
      .to.be.instanceOf(ArgumentError)
      .with.property("message", 'There is a case called "Board pictures" already: number 16 (OPEN).');
  });

  it("wants something to change", async () => {
    const error = await rejection(tenant.run("code42-case-update", { casenumber: "17" }));
    expect(error).to.be.instanceOf(ArgumentError);
    expect(error).to.include({
      message: "There is nothing to change.",
      hint:
        "Give at least one of name, status, assignee, subject, description, findings; " +
        "or name in clear what to empty.",
    });
    expect(await tenant.requests()).to.deep.equal([]);
  });

  it("does not both set and empty", async () => {
    const args = { casenumber: "17", findings: "f", clear: "findings" };
    const error = await rejection(tenant.run("code42-case-update", args));
    expect(error).to.be.instanceOf(ArgumentError).with.property("message", "Both given and to be cleared: findings.");
  });

  it("names the case that does not exist", async () => {
    const error = await rejection(tenant.run("code42-case-update", { casenumber: "99", name: "x" }));
    expect(error).to.be.instanceOf(NotFoundError).with.property("message", "There is no case 99.");
    expect(await tenant.requests()).to.deep.equal(["GET /v1/cases/99"]);
  });

  it("names the case that is deleted meanwhile", async () => {
    await refuse(tenant, "PUT", "/v1/cases/17", 404);
    const error = await rejection(tenant.run("code42-case-update", { casenumber: "17", name: "x" }));
    expect(error).to.be.instanceOf(NotFoundError).with.property("message", "There is no case 17.");
  });

  it("is sent again after a failure, but not where it closes the case", async () => {
    await refuse(tenant, "PUT", "/v1/cases/17", 503);
    await tenant.run("code42-case-update", { casenumber: "17", findings: "f" });
    expect(await tenant.requests()).to.deep.equal(["GET /v1/cases/17", "PUT /v1/cases/17", "PUT /v1/cases/17"]);
    await refuse(tenant, "PUT", "/v1/cases/17", 503);
    const error = await rejection(tenant.run("code42-case-update", { casenumber: "17", status: "CLOSED" }));
    expect(error).to.be.instanceOf(ApiError).with.property("status", 503);
    expect(await tenant.requests()).to.deep.equal(["GET /v1/cases/17", "PUT /v1/cases/17"]);
  });
});
