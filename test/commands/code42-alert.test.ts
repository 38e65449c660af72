import { ApiError, CredentialsError, NotFoundError } from "soarkit";
import { expect } from "chai";
import { openTenant, rejection, type Tenant } from "./tenant.ts";

const id = "5c0e9c54-77b1-4f0a-9d30-1f5f0c6d2a11";

describe("code42-alert-get", () => {
  let tenant: Tenant;
  afterEach(() => tenant.close());

  it("looks up the actor and the rule where the session does not name them", async () => {
    tenant = await openTenant({ knobs: { names: "absent" } });
    const result = await tenant.run("code42-alert-get", { id });
    expect(result.context?.["Code42.SecurityAlert"]).to.include({
      Username: "user1.quill@acme.test",
      Description: "Source code to personal cloud",
    });
    expect(await tenant.requests()).to.deep.equal([
      `GET /v1/sessions/${id}`,
      "GET /v2/alert-rules/r-0042",
      "GET /v1/actors/actor/id/1190000000000000101",
    ]);
  });

  it("takes a rule that is gone for deleted, and says so", async () => {
    tenant = await openTenant({ knobs: { names: "absent", fault: "404:GET:/v2/alert-rules/r-0042" } });
    const result = await tenant.run("code42-alert-get", { id });
    expect(result.warnings).to.deep.equal(["The alert rule r-0042 no longer exists."]);
    expect(result.context?.["Code42.SecurityAlert"]).not.to.have.property("Description");
  });

  it("does not take a broken answer for a deleted rule", async () => {
    tenant = await openTenant({ knobs: { names: "absent", fault: "500:GET:/v2/alert-rules/r-0042" } });
    const error = await rejection(tenant.run("code42-alert-get", { id }));
    expect(error).to.be.instanceOf(ApiError).with.property("status", 500);
  });

  it("does not take a missing permission for a deleted rule", async () => {
    tenant = await openTenant({ knobs: { names: "absent", fault: "403:GET:/v2/alert-rules/r-0042" } });
    expect(await rejection(tenant.run("code42-alert-get", { id }))).to.be.instanceOf(CredentialsError);
  });

  it("does not take a failure for an alert that does not exist", async () => {
    tenant = await openTenant({ knobs: { fault: `500:GET:/v1/sessions/${id}` } });
    const error = await rejection(tenant.run("code42-alert-get", { id }));
    expect(error).to.be.instanceOf(ApiError).with.property("status", 500);
  });

  it("takes an actor who is gone for deleted, and says so", async () => {
    tenant = await openTenant({ knobs: { names: "absent", fault: "404:GET:/v1/actors/*" } });
    const result = await tenant.run("code42-alert-get", { id });
    expect(result.warnings).to.deep.equal(["The actor 1190000000000000101 no longer exists."]);
    expect(result.context?.["Code42.SecurityAlert"]).not.to.have.property("Username");
  });

  for (const status of [400, 500]) {
    it(`does not take an actor whom Incydr refuses with ${status} for deleted`, async () => {
      tenant = await openTenant({ knobs: { names: "absent", fault: `${status}:GET:/v1/actors/*` } });
      const error = await rejection(tenant.run("code42-alert-get", { id }));
      expect(error).to.be.instanceOf(ApiError).with.property("status", status);
    });
  }

  it("has the severity and state of now, not the highest and not the deprecated one", async () => {
    tenant = await openTenant();
    await tenant.control(`/sessions/${id}/data`, { severity: 1 });
    await tenant.run("code42-alert-update", { id, state: "CLOSED_TP_BENIGN" });
    const { context } = await tenant.run("code42-alert-get", { id });
    expect(context?.["Code42.SecurityAlert"]).to.include({ Severity: "LOW", State: "CLOSED_TP_BENIGN" });
  });

  it("warns of an alert that does not exist, without context", async () => {
    tenant = await openTenant();
    expect(await tenant.run("code42-alert-get", { id: "nope/5" })).to.deep.equal({
      warnings: ["There is no alert with the ID nope/5."],
    });
  });
});

describe("code42-alert-update", () => {
  let tenant: Tenant;
  afterEach(() => tenant.close());

  for (const state of [
    "OPEN",
    "OPEN_NEW_DATA",
    "IN_PROGRESS",
    "CLOSED",
    "CLOSED_TP",
    "CLOSED_TP_BENIGN",
    "CLOSED_FP",
  ]) {
    it(`sets ${state} and shows the alert as it is then`, async () => {
      tenant = await openTenant();
      const result = await tenant.run("code42-alert-update", { id, state });
      expect(result.context?.["Code42.SecurityAlert"]).to.include({ ID: id, State: state });
      expect(result.readable).to.match(/^### Code42 Security Alert Updated\n/);
      expect(await tenant.requests()).to.deep.equal(["POST /v1/sessions/change-state", `GET /v1/sessions/${id}`]);
    });
  }

  const answers: [how: string, knobs: Record<string, string>][] = [
    ["that does not exist", {}],
    ["that does not exist, even where Incydr takes the change", { fault: "204:POST:/v1/sessions/change-state" }],
  ];
  for (const [how, knobs] of answers) {
    it(`refuses an alert ${how}`, async () => {
      tenant = await openTenant({ knobs });
      const error = await rejection(tenant.run("code42-alert-update", { id: "nope", state: "CLOSED" }));
      expect(error).to.be.instanceOf(NotFoundError).with.property("message", "There is no alert with the ID nope.");
    });
  }

  it("refuses an alert that the change itself does not find", async () => {
    tenant = await openTenant({ knobs: { fault: "404:POST:/v1/sessions/change-state" } });
    const error = await rejection(tenant.run("code42-alert-update", { id, state: "CLOSED" }));
    expect(error).to.be.instanceOf(NotFoundError).with.property("cause").that.is.instanceOf(ApiError);
  });

  it("lets every other refusal be", async () => {
    tenant = await openTenant({ knobs: { fault: "400:POST:/v1/sessions/change-state" } });
    const error = await rejection(tenant.run("code42-alert-update", { id, state: "CLOSED" }));
    expect(error).to.be.instanceOf(ApiError).with.property("status", 400);
  });
});

describe("code42-alert-resolve", () => {
  it("closes the alert as a true positive", async () => {
    const tenant = await openTenant();
    try {
      const result = await tenant.run("code42-alert-resolve", { id });
      expect(result.context?.["Code42.SecurityAlert"]).to.include({ ID: id, State: "CLOSED_TP" });
      expect(await tenant.requests()).to.deep.equal(["POST /v1/sessions/change-state", `GET /v1/sessions/${id}`]);
    } finally {
      await tenant.close();
    }
  });
});
